"""What a plan of reminders rests on, read from the database as it is now."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.database import Connection
from bot.deadlines import store
from bot.deadlines.store import Left, Stored
from bot.people import store as people
from bot.people.standing import units_with
from bot.people.store import ZONES
from bot.rights import coordinators
from bot.settings import Settings
from reminders.deadlines import Deadline
from reminders.models import Duty, State, Unit
from reminders.rungs import Audience


def state_of(on: Connection, settings: Settings) -> State:
    """Return what units have to do, who is reminded of it, and what was handled."""
    return State(
        tuple(duties(on)), _people(on, settings.admin_ids), store.ledger(on), settings.timezone, store.snoozes(on)
    )


def duties(on: Connection, only: Collection[tuple[int, int]] | None = None) -> Iterator[Duty]:
    """Yield what each unit has to do for each deadline, or for those pairs of deadline and unit alone."""
    units = {unit.id: unit for unit in people.all_units(on)}
    wanted = None if only is None else {deadline_id for deadline_id, _ in only}
    for stored in store.deadlines(on):
        if wanted is None or stored.id in wanted:
            for left in _left(on, stored, units):
                if left.unit_id in units and (only is None or (stored.id, left.unit_id) in only):
                    yield _duty(stored, units[left.unit_id], left)


def _left(on: Connection, stored: Stored, units: Mapping[int, people.Unit]) -> Sequence[Left]:
    if stored.round_id is not None:
        return store.left_in_round(on, stored.round_id)
    met = store.met_by(on, stored.id)
    return [Left(unit_id, int(unit_id not in met), stored.changed_at) for unit_id in units]


def _duty(stored: Stored, unit: people.Unit, left: Left) -> Duty:
    deadline = Deadline(stored.id, stored.title, stored.due_on, stored.due_at, stored.rungs)
    since = max(left.since, stored.changed_at)
    return Duty(deadline, Unit(unit.id, unit.short_name, ZONES[unit.zone]), left.tasks, since)


def _people(on: Connection, admins: Collection[int]) -> Mapping[tuple[Audience, int], Collection[int]]:
    told: dict[tuple[Audience, int], set[int]] = defaultdict(set)
    for unit_id, person_id in units_with(on, "focal"):
        told["focal", unit_id].add(person_id)
    for unit_id, person_id in units_with(on, "head"):
        told["head", unit_id].add(person_id)
    everywhere = set(coordinators(on, admins))
    for unit in people.all_units(on):
        told["coordinator", unit.id] = everywhere
    return told
