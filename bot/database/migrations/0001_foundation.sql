-- What the service remembers of itself (its kind: live or demo).
CREATE TABLE service (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Every update of Telegram, stored before it is confirmed. A lane is the chat within which order is kept.
CREATE TABLE inbox (
  bot_id BIGINT NOT NULL,
  update_id BIGINT NOT NULL,
  lane BIGINT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'applied', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  owner TEXT,
  received_at BIGINT NOT NULL,
  settled_at BIGINT,
  PRIMARY KEY (bot_id, update_id)
);
-- Read at every start: what was stored and not yet applied.
CREATE INDEX inbox_open ON inbox (bot_id, received_at, update_id) WHERE state = 'new';
CREATE INDEX inbox_received ON inbox (received_at);

-- What a turn says to Telegram, committed together with what it changed, sent after the commit.
CREATE TABLE effects (
  id ${identity},
  bot_id BIGINT NOT NULL,
  update_id BIGINT,
  lane BIGINT NOT NULL,
  method TEXT NOT NULL,
  params TEXT NOT NULL,
  target TEXT,
  remember TEXT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  outcome TEXT,
  owner TEXT,
  created_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX effects_open ON effects (bot_id, id) WHERE state = 'waiting';
CREATE INDEX effects_created ON effects (created_at);

-- Messages that will be edited later, by the name under which the one who sent them asked to keep them.
CREATE TABLE living_messages (
  bot_id BIGINT NOT NULL,
  chat_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  message_id BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (bot_id, chat_id, name)
);
CREATE INDEX living_messages_written ON living_messages (written_at);

-- What a chat was last answered about, so that "bobotnya berapa?" has a subject.
CREATE TABLE conversations (
  chat_id BIGINT PRIMARY KEY,
  topic_id TEXT NOT NULL,
  answered_at BIGINT NOT NULL
);

-- Every question with what became of it. The person is removed when the retention days are over.
CREATE TABLE questions (
  id ${identity},
  chat_id BIGINT,
  person_id BIGINT,
  message_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('answer', 'comparison', 'clarification', 'unknown', 'smalltalk')),
  topic_id TEXT,
  facet TEXT,
  score DOUBLE PRECISION,
  asked_at BIGINT NOT NULL
);
CREATE INDEX questions_asked ON questions (asked_at);

-- The agency's units.
CREATE TABLE units (
  id ${identity},
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('opd', 'bagian')),
  created_at BIGINT NOT NULL
);
