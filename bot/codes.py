"""What travels in buttons and deep links: one typed codec.

Callback data is at most 64 bytes; a deep link at most 64 of A-Z a-z 0-9 _ -. Nothing that arrives here is
trusted: `decode` returns None for what is not ours, or no longer ours, and rights are checked at the tap.
"""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from typing import Any, ClassVar, get_args

VERSION = "1"
LIMIT = 64


@dataclass(frozen=True)
class OpenTopic:
    """Show a topic's answer; `key` is the topic's stable short key."""

    letter: ClassVar[str] = "t"
    key: str


@dataclass(frozen=True)
class OpenFacet:
    """Show one facet of a topic."""

    letter: ClassVar[str] = "f"
    key: str
    facet: str


@dataclass(frozen=True)
class OpenSection:
    """Show a page of a section's topics; pages count from 0."""

    letter: ClassVar[str] = "s"
    key: str
    page: int


@dataclass(frozen=True)
class OpenShelves:
    """Show all sections."""

    letter: ClassVar[str] = "h"


@dataclass(frozen=True)
class OpenHelp:
    """Show the help."""

    letter: ClassVar[str] = "b"


Action = OpenTopic | OpenFacet | OpenSection | OpenShelves | OpenHelp

BY_LETTER: dict[str, type[Action]] = {kind.letter: kind for kind in get_args(Action)}
WORD = re.compile(r"[a-z0-9-]+")


@lru_cache(maxsize=4096)
def encode(action: Action) -> str:
    """Return the callback data of an action. Raises ValueError where it would not come back the same."""
    data = ":".join([VERSION + action.letter, *map(str, astuple(action))])
    if len(data.encode()) > LIMIT or decode(data) != action:
        raise ValueError(f"{action} does not fit in callback data")
    return data


def decode(data: str | None) -> Action | None:
    """Return the action in callback data, or None for what is foreign, stale or malformed."""
    head, *values = (data or "").split(":")
    kind: Any = BY_LETTER.get(head[1:]) if head[:1] == VERSION else None
    if kind is None or len(values) != len(fields(kind)):
        return None
    try:
        action: Action = kind(*(_value(field.type, value) for field, value in zip(fields(kind), values, strict=True)))
    except ValueError:
        return None
    return action


def tapped(*kinds: type[Action]) -> Callable[[object], bool]:
    """Return the test by which a handler takes only its own buttons."""
    return lambda data: isinstance(data, str) and isinstance(decode(data), kinds)


def _value(kind: Any, value: str) -> str | int:
    if kind is int:
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", value):
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
