"""Command lists by scope and language, and which of them a person sees in a chat."""

import re
from typing import Any

from bot.simulator.bots import BotAccount
from bot.simulator.errors import bad_request
from bot.simulator.shapes import Json

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_SIMPLE_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators"}


def scope_key(scope: Any) -> str:
    """Return the name under which a scope's list is kept; raises ApiError for what is no scope."""
    if scope is None:
        return "default"
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in _SIMPLE_SCOPES:
        return str(kind)
    if kind in _CHAT_SCOPES:
        return f"{kind}:{_chat_id(scope)}"
    if kind == "chat_member":
        return f"{kind}:{_chat_id(scope)}:{scope.get('user_id')}"
    raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def checked_commands(given: list[Any]) -> list[Json]:
    """Return a command list as it is kept; raises ApiError for one that Telegram refuses."""
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked(item) for item in given]


def visible_commands(bot: BotAccount, chat_id: int, user_id: int, language: str) -> list[Json]:
    """Return what a person sees in a chat: the narrowest scope wins, and in it the person's language."""
    scopes = _private_scopes(chat_id) if chat_id > 0 else _group_scopes(chat_id, user_id)
    for scope in scopes:
        for spoken in (language, ""):
            if commands := bot.commands.get((scope, spoken)):
                return commands
    return []


def _private_scopes(chat_id: int) -> list[str]:
    return [f"chat:{chat_id}", "all_private_chats", "default"]


def _group_scopes(chat_id: int, user_id: int) -> list[str]:
    return [f"chat_member:{chat_id}:{user_id}", f"chat:{chat_id}", "all_group_chats", "default"]


def _chat_id(scope: Json) -> Any:
    if scope.get("chat_id") in (None, ""):
        raise bad_request("can't parse BotCommandScope: Can't find field \"chat_id\"")
    return scope["chat_id"]


def _checked(item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: BotCommand must be an Object")
    name = str(item.get("command") or "").removeprefix("/")
    description = str(item.get("description") or "").strip()
    if not name:
        raise bad_request("command must be non-empty")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > MAX_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {MAX_DESCRIPTION}")
    return {"command": name, "description": description}
