"""Handing a checklist out: the tasks are made, and the focal persons learn of them."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.audit import By
from bot.checklists import store as tasks
from bot.checklists.rounds import Round, assign, find_round, open_round
from bot.checklists.store import Task, task_in
from bot.database import Connection
from bot.people.store import Unit, all_units, units_without_focal
from bot.planning import drafts
from bot.planning.drafts import Draft
from bot.planning.plans import same_period

CARRIED = (
    tasks.TASKS + " WHERE tasks.round_id = :round_id AND (tasks.state = 'exempt' OR tasks.target IS NOT NULL"
    " OR tasks.measure IS NOT NULL OR tasks.budget IS NOT NULL)"
)
THE_SAME = tasks.TASKS + " WHERE tasks.round_id = :round_id AND tasks.unit_id = :unit_id AND tasks.item_id = :item_id"


@dataclass(frozen=True, slots=True)
class Shared:
    """What was handed out: to which units anew, how many tasks, in how many of them something was taken over."""

    round: Round
    units: tuple[Unit, ...]
    tasks: int
    carried: int
    without_focal: tuple[Unit, ...]


def units_for(on: Connection, draft: Draft) -> list[Unit]:
    """Return the units that a draft would be handed out to, by name: those picked that do not have it yet."""
    taken = drafts.taken_units(on, draft)
    return [unit for unit in all_units(on) if unit.id in draft.units and unit.id not in taken]


def share(on: Connection, draft: Draft, by: By) -> Shared | None:
    """Hand a draft out; None where something of it is missing, or a round of the period is open already."""
    units = units_for(on, draft)
    round_ = _round_of(on, draft, by) if units else None
    if round_ is None:
        return None
    ids = [unit.id for unit in units]
    made = assign(on, round_.id, ids, by)
    carried = carry_over(on, draft.copied_from, round_.id, by) if draft.copied_from and draft.carries else 0
    drafts.settle(on, draft.id, round_.id, by.now)
    orphans = {unit.id for unit in units_without_focal(on)}
    return Shared(round_, tuple(units), made, carried, tuple(unit for unit in units if unit.id in orphans))


def _round_of(on: Connection, draft: Draft, by: By) -> Round | None:
    if draft.round_id is not None:
        there = find_round(on, draft.round_id)
        return there if there and not there.closed else None
    if draft.period is None or draft.due_on is None or same_period(on, draft.checklist.id, draft.period):
        return None
    made = open_round(on, draft.checklist.id, draft.period, draft.due_on, by)
    return find_round(on, made) if made else None


def carry_over(on: Connection, before: int, round_id: int, by: By) -> int:
    """Take targets, units of measure, budgets and what does not apply over from another round of the same checklist.

    Every value goes through the log like any other change. Returns in how many tasks something was taken over.
    """
    earlier = [task_in(row) for row in on.all(CARRIED, round_id=before)]
    return sum(_carry(on, task, round_id, by) for task in earlier)


def _carry(on: Connection, earlier: Task, round_id: int, by: By) -> bool:
    row = on.one(THE_SAME, round_id=round_id, unit_id=earlier.unit_id, item_id=earlier.item_id)
    task = task_in(row) if row else None
    return task is not None and task.version == 0 and tasks.change(on, task, taken_over(earlier), by) is not None


def taken_over(earlier: Task) -> tasks.Progress:
    """Return with what a task begins when the one before it was so far."""
    progress = earlier.progress
    figures = tasks.Progress(target=progress.target, measure=progress.measure, budget=progress.budget)
    if progress.state != "exempt":
        return figures
    return tasks.Progress("exempt", progress.note, figures.target, None, figures.measure, figures.budget)


def focal_persons(on: Connection, units: Collection[Unit]) -> dict[int, list[Unit]]:
    """Return the focal persons of these units, each with those of the units that are theirs."""
    by_id = {unit.id: unit for unit in units}
    found: dict[int, list[Unit]] = {}
    for row in on.all("SELECT person_id, unit_id FROM roles WHERE role = 'focal' ORDER BY person_id, unit_id"):
        if unit := by_id.get(row["unit_id"]):
            found.setdefault(row["person_id"], []).append(unit)
    return found
