"""Everything about a round that its pictures and files show."""

from datetime import date, datetime, timedelta

from bot.aside import Ground
from bot.checklists import rounds
from bot.checklists.rounds import Round
from bot.database import Connection
from bot.people.store import ZONES, agency_name, agency_zone
from bot.recap import store
from bot.recap.store import UnitStand
from bot.reports.figures import Recap, Week, added
from reminders.clock import from_millis, to_millis

NO_NAME = "Instansi"


def recap_of(on: Connection, ground: Ground, round_id: int) -> tuple[Recap, list[UnitStand]]:
    """Return how a round stands at that moment, and its units. Raises LookupError when there is no such round."""
    round_ = rounds.find_round(on, round_id)
    if round_ is None:
        raise LookupError(f"no round {round_id}")
    stands = store.unit_stands(on, round_id, ground.now)
    return _recap(on, ground, round_, stands), stands


def _recap(on: Connection, ground: Ground, round_: Round, stands: list[UnitStand]) -> Recap:
    codes = {one.id: one.unit.code for one in stands}
    items = store.items(on, round_.id)
    cells = store.cells(on, round_.id, ground.now)
    return Recap(
        agency=agency_name(on) or ground.agency or NO_NAME,
        title=round_.title,
        period=round_.period,
        due_on=round_.due_on,
        made_at=ground.now.astimezone(ZONES[agency_zone(on)]),
        by_unit=tuple((one.unit, one.tally) for one in sorted(stands, key=lambda one: one.unit.name)),
        by_area=tuple(store.areas_of(items, store.tallies(on, round_.id, "item_id", ground.now))),
        cells={(codes[unit_id], area): tally for (unit_id, area), tally in cells.items() if unit_id in codes},
        weeks=_weeks(on, round_.id, ground.now),
        total=added(one.tally for one in stands).counted,
    )


def _weeks(on: Connection, round_id: int, now: datetime) -> tuple[Week, ...]:
    zone = ZONES[agency_zone(on)]
    made, closed = (from_millis(at).astimezone(zone) if at else None for at in store.span(on, round_id))
    first = (made or now.astimezone(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    begin = first - timedelta(days=first.weekday())
    counted = store.finished_by_week(on, round_id, to_millis(begin))
    return ends_of_weeks(begin.date(), (closed or now.astimezone(zone)).date(), counted["done"], counted["verified"])


def ends_of_weeks(monday: date, last: date, done: dict[int, int], verified: dict[int, int]) -> tuple[Week, ...]:
    """Return how things stood when each week from that Monday on ended; the last ends on the last day.

    `done` and `verified` count what was finished in the week of that number. What was finished before the first week
    counts in it, and what after the last day in the last.
    """
    count = (last - monday).days // 7 + 1
    weeks = []
    for number in range(max(count, 1)):
        final = number >= count - 1
        until = [sum(n for week, n in by.items() if final or week <= number) for by in (done, verified)]
        weeks.append(Week(last if final else monday + timedelta(days=7 * number + 6), *until))
    return tuple(weeks)
