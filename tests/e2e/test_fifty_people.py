"""Fifty focal persons of one unit tap at the same items: nothing is lost, and the log tells what became of each."""

import asyncio
import random
from itertools import pairwise
from typing import Any

from bot import audit
from bot.actions.checklists import MarkTask, OpenTask, UndoTask
from bot.audit import By, Change
from bot.checklists.rounds import Item, assign, make_checklist, open_round
from bot.checklists.store import Progress, Task, find_task, replayed, tasks_of
from bot.checklists.views import CHANGED
from bot.codes import decode, encode
from bot.database import Connection
from bot.people.standing import give
from bot.people.store import save_units
from tests.support.house import ADMIN, House
from tests.support.office import DUE, UNITS

SEED = 2026
PEOPLE = range(3000, 3050)
ITEMS = 12
TAPS = 8
"""Times that every person taps."""
LOOKS_ELSEWHERE = 0.2
NEED_A_REASON = ("blocked", "exempt")


def furnish(on: Connection, by: By) -> list[Task]:
    save_units(on, UNITS[:1], by.now)
    for person in PEOPLE:
        give(on, person, "focal", 1, ADMIN, by.now)
    items = [Item("Perencanaan", f"Langkah {number}") for number in range(1, ITEMS + 1)]
    round_id = open_round(on, make_checklist(on, "Renaksi", "", items, by), "2026", DUE, by) or 0
    assign(on, round_id, [1], by)
    return tasks_of(on, round_id, 1)


async def seen_by(house: House, person: int) -> dict[str, Any]:
    found: dict[str, Any] = (await house.get(f"chat/{person}"))["messages"][-1]
    return found


def chosen(message: dict[str, Any], dice: random.Random, tasks: list[Task]) -> str:
    """Return what somebody taps: a change of the task they look at, or another task."""
    data = [button["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for button in row]
    actions = [action for one in data if isinstance(action := decode(one), MarkTask | UndoTask)]
    changes = [one for one in actions if not (isinstance(one, MarkTask) and one.state in NEED_A_REASON)]
    if not changes or dice.random() < LOOKS_ELSEWHERE:
        return encode(OpenTask(dice.choice(tasks).id))
    return encode(dice.choice(changes))


async def taps(house: House, person: int, dice: random.Random, tasks: list[Task]) -> None:
    message = await seen_by(house, person)
    where = {"user_id": person, "chat_id": person, "message_id": message["message_id"]}
    await house.post("callback", **where, data=chosen(message, dice, tasks))


def how_it_ended(on: Connection, task_id: int) -> tuple[Task, list[Change], Progress]:
    task = find_task(on, task_id)
    assert task is not None
    return task, audit.changes_of(on, "task", task_id), replayed(on, task_id)


async def test_no_update_is_lost_and_the_log_replays_to_the_state(house: House) -> None:
    database, by = house.service.services.database, By(ADMIN, house.clock.now())
    tasks = await database.write(lambda on: furnish(on, by))
    dice = random.Random(SEED)
    await asyncio.gather(*(house.post("message", user_id=person, text="/tugas") for person in PEOPLE))
    await house.idle()
    for _ in range(TAPS):
        # Everybody looks before anybody taps: most then tap on what others are just changing.
        await asyncio.gather(*(taps(house, person, dice, tasks) for person in PEOPLE))
        await house.idle()

    told = [call["params"].get("text", "") for call in await house.calls("answerCallbackQuery")]
    accepted = sum(bool(text) and text != CHANGED for text in told)
    assert accepted > ITEMS
    assert told.count(CHANGED) > ITEMS
    ends = await database.read(lambda on: [how_it_ended(on, task.id) for task in tasks])
    assert sum(len(changes) for _, changes, _ in ends) == accepted
    for task, changes, by_the_log in ends:
        assert task.version == len(changes)
        assert task.progress == by_the_log
        assert all(after.before["state"] == before.after["state"] for after, before in pairwise(changes))
