"""What travels in buttons and deep links: one typed codec.

Callback data is at most 64 bytes; a deep link at most 64 of A-Z a-z 0-9 _ -. Nothing that arrives here is
trusted: `decode` returns None for what is not ours, or no longer ours, and rights are checked at the tap.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any, get_args

from bot.actions import Action

VERSION = "1"
LIMIT = 64

BY_CODE: dict[str, type[Action]] = {kind.code: kind for kind in get_args(Action)}
WORD = re.compile(r"[a-z0-9-]+")


@lru_cache(maxsize=1024)
def encode(action: Action) -> str:
    """Return the callback data of an action. Raises ValueError where it would not come back the same."""
    data = _written(action)
    if len(data.encode()) > LIMIT or decode(data) != action:
        raise ValueError(f"{action} does not fit in callback data")
    return data


def _written(action: Action) -> str:
    parts = [(field.default, getattr(action, field.name)) for field in fields(action)]
    # What has a default is left out at the end: a field can be added and old buttons still work.
    while parts and parts[-1][0] == parts[-1][1]:
        parts.pop()
    return ":".join([VERSION + action.code, *(str(value) for _, value in parts)])


@lru_cache(maxsize=1024)
def decode(data: str | None) -> Action | None:
    """Return the action in callback data, or None for what is foreign, stale or malformed.

    Every handler of a button asks for it until one takes the tap, so it is remembered.
    """
    head, *values = (data or "").split(":")
    kind = BY_CODE.get(head[1:]) if head[:1] == VERSION else None
    if kind is None or not _least(kind) <= len(values) <= len(fields(kind)):
        return None
    try:
        action = _made(kind, values)
    except ValueError:
        return None
    return action if _written(action) == data else None


def _least(kind: type[Action]) -> int:
    return sum(field.default is MISSING for field in fields(kind))


def _made(kind: type[Action], values: list[str]) -> Action:
    given = (_value(field.type, value) for field, value in zip(fields(kind), values, strict=False))
    make: Any = kind
    action: Action = make(*given)
    return action


def tapped(*kinds: type[Action]) -> Callable[[object], bool]:
    """Return the test by which a handler takes only its own buttons."""
    return lambda data: isinstance(data, str) and isinstance(decode(data), kinds)


def _value(kind: Any, value: str) -> str | int:
    if kind is int:
        if not re.fullmatch(r"0|[1-9][0-9]{0,15}", value):
            raise ValueError(value)
        return int(value)
    if not WORD.fullmatch(value):
        raise ValueError(value)
    return value


def topic_link(username: str, key: str) -> str:
    """Return the address that opens a topic in a private chat with the bot."""
    return f"https://t.me/{username}?start=t_{key}"


def topic_key_of(payload: str) -> str | None:
    """Return the topic key in the payload of /start, or None when it is not a topic's link."""
    prefix, _, key = payload.partition("_")
    return key if prefix == "t" and WORD.fullmatch(key) else None
