-- Questions alike share a gist: their telling words, in the order of the alphabet.
ALTER TABLE questions ADD COLUMN gist TEXT NOT NULL DEFAULT '';
-- The topic that the asker opened from the answer, or chose where there was a choice.
ALTER TABLE questions ADD COLUMN chosen_id TEXT;
CREATE INDEX questions_gist ON questions (gist, asked_at);

-- What readers thought of an answer; question 0 is an answer found by browsing. Rating again replaces.
CREATE TABLE ratings (
  id ${identity},
  question_id BIGINT NOT NULL,
  person_id BIGINT,
  topic_id TEXT NOT NULL,
  liked INTEGER NOT NULL CHECK (liked IN (0, 1)),
  reason TEXT,
  remark TEXT,
  rated_at BIGINT NOT NULL,
  UNIQUE (question_id, person_id, topic_id)
);
CREATE INDEX ratings_topic ON ratings (topic_id, rated_at);

-- What the clinic has asked somebody to write next. Another message of theirs in that chat is the answer.
CREATE TABLE dialogues (
  chat_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (chat_id, person_id)
);

-- Questions handed on to the coordinators. Whoever changes one names the version they saw.
CREATE TABLE escalations (
  id ${identity},
  text TEXT NOT NULL,
  gist TEXT NOT NULL,
  follows BIGINT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'answered', 'dismissed', 'withdrawn')),
  version INTEGER NOT NULL DEFAULT 0,
  taken_by BIGINT,
  draft TEXT,
  answer TEXT,
  topic_id TEXT,
  asked_at BIGINT NOT NULL,
  reminded_at BIGINT,
  settled_at BIGINT
);
CREATE INDEX escalations_waiting ON escalations (asked_at) WHERE state IN ('open', 'taken');
CREATE INDEX escalations_gist ON escalations (gist);

-- Who waits for the answer.
CREATE TABLE askers (
  escalation_id BIGINT NOT NULL REFERENCES escalations (id),
  chat_id BIGINT NOT NULL,
  person_id BIGINT,
  message_id BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (escalation_id, chat_id, message_id)
);
CREATE INDEX askers_person ON askers (person_id);

-- Questions that a coordinator attached to a topic, each known as a phrasing of it from then on.
CREATE TABLE phrasings (
  id ${identity},
  topic_id TEXT NOT NULL,
  text TEXT NOT NULL,
  gist TEXT NOT NULL UNIQUE,
  added_by BIGINT,
  added_at BIGINT NOT NULL
);

-- Questions that are not the clinic's business; curators are not shown them again.
CREATE TABLE not_ours (
  gist TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  marked_by BIGINT,
  marked_at BIGINT NOT NULL
);

-- The agency's own answers, each a topic. What is dropped is kept for a while, so that it can be taken back.
CREATE TABLE notes (
  id ${identity},
  title TEXT NOT NULL,
  answer TEXT NOT NULL,
  source TEXT,
  author TEXT NOT NULL,
  author_id BIGINT,
  escalation_id BIGINT,
  written_at BIGINT NOT NULL,
  dropped_at BIGINT
);
