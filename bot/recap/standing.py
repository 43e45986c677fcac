"""How rounds and units stand, put together from the store inside one unit of work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.checklists import rounds
from bot.checklists.reading import today_in
from bot.checklists.rounds import Round
from bot.checklists.store import Task, tasks_of
from bot.database import Connection
from bot.evidence.store import EvidenceKind
from bot.people.store import ZONES, Unit, agency_zone, find_unit
from bot.recap import parcels, store
from bot.recap.store import ItemRow, Stuck, UnitStand
from bot.reports.figures import Tally, added

STUCK_NAMED = 3


@dataclass(frozen=True, slots=True)
class Stand:
    """How a round stands, seen on a day of the agency's calendar; the unit that is furthest behind comes first.

    `weighted` is the finished share by weight, None where all items weigh the same or nobody asked for areas.
    """

    round: Round
    today: date
    units: Sequence[UnitStand]
    areas: Sequence[tuple[str, Tally]]
    weighted: float | None
    stuck: Sequence[Stuck]
    alone: bool

    @property
    def whole(self) -> Tally:
        """All units as one."""
        return added(one.tally for one in self.units)


@dataclass(frozen=True, slots=True)
class UnitCard:
    """How a unit stands in a round: its tasks on a day of its own calendar, its people, and what it attached."""

    unit: Unit
    round: Round
    tasks: Sequence[Task]
    today: date
    focal: Sequence[str]
    attached: Mapping[EvidenceKind, int]


def today_of_agency(on: Connection, now: datetime) -> date:
    """Return the day it is where the agency mostly works."""
    return now.astimezone(ZONES[agency_zone(on)]).date()


def stand_of(on: Connection, round_id: int, now: datetime, *, by_area: bool) -> Stand | None:
    """Return how a round stands; its areas and the share by weight, which take as long again, only if so wished."""
    round_ = rounds.find_round(on, round_id)
    if round_ is None:
        return None
    items = store.items(on, round_id)
    by_item = store.tallies(on, round_id, "item_id", now) if by_area else {}
    return Stand(
        round_,
        today_of_agency(on, now),
        store.unit_stands(on, round_id, now),
        store.areas_of(items, by_item),
        _weighted(items, by_item),
        store.stuck(on, round_id, STUCK_NAMED),
        len(rounds.open_rounds(on)) <= 1,
    )


def _weighted(items: Mapping[int, ItemRow], by_item: Mapping[int, Tally]) -> float | None:
    weighed = [(items[id_].weight, tally) for id_, tally in by_item.items() if id_ in items]
    of = sum(weight * tally.counted for weight, tally in weighed)
    if len({weight for weight, _ in weighed}) < 2 or not of:
        return None
    return sum(weight * tally.finished for weight, tally in weighed) / of


def rounds_with_tallies(on: Connection, now: datetime) -> list[tuple[Round, Tally]]:
    """Return the open rounds, the next due first, with how far they are."""
    found = rounds.open_rounds(on)
    return [(one, store.tallies(on, one.id, "round_id", now).get(one.id, Tally())) for one in found]


def unit_card_of(on: Connection, round_id: int, unit_id: int, now: datetime) -> UnitCard | None:
    """Return how a unit stands in a round."""
    round_, unit = rounds.find_round(on, round_id), find_unit(on, unit_id)
    if round_ is None or unit is None:
        return None
    tasks = tasks_of(on, round_id, unit_id)
    focal = store.focal_names(on, unit_id)
    return UnitCard(unit, round_, tasks, today_in(unit, now), focal, parcels.counts(on, round_id, unit_id))
