"""What the views of checklists need, put together from the stores inside one unit of work."""

from dataclasses import replace
from datetime import date, datetime, time

from bot.checklists import rounds, store
from bot.checklists.rounds import Item, Round
from bot.checklists.store import Task
from bot.checklists.views import CLOSED, VERIFIED, Card, Sheet
from bot.database import Connection
from bot.evidence import store as evidence
from bot.people.standing import Standing
from bot.people.store import ZONES, Unit, find_unit
from bot.rights import holds


def today_in(unit: Unit, now: datetime) -> date:
    """Return the day it is in a unit."""
    return now.astimezone(ZONES[unit.zone]).date()


def start_of(unit: Unit, day: date) -> datetime:
    """Return when a day begins in a unit."""
    return datetime.combine(day, time(), ZONES[unit.zone])


def sheets_of(on: Connection, standing: Standing, now: datetime) -> list[Sheet]:
    """Return what somebody's units have to do, the next due first."""
    found = [
        (unit, round_)
        for unit_id in sorted(standing.units)
        if (unit := find_unit(on, unit_id))
        for round_ in rounds.rounds_of_unit(on, unit_id)
    ]
    sheets = [_sheet(on, unit, round_, now, alone=len(found) == 1) for unit, round_ in found]
    return sorted(sheets, key=lambda sheet: sheet.round.due_on)


def sheet_of(on: Connection, unit_id: int, round_id: int, standing: Standing, now: datetime) -> Sheet | None:
    """Return what a unit has to do in a round."""
    unit, round_ = find_unit(on, unit_id), rounds.find_round(on, round_id)
    if unit is None or round_ is None or not rounds.has_tasks(on, round_id, unit_id):
        return None
    theirs = sum(len(rounds.rounds_of_unit(on, one)) for one in standing.units)
    return replace(_sheet(on, unit, round_, now, alone=theirs <= 1), overseen=standing.coordinator)


def _sheet(on: Connection, unit: Unit, round_: Round, now: datetime, *, alone: bool) -> Sheet:
    return Sheet(unit, round_, store.tasks_of(on, round_.id, unit.id), today_in(unit, now), alone)


def hindrance(on: Connection, task: Task) -> str | None:
    """Return why nothing about a task may be changed any more; None where it may."""
    round_ = rounds.find_round(on, task.round_id)
    if round_ is None or round_.closed:
        return CLOSED
    return VERIFIED if task.state == "verified" else None


def own_work(on: Connection, task: Task, person_id: int) -> bool:
    """Whether the person finished the task, or attached evidence to it, or sent what was attached."""
    attached = any(person_id in (piece.added_by, piece.sent_by) for piece in evidence.of_task(on, task.id))
    return attached or task.progress.done_by == person_id


def card_of(on: Connection, task: Task, standing: Standing, now: datetime) -> Card | None:
    """Return a task as somebody sees it."""
    sheet = sheet_of(on, task.unit_id, task.round_id, standing, now)
    if sheet is None:
        return None
    mine = holds(standing, "focal", frozenset({task.unit_id})) and not sheet.round.closed
    undone = store.last_change_undone(on, task, standing.person_id)
    item = rounds.find_item(on, task.item_id) or Item(task.area, task.title)
    return Card(task, item, sheet, evidence.of_task(on, task.id), mine, mine and undone is not None)
