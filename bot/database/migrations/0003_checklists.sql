-- Units have more kinds, a time zone of their own and one above them; what was merged or dissolved is closed.
CREATE TABLE wider_units (
  id ${identity},
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  zone TEXT NOT NULL DEFAULT 'WIB' CHECK (zone IN ('WIB', 'WITA', 'WIT')),
  parent_id BIGINT,
  created_at BIGINT NOT NULL,
  closed_at BIGINT
);
INSERT INTO wider_units (code, name, short_name, kind, created_at)
  SELECT code, name, short_name, kind, created_at FROM units ORDER BY id;
DROP TABLE units;
ALTER TABLE wider_units RENAME TO units;

-- Who has begun to use the bot. A name is kept only of whoever asked to join a unit.
CREATE TABLE people (
  person_id BIGINT PRIMARY KEY,
  chat_id BIGINT NOT NULL,
  name TEXT,
  unit_id BIGINT,
  began_at BIGINT NOT NULL,
  stopped_at BIGINT
);

-- Unit 0 stands for the whole agency.
CREATE TABLE roles (
  id ${identity},
  person_id BIGINT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('focal', 'head', 'coordinator', 'admin')),
  unit_id BIGINT NOT NULL DEFAULT 0,
  given_by BIGINT,
  given_at BIGINT NOT NULL,
  UNIQUE (person_id, role, unit_id)
);
CREATE INDEX roles_unit ON roles (unit_id);
CREATE INDEX roles_role ON roles (role);

-- Only a hash is kept of what is in a link or a code; which text it is, only the service can tell. A link is for many
-- and lets ask for the role; a code is for one whom its maker knows, and gives it; a handover is a code by which a
-- focal person names their successor.
CREATE TABLE invitations (
  id ${identity},
  unit_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('link', 'code', 'handover')),
  token_hash TEXT UNIQUE,
  uses_left INTEGER NOT NULL,
  made_by BIGINT,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX invitations_unit ON invitations (unit_id);
CREATE INDEX invitations_expiry ON invitations (expires_at);

CREATE TABLE join_requests (
  id ${identity},
  person_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  invitation_id BIGINT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused')),
  version INTEGER NOT NULL DEFAULT 0,
  asked_at BIGINT NOT NULL,
  settled_by BIGINT,
  settled_at BIGINT
);
CREATE UNIQUE INDEX join_requests_waiting ON join_requests (person_id, unit_id, role) WHERE state = 'waiting';

-- Links and codes that did not fit, so that nobody can try them all.
CREATE TABLE failed_codes (
  id ${identity},
  person_id BIGINT NOT NULL,
  tried_at BIGINT NOT NULL
);
CREATE INDEX failed_codes_person ON failed_codes (person_id, tried_at);

-- Units as they were read from a file or a message, until somebody says that they are to be kept.
CREATE TABLE unit_drafts (
  id ${identity},
  made_by BIGINT,
  made_at BIGINT NOT NULL,
  body TEXT NOT NULL
);

-- Checklists of the agency: from a template of the content, from Excel, or made in chat.
CREATE TABLE checklists (
  id ${identity},
  title TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  template_id TEXT,
  made_by BIGINT,
  made_at BIGINT NOT NULL,
  dropped_at BIGINT
);

CREATE TABLE items (
  id ${identity},
  checklist_id BIGINT NOT NULL REFERENCES checklists (id),
  position INTEGER NOT NULL,
  area TEXT NOT NULL,
  title TEXT NOT NULL,
  todo TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  topic_id TEXT,
  who TEXT NOT NULL DEFAULT '',
  weight INTEGER NOT NULL DEFAULT 1,
  due_offset INTEGER NOT NULL DEFAULT 0,
  numbers INTEGER NOT NULL DEFAULT 0 CHECK (numbers IN (0, 1)),
  dropped_at BIGINT
);
CREATE INDEX items_checklist ON items (checklist_id, position);

-- A round is a checklist in a period, assigned to units. Dates are days of the unit's own calendar (ISO 8601).
CREATE TABLE rounds (
  id ${identity},
  checklist_id BIGINT NOT NULL REFERENCES checklists (id),
  period TEXT NOT NULL,
  due_on TEXT NOT NULL,
  made_by BIGINT,
  made_at BIGINT NOT NULL,
  closed_at BIGINT
);
CREATE UNIQUE INDEX rounds_period ON rounds (checklist_id, period) WHERE closed_at IS NULL;

-- A round as it is put together, until it is handed out; the units are those picked so far.
CREATE TABLE round_drafts (
  id ${identity},
  checklist_id BIGINT NOT NULL REFERENCES checklists (id),
  round_id BIGINT,
  copied_from BIGINT,
  carries INTEGER NOT NULL DEFAULT 0 CHECK (carries IN (0, 1)),
  period TEXT,
  due_on TEXT,
  words TEXT NOT NULL DEFAULT '',
  made_at BIGINT NOT NULL,
  shared_at BIGINT
);

CREATE TABLE round_draft_units (
  draft_id BIGINT NOT NULL REFERENCES round_drafts (id),
  unit_id BIGINT NOT NULL,
  PRIMARY KEY (draft_id, unit_id)
);

-- A checklist as it was read from a file, until somebody says that it is to be kept.
CREATE TABLE checklist_drafts (
  id ${identity},
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  made_at BIGINT NOT NULL
);

-- An item of a round for one unit. The area and the day are repeated here, so that a recap need not look them up.
CREATE TABLE tasks (
  id ${identity},
  round_id BIGINT NOT NULL REFERENCES rounds (id),
  unit_id BIGINT NOT NULL REFERENCES units (id),
  item_id BIGINT NOT NULL REFERENCES items (id),
  area TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'doing', 'done', 'returned', 'verified', 'exempt', 'blocked')),
  version INTEGER NOT NULL DEFAULT 0,
  note TEXT,
  target DOUBLE PRECISION,
  realised DOUBLE PRECISION,
  measure TEXT,
  budget BIGINT,
  obstacle TEXT,
  done_by BIGINT,
  done_at BIGINT,
  verified_by BIGINT,
  verified_at BIGINT,
  assigned_at BIGINT NOT NULL DEFAULT 0,
  UNIQUE (round_id, unit_id, item_id)
);
-- A recap counts by unit or by item from an index alone, in the order in which the index lies.
CREATE INDEX tasks_by_unit ON tasks (round_id, state, unit_id, due_on);
CREATE INDEX tasks_by_item ON tasks (round_id, state, item_id, due_on, unit_id);
CREATE INDEX tasks_unit ON tasks (unit_id, round_id);
CREATE INDEX tasks_to_verify ON tasks (done_at) WHERE state = 'done';

-- What was sent to the bot as a file. The bytes lie in the folder of files under their hash, once they are fetched.
CREATE TABLE uploads (
  id ${identity},
  chat_id BIGINT NOT NULL,
  person_id BIGINT,
  message_id BIGINT NOT NULL,
  album TEXT,
  purpose TEXT NOT NULL CHECK (purpose IN ('evidence', 'units', 'checklist', 'deadlines')),
  subject BIGINT NOT NULL DEFAULT 0,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'photo')),
  telegram_id TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  caption TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'stored', 'failed')),
  hash TEXT,
  received_at BIGINT NOT NULL,
  stored_at BIGINT
);
CREATE INDEX uploads_wanted ON uploads (id) WHERE state = 'wanted';
CREATE INDEX uploads_person ON uploads (person_id, received_at);
CREATE INDEX uploads_hash ON uploads (hash);

CREATE TABLE evidence (
  id ${identity},
  task_id BIGINT NOT NULL REFERENCES tasks (id),
  kind TEXT NOT NULL CHECK (kind IN ('file', 'photo', 'link', 'note')),
  upload_id BIGINT REFERENCES uploads (id),
  text TEXT,
  added_by BIGINT,
  added_at BIGINT NOT NULL,
  dropped_at BIGINT
);
CREATE INDEX evidence_task ON evidence (task_id);
CREATE INDEX evidence_upload ON evidence (upload_id);

-- Every change a coordinator or a focal person makes. Rows are added, never changed; only a person who asks to be
-- forgotten is taken out of them.
CREATE TABLE audit (
  id ${identity},
  at BIGINT NOT NULL,
  person_id BIGINT,
  unit_id BIGINT,
  kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  before TEXT,
  after TEXT
);
CREATE INDEX audit_subject ON audit (kind, subject, id);
CREATE INDEX audit_unit ON audit (unit_id, id);
CREATE INDEX audit_person ON audit (person_id);
