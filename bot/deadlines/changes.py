"""How coordinators change deadlines: moved, tied to a round and untied, dropped and restored."""

from collections.abc import Sequence
from datetime import date, time

from bot import audit
from bot.audit import By
from bot.checklists.rounds import Round, open_rounds
from bot.checklists.states import UNFINISHED
from bot.database import Connection
from bot.deadlines import store
from bot.deadlines.store import Stored
from bot.people.store import Unit, all_units
from bot.planning import plans
from reminders.clock import to_millis


def same(on: Connection, title: str, day: date) -> Stored | None:
    """Return the deadline of that title on that day."""
    wanted = title.casefold()
    return next((one for one in store.deadlines(on) if one.due_on == day and one.title.casefold() == wanted), None)


def move(on: Connection, found: Stored, day: date, at: time | None, by: By) -> None:
    """Give a deadline another day; that of a round moves the round and its tasks."""
    if (found.due_on, found.due_at) == (day, at):
        return
    if found.round_id is not None:
        plans.move_due(on, found.round_id, day, by)
    store.change(on, found, by, due_on=day, due_at=at)


def finished(on: Connection, found: Stored) -> tuple[list[Unit], list[Unit]]:
    """Return the units in service that have finished a deadline, and those that have not."""
    units = all_units(on)
    if found.round_id is None:
        met = store.met_by(on, found.id)
        return [unit for unit in units if unit.id in met], [unit for unit in units if unit.id not in met]
    # Unlike in a reminder, what is blocked counts: it is not finished.
    tasks = on.all("SELECT DISTINCT unit_id, state FROM tasks WHERE round_id = :id", id=found.round_id)
    theirs, left = {row["unit_id"] for row in tasks}, {row["unit_id"] for row in tasks if row["state"] in UNFINISHED}
    return [unit for unit in units if unit.id in theirs - left], [unit for unit in units if unit.id in left]


def is_tied(on: Connection, deadline_id: int) -> bool:
    """Whether somebody tied the deadline to its round, so that it can stand without it."""
    return on.one("SELECT 1 AS there FROM deadlines WHERE id = :id AND tied = 1", id=deadline_id) is not None


def tieable(on: Connection) -> Sequence[Round]:
    """Return the open rounds to which no deadline was tied yet."""
    taken = {row["round_id"] for row in on.all("SELECT round_id FROM deadlines WHERE tied = 1 AND dropped_at IS NULL")}
    return [one for one in open_rounds(on) if one.id not in taken]


def tie(on: Connection, found: Stored, round_: Round, by: By) -> None:
    """Let a deadline be that of a round, whose own is dropped for it; the day is the round's."""
    own = on.one("SELECT id, dropped_at FROM deadlines WHERE round_id = :id", id=round_.id)
    if own:
        on.execute("UPDATE deadlines SET round_id = NULL, tied = 0 WHERE id = :id", id=own["id"])
        if own["dropped_at"] is None:
            store.drop(on, own["id"], by, dropped=True)
    _set_round(on, found, round_.id, round_.due_on, by)


def untie(on: Connection, found: Stored, by: By) -> None:
    """Let a deadline stand by itself again, on the day it has now; the round gets one of its own."""
    _set_round(on, found, None, found.due_on, by)
    store.adopt_rounds(on)
    # What units were reminded of so far is not to be repeated in the name of the new one.
    on.execute(
        "UPDATE deadlines SET changed_at = :now WHERE round_id = :round_id",
        round_id=found.round_id,
        now=to_millis(by.now),
    )


def _set_round(on: Connection, found: Stored, round_id: int | None, day: date, by: By) -> None:
    on.execute(
        "UPDATE deadlines SET round_id = :round_id, tied = :tied, due_on = :day, changed_at = :now WHERE id = :id",
        id=found.id,
        round_id=round_id,
        tied=int(round_id is not None),
        day=day.isoformat(),
        now=to_millis(by.now),
    )
    before = {"round": found.round_id, "due_on": found.due_on.isoformat()}
    audit.record(on, by, "deadline", found.id, before=before, after={"round": round_id, "due_on": day.isoformat()})


def restore(on: Connection, deadline_id: int, by: By) -> Stored | None:
    """Put a dropped deadline back and return it; None where there is none, or its round is closed."""
    if on.one("SELECT 1 AS there FROM deadlines WHERE id = :id AND dropped_at IS NOT NULL", id=deadline_id):
        store.drop(on, deadline_id, by, dropped=False)
    return store.find(on, deadline_id)
