"""The effects of turns, kept until they are sent, and the living messages they leave behind."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.database import Connection, Row
from bot.turn import Effect
from reminders.clock import to_millis

WAITING = "SELECT id, lane, method, params, target, remember FROM effects WHERE bot_id = :bot_id AND state = 'waiting'"


def keep(on: Connection, bot_id: int, update_id: int | None, effects: Iterable[Effect], now: datetime) -> None:
    """Keep the effects in their order and give each its id."""
    for effect in effects:
        row = on.one(
            "INSERT INTO effects (bot_id, update_id, lane, method, params, target, remember, created_at)"
            " VALUES (:bot_id, :update_id, :lane, :method, :params, :target, :remember, :now) RETURNING id",
            bot_id=bot_id,
            update_id=update_id,
            lane=effect.lane,
            method=effect.method,
            params=json.dumps(effect.params, ensure_ascii=False),
            target=effect.target,
            remember=effect.remember,
            now=to_millis(now),
        )
        effect.id = row["id"] if row else 0


def waiting(on: Connection, bot_id: int, before: datetime) -> list[Effect]:
    """Return what was committed up to that moment and not yet sent, in order."""
    until = WAITING + " AND created_at <= :before ORDER BY id"
    return [_effect(row) for row in on.all(until, bot_id=bot_id, before=to_millis(before))]


def waiting_of(on: Connection, bot_id: int, update_id: int) -> list[Effect]:
    """Return what one update's turn committed and nobody has sent."""
    of_the_update = WAITING + " AND update_id = :update_id ORDER BY id"
    return [_effect(row) for row in on.all(of_the_update, bot_id=bot_id, update_id=update_id)]


def _effect(row: Row) -> Effect:
    params = json.loads(row["params"])
    return Effect(row["lane"], row["method"], params, row["target"], row["remember"], row["id"])


@dataclass(frozen=True, slots=True)
class Settled:
    """How the sending of an effect ended; `refused` when what was to be said was at fault, not the chat."""

    state: Literal["sent", "failed"]
    outcome: str = ""
    message_id: int | None = None
    refused: bool = False


def settle(on: Connection, bot_id: int, effect: Effect, settled: Settled, now: datetime) -> None:
    """Note how it ended, and where the message lives if it is to be found again."""
    on.execute(
        "UPDATE effects SET state = :state, outcome = :outcome, settled_at = :now WHERE id = :id",
        id=effect.id,
        state=settled.state,
        outcome=settled.outcome,
        now=to_millis(now),
    )
    if effect.remember and settled.message_id is not None:
        _remember(on, bot_id, effect, settled.message_id, now)


def _remember(on: Connection, bot_id: int, effect: Effect, message_id: int, now: datetime) -> None:
    on.execute(
        "INSERT INTO living_messages (bot_id, chat_id, name, message_id, written_at)"
        " VALUES (:bot_id, :chat_id, :name, :message_id, :now)"
        " ON CONFLICT (bot_id, chat_id, name) DO UPDATE"
        " SET message_id = excluded.message_id, written_at = excluded.written_at",
        bot_id=bot_id,
        chat_id=effect.params["chat_id"],  # a group that has become a supergroup is found under its new id
        name=effect.remember,
        message_id=message_id,
        now=to_millis(now),
    )


def living_message(on: Connection, bot_id: int, chat_id: int, name: str) -> int | None:
    """Return the id of the message kept under that name."""
    row = on.one(
        "SELECT message_id FROM living_messages WHERE bot_id = :bot_id AND chat_id = :chat_id AND name = :name",
        bot_id=bot_id,
        chat_id=chat_id,
        name=name,
    )
    return row["message_id"] if row else None


def claim(on: Connection, bot_id: int, chat_id: int, name: str, now: datetime) -> bool:
    """Take a name in a chat; False when it is taken, so that what has one reply gets no second."""
    taken = on.execute(
        "INSERT INTO living_messages (bot_id, chat_id, name, message_id, written_at)"
        " VALUES (:bot_id, :chat_id, :name, 0, :now) ON CONFLICT (bot_id, chat_id, name) DO NOTHING",
        bot_id=bot_id,
        chat_id=chat_id,
        name=name,
        now=to_millis(now),
    )
    return taken == 1


def prune(on: Connection, before: datetime) -> int:
    """Delete the texts of settled effects, and forget living messages, of before that moment."""
    moment = to_millis(before)
    on.execute("DELETE FROM living_messages WHERE written_at < :before", before=moment)
    return on.execute("DELETE FROM effects WHERE created_at < :before AND state <> 'waiting'", before=moment)
