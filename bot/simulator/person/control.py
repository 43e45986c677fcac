"""Pulling the strings: raw updates, faults, the clock, waiting for silence, starting over."""

import asyncio
from datetime import datetime, timedelta

from bot.simulator.errors import PersonError
from bot.simulator.faults import ANY_METHOD
from bot.simulator.person.scene import bot_of
from bot.simulator.person.words import Fields, word
from bot.simulator.shapes import Json
from bot.simulator.stage import Stage

_LANE_KINDS = ("message", "edited_message", "channel_post", "edited_channel_post", "my_chat_member", "chat_member")


@word("POST", "/sim/update")
def put_update(stage: Stage, fields: Fields) -> Json:
    """Put any JSON object as an update, wanted or not; a number of its own is kept."""
    world = stage.world
    raw = {name: value for name, value in fields.given.items() if name != "bot_id"}
    update_id = fields.number("update_id") if "update_id" in raw else world.next_update_id()
    update = {**raw, "update_id": update_id}
    bot_of(stage, fields).queue.put(update, ("chat", _chat_in(raw)))
    return {"update_id": update_id}


@word("POST", "/sim/reset")
def reset(stage: Stage, fields: Fields) -> Json:
    """Empty the world; update ids keep growing and the bots keep their settings."""
    stage.world.reset()
    return {}


@word("POST", "/sim/fault")
def set_fault(stage: Stage, fields: Fields) -> Json:
    """Order a fault, or the sending limits (`kind` limits)."""
    if fields.text("kind") == "limits":
        stage.world.limits.enforced = True
    else:
        stage.world.faults.set(fields.given)
    return {}


@word("DELETE", "/sim/fault")
def clear_fault(stage: Stage, fields: Fields) -> Json:
    """Clear the fault of one method; `*` or no method lifts the sending limits too."""
    method = fields.text("method") or None
    stage.world.faults.clear(method)
    if method in (None, ANY_METHOD):
        stage.world.limits.lift()
    return {}


@word("GET", "/sim/clock")
def read_clock(stage: Stage, fields: Fields) -> Json:
    """Return the business time."""
    return {"now": stage.world.clock.now().isoformat()}


@word("POST", "/sim/clock")
async def move_clock(stage: Stage, fields: Fields) -> Json:
    """Move the business clock by seconds or to a moment, and let the application do what is due."""
    if stage.move_clock is None:
        raise PersonError(409, "this server has no clock to move")
    stage.move_clock(_distance(stage, fields))
    if stage.tick is not None:
        await stage.tick()
    now = stage.world.clock.now().isoformat()
    stage.world.events.publish({"type": "clock", "now": now})
    return {"now": now}


@word("GET", "/sim/idle")
async def idle(stage: Stage, fields: Fields) -> Json:
    """Wait until nothing is in flight. The time limit is the machine's own: it bounds a hanging test."""
    try:
        async with asyncio.timeout(fields.seconds("timeout", 10)):
            await stage.world.traffic.silence(stage.settled)
    except TimeoutError:
        return {"idle": False}
    return {"idle": True}


def _distance(stage: Stage, fields: Fields) -> timedelta:
    if not fields.has("to"):
        return timedelta(seconds=fields.seconds("advance", 0))
    try:
        moment = datetime.fromisoformat(fields.text("to"))
    except ValueError:
        raise PersonError(400, "to must be a moment as ISO 8601 writes it") from None
    if moment.tzinfo is None:
        raise PersonError(400, "to must name its time zone")
    return moment - stage.world.clock.now()


def _chat_in(raw: Json) -> int:
    """Return the chat of a raw update, which may be of any shape; 0 when it has none."""
    for kind in _LANE_KINDS:
        payload = raw.get(kind)
        chat = payload.get("chat") if isinstance(payload, dict) else None
        chat_id = chat.get("id") if isinstance(chat, dict) else None
        if isinstance(chat_id, int):
            return chat_id
    return 0
