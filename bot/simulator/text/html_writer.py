"""Text and entities to HTML that is safe to put on the chat page."""

from html import escape
from itertools import pairwise
from typing import Any

from bot.simulator.shapes import Json

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote expandable",
}
_SAFE_SCHEMES = ("http://", "https://", "tg://", "mailto:")


def to_html(text: str, entities: list[Json]) -> str:
    """Return the text as HTML: only the tags of Telegram, everything else escaped, newlines kept.

    Entities that cross are closed and opened again, so that the tags always nest.
    """
    if not entities:
        return escape(text, quote=False)
    return _Writer(text, entities).run()


class _Writer:
    def __init__(self, text: str, entities: list[Json]) -> None:
        self._units = text.encode("utf-16-le", "surrogatepass")
        self._size = len(self._units) // 2
        self._entities = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
        self._open: list[tuple[int, str]] = []
        self._parts: list[str] = []

    def run(self) -> str:
        edges = {0, self._size}
        for entity in self._entities:
            edges |= {min(entity["offset"], self._size), self._end(entity)}
        marks = sorted(edges)
        for start, end in pairwise(marks):
            self._close_until(start)
            self._open_at(start)
            self._parts.append(escape(self._piece(start, end), quote=False))
        self._close_until(self._size)
        return "".join(self._parts)

    def _piece(self, start: int, end: int) -> str:
        return self._units[2 * start : 2 * end].decode("utf-16-le", "replace")

    def _end(self, entity: Json) -> int:
        return int(min(entity["offset"] + entity["length"], self._size))

    def _close_until(self, at: int) -> None:
        ended = [index for index, (end, _) in enumerate(self._open) if end <= at]
        if not ended:
            return
        still_open = [item for item in self._open[ended[0] :] if item[0] > at]
        self._parts += [f"</{tag.split()[0]}>" for _, tag in reversed(self._open[ended[0] :])]
        self._parts += [f"<{tag}>" for _, tag in still_open]
        self._open[ended[0] :] = still_open

    def _open_at(self, at: int) -> None:
        for entity in self._entities:
            if entity["offset"] == at and entity["length"] > 0 and (tag := self._tag(entity)):
                self._parts.append(f"<{tag}>")
                self._open.append((self._end(entity), tag))

    def _tag(self, entity: Json) -> str | None:
        kind = entity["type"]
        if kind in _TAGS:
            return _TAGS[kind]
        address: Any = entity.get("url")
        if kind in ("url", "email"):
            start = entity["offset"]
            address = self._piece(start, start + entity["length"])
            address = f"mailto:{address}" if kind == "email" else address
        if isinstance(address, str) and address.lower().startswith(_SAFE_SCHEMES):
            return f'a href="{escape(address)}"'
        return None
