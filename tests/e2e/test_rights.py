"""The matrix: everything that can be done, by everybody. Who may not is told so, and nothing happens.

What is forged is sent in one go and looked at together: a house for each role, and not one for each button.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args

import pytest
from telegram import Update
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.actions.people import ForgetMe
from bot.codes import encode
from bot.database import Connection
from bot.database.migrations import tables_of
from bot.dialogues import store as dialogues
from bot.dialogues.prompts import CONTINUE
from bot.dialogues.store import Open
from bot.gate import NOT_HERE, NOT_YOUR_UNITS, NOT_YOURS, UNKNOWN_COMMAND
from bot.people import members
from bot.people.standing import Office, give
from bot.people.store import Unit, save_units
from bot.rights_table import ACTIONS, BELONGS, COMMANDS, DIALOGUES, IN_PRIVATE, ONES_OWN, Dialogue, Role
from bot.routing import Context
from bot.view import View
from bot.welcome.views import STALE_BUTTON
from tests.support.house import ADMIN, House

GROUP = -1000
THERE, NOWHERE = 1, 999_999
SOMEBODY = 5001
"""Whose role, request and question bear the ids that are forged."""
STALE = ("1", "zan", "0t:zan", "1zzz", "1t", "1t:zan:01", "1go:-1", "1go:1:2:3", "1ct:99999999999999999", "1jo:１")
"""What no button of ours holds, or no longer holds."""
REFUSALS = {NOT_YOURS, NOT_YOUR_UNITS, NOT_HERE}
HANDFUL = 25
PASSING = ("inbox", "effects", "living_messages")
"""What holds how an update was taken, and what was said to it."""

UNITS = (Unit("satu", "Dinas Satu", "Satu", "opd"), Unit("dua", "Dinas Dua", "Dua", "opd"))


@dataclass(frozen=True)
class Player:
    """Somebody, and the roles that the table may ask of them: of unit 1, and of any unit."""

    id: int
    in_the_unit: frozenset[Role]
    anywhere: frozenset[Role]


def _player(person_id: int, in_the_unit: Iterable[Role] = (), anywhere: Iterable[Role] = ()) -> Player:
    free: set[Role] = {"everybody"}
    return Player(person_id, frozenset(free | set(in_the_unit)), frozenset(free | {*in_the_unit, *anywhere}))


PLAYERS = {
    "stranger": _player(1001),
    "asn-with-profile": _player(1002),
    "focal": _player(1003, ("reader", "focal")),
    "focal-of-another": _player(1004, (), ("reader", "focal")),
    "head": _player(1005, ("reader",)),
    "coordinator": _player(1006, ("reader", "focal", "coordinator")),
    "admin": _player(ADMIN, ("reader", "focal", "coordinator", "admin")),
}
HELD: tuple[tuple[int, Office, int], ...] = (
    (SOMEBODY, "focal", 1),
    (1003, "focal", 1),
    (1004, "focal", 2),
    (1005, "head", 1),
    (1006, "coordinator", 0),
)
THINGS = (
    "INSERT INTO checklists (title, made_at) VALUES ('Renaksi', 1)",
    "INSERT INTO items (checklist_id, position, area, title) VALUES (1, 1, 'Area', 'Butir')",
    "INSERT INTO rounds (checklist_id, period, due_on, made_at) VALUES (1, '2026', '2026-12-31', 1)",
    "INSERT INTO tasks (round_id, unit_id, item_id, area, due_on) VALUES (1, 1, 1, 'Area', '2026-12-31')",
    "INSERT INTO uploads (chat_id, person_id, message_id, purpose, kind, telegram_id, name, size, state, received_at)"
    " VALUES (5001, 5001, 1, 'evidence', 'file', 'f', 'a.pdf', 1, 'failed', 1)",
    "INSERT INTO evidence (task_id, kind, text, added_at) VALUES (1, 'note', 'catatan', 1)",
    "INSERT INTO escalations (text, gist, asked_at) VALUES ('tanya', 'tanya', 1)",
    "INSERT INTO askers (escalation_id, chat_id, person_id, message_id, asked_at) VALUES (1, 5001, 5001, 1, 1)",
    "INSERT INTO notes (title, answer, author, written_at) VALUES ('Judul', 'Jawaban', 'Koordinator', 1)",
    "INSERT INTO invitations (unit_id, role, kind, uses_left, made_at, expires_at)"
    " VALUES (1, 'focal', 'link', 5, 1, 9999999999999)",
    "INSERT INTO join_requests (person_id, unit_id, role, invitation_id, asked_at) VALUES (5001, 1, 'focal', 1, 1)",
    "INSERT INTO unit_drafts (made_at, body) VALUES (1, '[]')",
    "INSERT INTO deadlines (title, due_on, made_at, changed_at) VALUES ('Tenggat', '2026-12-31', 1, 1)",
    "INSERT INTO deadline_drafts (body, made_at) VALUES"
    """ ('[{"title": "T", "due_on": null, "due_at": null, "rungs": "", "occasion_id": null}]', 1)""",
    "UPDATE people SET unit_id = 1 WHERE person_id = 1002",
)


@pytest.fixture
async def house(house: House) -> House:
    now = house.clock.now()

    def work(on: Connection) -> None:
        save_units(on, UNITS, now)
        for person, office, unit in HELD:
            give(on, person, office, unit, ADMIN, now)
        for person in (SOMEBODY, *(player.id for player in PLAYERS.values())):
            members.remember(on, person, person, now)
        for statement in THINGS:
            on.execute(statement)

    await house.service.services.database.write(work)
    return house


@pytest.fixture(params=PLAYERS)
def player(request: pytest.FixtureRequest) -> Player:
    return PLAYERS[request.param]


def forged(kind: type[Action], number: int) -> str:
    """Return what a button of that kind would carry for the thing of that number."""
    values: list[Any] = [number if field.type is int else "zan" for field in fields(kind)]
    make: Any = kind
    return encode(make(*values))


def names_a_thing(kind: type[Action]) -> bool:
    return bool({field.name for field in fields(kind)} & set(BELONGS))


def buttons_to_forge(house: House) -> list[type[Action]]:
    """Return all on SQLite; on PostgreSQL those that name a thing, whose unit the database is asked for."""
    every = house.service.services.database.engine == "sqlite"
    return [kind for kind in ACTIONS if every or names_a_thing(kind)]


def may_tap(player: Player, kind: type[Action], number: int, *, private: bool) -> bool:
    """Say from the table alone whether the player may tap such a button."""
    role = ACTIONS[kind]
    if not private and (role in IN_PRIVATE or kind in ONES_OWN):
        return False
    if not names_a_thing(kind) or "coordinator" in player.anywhere:
        return role in player.anywhere
    return role == "everybody" or (number == THERE and role in player.in_the_unit)


async def everything(house: House) -> dict[str, list[dict[str, Any]]]:
    """Return what all tables hold, apart from what passes."""
    database = house.service.services.database
    tables = await database.read(lambda on: tables_of(on, database.engine))
    rows = {name: await house.rows(f"SELECT * FROM {name}") for name in tables if name not in PASSING}
    return {name: sorted(found, key=str) for name, found in rows.items()}


async def said(house: House, method: str, do: Callable[[], Awaitable[None]]) -> list[str]:
    """Return the texts of the calls that were made while something was done."""
    since = (await house.get("outbox"))["next"]
    await do()
    await house.idle()
    calls = (await house.get("outbox", method=method, since=since))["calls"]
    return [str(call["params"].get("text", "")) for call in calls]


async def message_of_bot(house: House, player: Player, chat: int) -> int:
    """Let the player ask something and return the answer, under which buttons may be tapped."""
    kind = "private" if chat > 0 else "supergroup"
    text = "/tanya brp nilai minimal wbk"
    await house.post("message", user_id=player.id, chat_id=chat, chat_type=kind, text=text)
    await house.idle()
    messages = (await house.get(f"chat/{chat}"))["messages"]
    return next(int(message["message_id"]) for message in reversed(messages) if message["from"]["is_bot"])


async def taps(house: House, player: Player, chat: int, message: int, datas: Iterable[str]) -> list[str]:
    """Tap forged buttons, a handful at a time, and return the toasts."""

    async def tap(data: str) -> None:
        body = {"user_id": player.id, "chat_id": chat, "message_id": message, "data": data}
        assert (await house.post("callback", **body))["ok"]

    async def tap_all() -> None:
        waiting = list(datas)
        while waiting:
            await asyncio.gather(*map(tap, waiting[:HANDFUL]))
            del waiting[:HANDFUL]

    return await said(house, "answerCallbackQuery", tap_all)


def test_every_button_and_every_dialogue_stands_in_the_table() -> None:
    assert set(ACTIONS) == set(get_args(Action))
    assert set(DIALOGUES) == set(get_args(Dialogue))
    assert {what for what in ONES_OWN if isinstance(what, str)} <= set(COMMANDS)


async def test_every_command_stands_in_the_table(house: House) -> None:
    handlers = [handler for group in house.service.clinic.handlers.values() for handler in group]
    commands = {name for handler in handlers if isinstance(handler, CommandHandler) for name in handler.commands}
    assert commands == set(COMMANDS)


async def test_a_forged_tap_of_who_may_not_changes_nothing_and_says_so(house: House, player: Player) -> None:
    for chat in (player.id, GROUP):
        refused = {
            forged(kind, number): None
            for kind in buttons_to_forge(house)
            for number in ((THERE, NOWHERE) if chat > 0 else (THERE,))
            if not may_tap(player, kind, number, private=chat > 0)
        }
        await changes_nothing(house, player, chat, tuple(refused), REFUSALS)


async def test_what_no_button_holds_any_more_leads_nowhere(house: House) -> None:
    for player in PLAYERS.values():
        await changes_nothing(house, player, player.id, STALE, {STALE_BUTTON})


async def changes_nothing(house: House, player: Player, chat: int, datas: Sequence[str], words: set[str]) -> None:
    """Tap forged buttons and look whether each was answered with these words, and nothing else happened."""
    message = await message_of_bot(house, player, chat)
    before = await everything(house)
    toasts = await taps(house, player, chat, message, datas)
    assert len(toasts) == len(datas)
    assert set(toasts) <= words
    assert await everything(house) == before


async def test_a_tap_of_who_may_is_not_refused_and_nothing_breaks(house: House, player: Player) -> None:
    for chat in (GROUP, player.id):
        allowed = {
            forged(kind, number): kind
            for kind in buttons_to_forge(house)
            for number in (NOWHERE, THERE)
            if may_tap(player, kind, number, private=chat > 0)
        }
        message = await message_of_bot(house, player, chat)
        # What deletes oneself comes last.
        last = [data for data, kind in allowed.items() if kind is ForgetMe]
        for datas in ([data for data in allowed if data not in last], last):
            assert not set(await taps(house, player, chat, message, datas)) & REFUSALS
    assert await house.rows("SELECT error FROM inbox WHERE state = 'dead' OR attempts > 0") == []


async def test_a_command_is_refused_to_who_may_not_and_to_nobody_else(house: House, player: Player) -> None:
    for chat in (player.id, GROUP):
        before = await everything(house)
        refused = [name for name in COMMANDS if not _may_say(player, name, private=chat > 0)]
        texts = await replies(house, player, chat, refused)
        assert len(texts) == len(refused)
        assert set(texts) <= REFUSALS
        assert await everything(house) == before
        allowed = [name for name in COMMANDS if name not in refused]
        assert not set(await replies(house, player, chat, allowed)) & REFUSALS


async def replies(house: House, player: Player, chat: int, commands: Iterable[str]) -> list[str]:
    """Give commands and return what was said to them."""

    async def say_all() -> None:
        for name in commands:
            kind = "private" if chat > 0 else "supergroup"
            await house.post("message", user_id=player.id, chat_id=chat, chat_type=kind, text=f"/{name}")

    return await said(house, "sendMessage", say_all)


def _may_say(player: Player, command: str, *, private: bool) -> bool:
    alone = COMMANDS[command] in IN_PRIVATE or command in ONES_OWN
    return COMMANDS[command] in player.anywhere and (private or not alone)


async def test_a_dialogue_goes_on_only_with_who_may(
    house: House, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody may lose a role after they were asked to write something."""
    heard: list[tuple[str, int]] = []
    for kind in DIALOGUES:
        monkeypatch.setitem(CONTINUE, kind, _hearing(kind, heard))
    for kind in DIALOGUES:
        for subject in (THERE, NOWHERE):
            await _ask(house, player, kind, subject)
            await house.post("message", user_id=player.id, text="qwzx vbnm")
            await house.idle()
    wanted = [
        (kind, subject)
        for kind, (role, thing) in DIALOGUES.items()
        for subject in (THERE, NOWHERE)
        if _may_write(player, role, subject, named=thing is not None)
    ]
    assert heard == wanted


def _hearing(kind: Dialogue, heard: list[tuple[str, int]]) -> Callable[[Context, int, str], Awaitable[None]]:
    async def hear(_: Context, subject: int, __: str) -> None:
        heard.append((kind, subject))

    return hear


async def _ask(house: House, player: Player, kind: Dialogue, subject: int) -> None:
    now = house.clock.now()
    await house.service.services.database.write(
        lambda on: dialogues.begin(on, player.id, player.id, Open(kind, subject), now)
    )


def _may_write(player: Player, role: Role, subject: int, *, named: bool) -> bool:
    if not named or "coordinator" in player.anywhere:
        return role in player.anywhere
    return role == "everybody" or (subject == THERE and role in player.in_the_unit)


async def test_inline_gives_everybody_the_same_and_changes_nothing(house: House) -> None:
    before = await everything(house)
    answers = []
    for player in PLAYERS.values():
        asked = await house.post("inline", user_id=player.id, query="ambang wbk")
        await house.idle()
        answers.append((await house.get(f"inline/{asked['inline_query_id']}"))["results"])
    assert all(answer == answers[0] for answer in answers)
    assert await everything(house) == before


async def test_a_command_that_nobody_put_in_the_table_reaches_nobody(house: House) -> None:
    async def tell_all(_: Update, context: Context) -> None:
        context.turn.reply(View("rahasia"))

    house.service.clinic.add_handler(CommandHandler("rahasia", tell_all))
    assert await house.person(ADMIN).says("/rahasia") == UNKNOWN_COMMAND.text


async def test_somebody_who_is_coordinator_no_longer_replies_to_nobody(house: House) -> None:
    coordinator = house.person(ADMIN)
    await coordinator.says("/start")
    await house.person(1001).says("brp honor fasilitator klinik rb")
    await house.person(1001).taps("🙋 Tanya koordinator")
    await coordinator.taps("✍️ Saya jawab")
    await house.stop()
    house.settings = house.settings.model_copy(update={"admin_ids": frozenset({77})})
    await house.begin()
    assert "75" in (await coordinator.says("brp nilai minimal wbk")).splitlines()[0]


@pytest.mark.parametrize("kind", ["Withdraw", "AskBack"])
async def test_only_the_asker_may_do_what_is_the_askers(house: House, kind: str) -> None:
    data = next(forged(action, THERE) for action in ACTIONS if action.__name__ == kind)
    message = await message_of_bot(house, PLAYERS["stranger"], 1001)
    [toast] = await taps(house, PLAYERS["stranger"], 1001, message, [data])
    assert "rekan lain" in toast
    assert [row["state"] for row in await house.rows("SELECT state FROM escalations")] == ["open"]
