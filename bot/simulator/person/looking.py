"""Looking at what happened."""

from dataclasses import asdict

from aiohttp import web
from aiohttp.helpers import content_disposition_header

from bot.simulator.commands import visible_commands
from bot.simulator.errors import PersonError
from bot.simulator.person.scene import chat_named
from bot.simulator.person.words import Answer, Fields, word
from bot.simulator.shapes import Json
from bot.simulator.stage import Stage
from bot.simulator.views import transcript, view_chat, view_message

_SHOWN_BY_BROWSER = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@word("GET", "/sim/outbox")
def outbox(stage: Stage, fields: Fields) -> Json:
    """Return the calls the bots made, numbered `since` and later."""
    log = stage.world.log
    records = log.since(fields.number("since", 0), fields.text("method") or None)
    return {"calls": [record.shown() for record in records], "next": log.next_seq}


@word("GET", "/sim/outbox/count")
def outbox_count(stage: Stage, fields: Fields) -> Json:
    """Return how many calls the bots made."""
    return {"count": len(stage.world.log.since(fields.number("since", 0), fields.text("method") or None))}


@word("GET", "/sim/chat/{id}")
def chat(stage: Stage, fields: Fields) -> Answer:
    """Return a chat's messages, or all of it as plain text; it counts as read."""
    found = chat_named(stage.world, fields, "id")
    found.unread = 0
    if fields.text("format") == "text":
        return web.Response(text=transcript(found))
    messages = [view_message(post) for post in found.posts.values()]
    return {"chat": view_chat(found) | {"pinned": found.pinned, "blocked": found.blocked}, "messages": messages}


@word("GET", "/sim/chats")
def chats(stage: Stage, fields: Fields) -> Json:
    """Return all chats, or those a person (`user_id`) is in, the latest first."""
    reader = fields.number("user_id", 0)
    found_chats = stage.world.chats.values()
    shown = [view_chat(found) for found in found_chats if not reader or reader in found.members]
    shown.sort(key=lambda found: (found["last_message"] or {"date": 0})["date"], reverse=True)
    return {"chats": shown}


@word("GET", "/sim/file/{id}")
def file(stage: Stage, fields: Fields) -> Answer:
    """Return a file's content. Only pictures are shown by the browser; what a bot or person sent runs nowhere."""
    found = stage.world.files.get(fields.text("id"))
    if found is None:
        raise PersonError(404, f"no file {fields.text('id')}")
    shown = found.mime in _SHOWN_BY_BROWSER
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": content_disposition_header("inline" if shown else "attachment", filename=found.name),
    }
    return web.Response(body=found.content, content_type=found.mime, headers=headers)


@word("GET", "/sim/state")
def state(stage: Stage, fields: Fields) -> Json:
    """Return the whole state in figures."""
    world = stage.world
    bots = world.bots.all()
    hook = world.bots.current.webhook
    pending = sum(len(bot.queue) for bot in bots)
    return {
        "now": world.clock.now().isoformat(),
        "bots": [bot.user | {"polling": bot.queue.polled} for bot in bots],
        "chats": len(world.chats),
        "users": len(world.users),
        "updates": {"pending": pending, "delivered": sum(bot.queue.delivered for bot in bots)},
        "faults": world.faults.listed() + ([{"kind": "limits"}] if world.limits.enforced else []),
        "webhook": hook.url if hook else "",
        "calls": world.log.next_seq - 1,
    }


@word("GET", "/sim/personas")
def personas(stage: Stage, fields: Fields) -> Json:
    """Return the persons whom the page offers to be."""
    return {"personas": [asdict(persona) for persona in stage.personas]}


@word("GET", "/sim/commands")
def commands(stage: Stage, fields: Fields) -> Json:
    """Return the commands that a person sees in a chat."""
    user_id = fields.number("user_id")
    chat_id = fields.number("chat_id", user_id)
    language = fields.text("language_code", "id")
    return {"commands": visible_commands(stage.world.bots.current, chat_id, user_id, language)}


@word("GET", "/sim/ready")
def ready(stage: Stage, fields: Fields) -> Json:
    """Answer once the simulator serves."""
    return {}
