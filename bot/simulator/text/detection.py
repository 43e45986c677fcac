"""What Telegram marks by itself in plain text: commands, mentions, addresses, e-mail, hashtags."""

import re

from bot.simulator import utf16
from bot.simulator.shapes import Json

_MARKS = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\"'.,;:!?)\]])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<bot_command>(?<![\w/@.:<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z0-9_]{4,32}(?!\w))"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
_CLOSED = {"code", "pre", "text_link", "text_mention"}


def with_detected(text: str, entities: list[Json]) -> list[Json]:
    """Return the entities with those that Telegram finds by itself, in the order of the text."""
    if not ("/" in text or "@" in text or "#" in text):
        return entities
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _CLOSED]
    found = [entity for entity in _detected(text) if not _overlaps(entity, taken)]
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def _detected(text: str) -> list[Json]:
    return [
        {
            "type": found.lastgroup,
            "offset": utf16.length(text[: found.start()]),
            "length": utf16.length(found[0]),
        }
        for found in _MARKS.finditer(text)
    ]


def _overlaps(entity: Json, taken: list[tuple[int, int]]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return any(start < other_end and other_start < end for other_start, other_end in taken)
