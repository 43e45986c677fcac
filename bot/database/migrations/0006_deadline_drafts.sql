-- Deadlines as they are typed or read from a file, until somebody says that they are right: a list as JSON.
CREATE TABLE deadline_drafts (
  id ${identity},
  body TEXT NOT NULL,
  made_at BIGINT NOT NULL
);

-- Whether somebody tied the deadline to its round; one that came with its round cannot stand without it.
ALTER TABLE deadlines ADD COLUMN tied INTEGER NOT NULL DEFAULT 0 CHECK (tied IN (0, 1));
