-- What is to be sent to many. A row holds the intent, by kind and subject; the message is made when the row is claimed.
-- The key keeps an intent from being queued twice. `repeated` counts the lives that sent it without knowing.
CREATE TABLE outbox (
  id ${identity},
  kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  chat_id BIGINT NOT NULL,
  person_id BIGINT,
  dedup_key TEXT NOT NULL UNIQUE,
  urgency INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sending', 'sent', 'unknown', 'failed', 'dead', 'withdrawn')),
  not_before BIGINT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  repeated INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  claimed_at BIGINT,
  message_id BIGINT,
  error TEXT,
  created_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX outbox_due ON outbox (urgency, not_before, id) WHERE state = 'waiting';
CREATE INDEX outbox_sending ON outbox (owner) WHERE state = 'sending';
CREATE INDEX outbox_subject ON outbox (kind, subject, state);
CREATE INDEX outbox_created ON outbox (created_at);

-- What is paused: its rows wait, and are not claimed.
CREATE TABLE outbox_pauses (
  kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  PRIMARY KEY (kind, subject)
);

-- An announcement: a message (method and parameters, without the chat) and whom it is for, both as JSON. It is queued
-- in portions, in the order of the people's numbers; the last one queued is kept, NULL when all are.
CREATE TABLE broadcasts (
  id ${identity},
  author_id BIGINT,
  chat_id BIGINT NOT NULL,
  body TEXT NOT NULL,
  audience TEXT NOT NULL,
  topic_id TEXT,
  acknowledged INTEGER NOT NULL DEFAULT 0 CHECK (acknowledged IN (0, 1)),
  state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'scheduled', 'sending', 'paused', 'cancelled', 'done')),
  version INTEGER NOT NULL DEFAULT 0,
  send_at BIGINT,
  queued_through BIGINT DEFAULT 0,
  made_at BIGINT NOT NULL,
  begun_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX broadcasts_open ON broadcasts (state) WHERE state IN ('scheduled', 'sending', 'paused');

-- Who has tapped that they read it.
CREATE TABLE acknowledgements (
  broadcast_id BIGINT NOT NULL REFERENCES broadcasts (id),
  person_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (broadcast_id, person_id)
);

-- Since when somebody cannot be written to: they blocked the bot, or their account is gone.
ALTER TABLE people ADD COLUMN unreachable_at BIGINT;
