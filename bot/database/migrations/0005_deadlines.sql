-- A date that units must not miss. One that belongs to a round takes its day from there; the others have their own, and
-- are finished by each unit for itself. `changed_at` is when it was made or last moved.
CREATE TABLE deadlines (
  id ${identity},
  title TEXT NOT NULL,
  due_on TEXT NOT NULL,
  due_at TEXT,
  rungs TEXT,
  round_id BIGINT UNIQUE REFERENCES rounds (id),
  occasion_id TEXT,
  made_by BIGINT,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  dropped_at BIGINT
);

-- Units that have finished a deadline which belongs to no round.
CREATE TABLE deadlines_met (
  deadline_id BIGINT NOT NULL REFERENCES deadlines (id),
  unit_id BIGINT NOT NULL,
  met_by BIGINT,
  met_at BIGINT NOT NULL,
  PRIMARY KEY (deadline_id, unit_id)
);

-- What was handled, so that no rung is sent twice; person 0 stands for everybody concerned.
CREATE TABLE reminder_ledger (
  deadline_id BIGINT NOT NULL REFERENCES deadlines (id),
  unit_id BIGINT NOT NULL,
  rung TEXT NOT NULL,
  day TEXT NOT NULL,
  person_id BIGINT NOT NULL DEFAULT 0,
  outcome TEXT NOT NULL,
  handled_at BIGINT NOT NULL,
  PRIMARY KEY (deadline_id, unit_id, rung, day, person_id)
);

-- Who wants to be reminded once more, on the morning of which day.
CREATE TABLE snoozes (
  deadline_id BIGINT NOT NULL REFERENCES deadlines (id),
  unit_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  day TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (deadline_id, unit_id, person_id, day)
);

-- One message of a run to one person: what it is about, as JSON. The text is made when it is sent.
CREATE TABLE reminders (
  id ${identity},
  person_id BIGINT NOT NULL,
  lines TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX reminders_made ON reminders (made_at);

-- Who wants to read a BerAKHLAK behaviour every working day.
ALTER TABLE people ADD COLUMN daily INTEGER NOT NULL DEFAULT 0;
