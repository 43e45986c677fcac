"""Rounds as coordinators plan them: how far they are, when they are due, whether they are open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot import audit
from bot.audit import By
from bot.checklists import rounds
from bot.checklists.rounds import Round, find_round
from bot.database import Connection
from bot.people.store import ZONES, Unit, agency_zone, all_units
from bot.planning.items import align, open_rounds_of
from bot.recap.store import tallies
from bot.reports.figures import Tally
from reminders.clock import to_millis

NAMED = 12
"""Units that are named on the card of a round."""
LATEST = 6
"""Rounds that are shown with a checklist."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A round and how far it is. What does not apply does not count; late is by the day in each unit's own zone."""

    round: Round
    units: int = 0
    finished: int = 0
    counted: int = 0
    late: int = 0

    @property
    def share(self) -> float | None:
        """The part that is finished; None where nothing counts."""
        return self.finished / self.counted if self.counted else None


def today_of(on: Connection, now: datetime) -> date:
    """Return the day it is in the agency."""
    return now.astimezone(ZONES[agency_zone(on)]).date()


def plans(on: Connection, found: Sequence[Round], now: datetime) -> list[Plan]:
    """Return how far rounds are."""
    return [_plan(on, one, now) for one in found]


def _plan(on: Connection, found: Round, now: datetime) -> Plan:
    tally = tallies(on, found.id, "round_id", now).get(found.id, Tally())
    row = on.one(
        "SELECT count(*) AS many FROM units WHERE closed_at IS NULL AND EXISTS"
        " (SELECT 1 FROM tasks WHERE tasks.round_id = :id AND tasks.unit_id = units.id)",
        id=found.id,
    )
    return Plan(found, row["many"] if row else 0, tally.finished, tally.counted, tally.late)


def units_in(on: Connection, round_id: int) -> list[Unit]:
    """Return the first units in service that have a round, in the order of their names, as far as they are named."""
    there = set(rounds.units_of_round(on, round_id))
    return [unit for unit in all_units(on) if unit.id in there][:NAMED]


def move_due(on: Connection, round_id: int, day: date, by: By) -> Round | None:
    """Give a round another day on which it is due, and its tasks with it; None where it is closed or gone."""
    found = find_round(on, round_id)
    if found is None or found.closed:
        return None
    if found.due_on != day:
        on.execute("UPDATE rounds SET due_on = :day WHERE id = :id", id=round_id, day=day.isoformat())
        # Rungs that the new day would have had by now were not missed: nobody is reminded of them.
        on.execute("UPDATE deadlines SET changed_at = :now WHERE round_id = :id", id=round_id, now=to_millis(by.now))
        before, after = {"due_on": found.due_on.isoformat()}, {"due_on": day.isoformat()}
        audit.record(on, by, "round", round_id, before=before, after=after)
        align(on, replace(found, due_on=day))
    return replace(found, due_on=day)


def same_period(on: Connection, checklist_id: int, period: str) -> Round | None:
    """Return the open round of a checklist in a period."""
    wanted = period.casefold()
    return next((one for one in open_rounds_of(on, checklist_id) if one.period.casefold() == wanted), None)


def reopen(on: Connection, found: Round, by: By) -> bool:
    """Open a round again as its checklist is now; False when another one took its place, or it is open."""
    if same_period(on, found.checklist_id, found.period) or not rounds.close_round(on, found.id, by, closed=False):
        return False
    align(on, found)
    return True


def latest_rounds(on: Connection, checklist_id: int) -> list[Round]:
    """Return the latest rounds of a checklist: those that are open before those that are closed."""
    rows = on.all(
        "SELECT id FROM rounds WHERE checklist_id = :id"
        " ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, due_on DESC, id DESC LIMIT :limit",
        id=checklist_id,
        limit=LATEST,
    )
    return [found for row in rows if (found := find_round(on, row["id"]))]


# Checklists.


def rename(on: Connection, checklist_id: int, title: str, by: By) -> None:
    """Give a checklist another title."""
    found = rounds.find_checklist(on, checklist_id)
    if found and found.title != title:
        on.execute("UPDATE checklists SET title = :title WHERE id = :id", id=checklist_id, title=title)
        audit.record(on, by, "checklist", checklist_id, before={"title": found.title}, after={"title": title})


def drop_checklist(on: Connection, checklist_id: int, by: By, *, dropped: bool) -> bool:
    """Take a checklist out of use, or into it again; False when it is so already, or handed out in an open round."""
    if dropped and open_rounds_of(on, checklist_id):
        return False
    changed = on.execute(
        "UPDATE checklists SET dropped_at = :at WHERE id = :id AND (dropped_at IS NULL) = :there",
        id=checklist_id,
        at=to_millis(by.now) if dropped else None,
        there=dropped,
    )
    if changed:
        fields = {"dropped": not dropped}, {"dropped": dropped}
        audit.record(on, by, "checklist", checklist_id, before=fields[0], after=fields[1])
    return changed == 1
