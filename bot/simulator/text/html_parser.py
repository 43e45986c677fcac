"""Telegram's HTML to text and entities, as strict as the real server and in its own words of complaint.

Offsets of entities are UTF-16 code units of the resulting text; offsets in complaints are UTF-8 bytes of the input.
"""

import re
from dataclasses import dataclass, field

from bot.simulator import utf16
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.shapes import Json
from bot.simulator.text.urls import normalised_url

ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_SPECIAL = re.compile(r"[<&]")
_NAMED = re.compile(r"&(lt|gt|amp|quot);?")
_NUMERIC = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));?")
_NAME_END = re.compile(r"[\s>]|\Z")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_SPACE = re.compile(r"\s*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_CHARACTER = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    part: int


@dataclass(slots=True)
class _Parser:
    source: str
    parts: list[str] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    units: int = 0

    def run(self) -> tuple[str, list[Json]]:
        at = 0
        while found := _SPECIAL.search(self.source, at):
            self.emit(self.source[at : found.start()])
            at = self.reference(found.start()) if found[0] == "&" else self.tag(found.start())
        self.emit(self.source[at:])
        if self.stack:
            raise _complaint(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.parts), self.entities

    def emit(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.units += utf16.length(text)

    def reference(self, at: int) -> int:
        text, end = _decoded(self.source, at)
        self.emit(text)
        return end

    def tag(self, at: int) -> int:
        return self.end_tag(at) if self.source.startswith("/", at + 1) else self.start_tag(at)

    def start_tag(self, at: int) -> int:
        end = _after(_NAME_END, self.source, at + 1)
        if end >= len(self.source):
            raise self.complaint("Unclosed start tag at byte offset {}", at)
        name = self.source[at + 1 : end].lower()
        if name not in ENTITY_OF_TAG:
            raise self.complaint(f'Unsupported start tag "{name}" at byte offset {{}}', at)
        attributes, end = self.attributes(name, at, end)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self.complaint('Tag "span" must have class "tg-spoiler" at byte offset {}', at)
        self.stack.append(_Open(name, attributes, self.units, len(self.parts)))
        return end

    def attributes(self, tag: str, tag_at: int, at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            at = _skip(_SPACE, self.source, at)
            if self.source.startswith(">", at):
                return found, at + 1
            end = _skip(_ATTRIBUTE_NAME, self.source, at)
            name = self.source[at:end].lower()
            if not name and end < len(self.source):
                raise self.complaint(f'Empty attribute name in the tag "{tag}" at byte offset {{}}', tag_at)
            at = _skip(_SPACE, self.source, end)
            if self.source.startswith("=", at):
                found[name], at = self.value(tag, tag_at, _skip(_SPACE, self.source, at + 1))
            else:
                found[name] = ""
            if at >= len(self.source):
                raise self.complaint(f'Unclosed start tag "{tag}" at byte offset {{}}', tag_at)

    def value(self, tag: str, tag_at: int, at: int) -> tuple[str, int]:
        if at >= len(self.source):
            raise self.complaint(f'Unclosed start tag "{tag}" at byte offset {{}}', tag_at)
        if self.source[at] in "'\"":
            return self.quoted(tag_at, at)
        end = _skip(_TOKEN, self.source, at)
        if end >= len(self.source) or not (self.source[end].isspace() or self.source[end] == ">"):
            raise self.complaint("Unexpected end of name token at byte offset {}", at)
        return self.source[at:end].lower(), end

    def quoted(self, tag_at: int, at: int) -> tuple[str, int]:
        end = self.source.find(self.source[at], at + 1)
        if end < 0 or end + 1 >= len(self.source):
            raise self.complaint("Unclosed start tag at byte offset {}", tag_at)
        return _decoded_all(self.source[at + 1 : end]), end + 1

    def end_tag(self, at: int) -> int:
        if not self.stack:
            raise self.complaint("Unexpected end tag at byte offset {}", at)
        end = _after(_NAME_END, self.source, at + 2)
        name = self.source[at + 2 : end].lower()
        end = _skip(_SPACE, self.source, end)
        if not self.source.startswith(">", end):
            raise self.complaint("Unclosed end tag at byte offset {}", at)
        opened = self.stack.pop()
        if name and name != opened.tag:
            words = f'Unmatched end tag at byte offset {{}}, expected "</{opened.tag}>", found "</{name}>"'
            raise self.complaint(words, at)
        self.close(opened)
        return end + 1

    def close(self, opened: _Open) -> None:
        if self.units > opened.offset:
            content = "".join(self.parts[opened.part :])
            entity = _entity(opened, content)
            if entity:
                entity["offset"], entity["length"] = opened.offset, self.units - opened.offset
                self.entities.append(entity)

    def complaint(self, words: str, at: int) -> ApiError:
        return _complaint(words.format(len(self.source[:at].encode())))


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text and its entities; raises ApiError where Telegram would."""
    if "<" not in source and "&" not in source:
        return source, []
    text, entities = _Parser(source).run()
    return text, _joined_code(entities)


def _entity(opened: _Open, content: str) -> Json | None:
    kind, attributes = ENTITY_OF_TAG[opened.tag], opened.attributes
    if kind == "text_link":
        return _link(attributes.get("href") or content)
    if kind == "custom_emoji":
        return {"type": kind, "custom_emoji_id": _emoji_id(attributes.get("emoji-id", ""))}
    if kind == "date_time":
        return _date_time(attributes)
    if kind == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if kind == "code" and attributes.get("class", "").startswith("language-"):
        return {"type": "code", "language": attributes["class"].removeprefix("language-")}
    return {"type": kind}


def _link(href: str) -> Json | None:
    url = normalised_url(href)
    return {"type": "text_link", "url": url} if url else None


def _emoji_id(given: str) -> str:
    if not given.isdecimal() or given.startswith("0") or int(given) >= 2**63:
        raise _complaint("Invalid custom emoji identifier specified")
    return given


def _date_time(attributes: dict[str, str]) -> Json:
    unix = attributes.get("unix", "")
    if not unix.isdecimal():
        raise _complaint("Invalid date specified")
    entity: Json = {"type": "date_time", "unix_time": int(unix)}
    if attributes.get("format"):
        entity["date_time_format"] = attributes["format"]
    return entity


def _joined_code(entities: list[Json]) -> list[Json]:
    """Make one `pre` with a language of a `pre` and a `code` over the same text; order as Telegram shows it."""
    languages = {
        (entity["offset"], entity["length"]): entity.pop("language")
        for entity in entities
        if entity["type"] == "code" and "language" in entity
    }
    joined = []
    for entity in entities:
        span = (entity["offset"], entity["length"])
        twin = {"pre": "code", "code": "pre"}.get(entity["type"])
        if languages.get(span) and any((e["offset"], e["length"]) == span and e["type"] == twin for e in entities):
            if entity["type"] == "code":
                continue
            if entity["type"] == "pre":
                entity["language"] = languages[span]
        joined.append(entity)
    return sorted(joined, key=lambda entity: (entity["offset"], -entity["length"]))


def _decoded(source: str, at: int) -> tuple[str, int]:
    if named := _NAMED.match(source, at):
        return _CHARACTER[named[1]], named.end()
    if numeric := _NUMERIC.match(source, at):
        code = int(numeric[1], 16) if numeric[1] else int(numeric[2])
        if 0xD800 <= code <= 0xDFFF:
            raise _complaint(
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            )
        if 0 < code < 0x110000:
            return chr(code), numeric.end()
    return "&", at + 1


def _decoded_all(source: str) -> str:
    parts, at = [], 0
    while (found := source.find("&", at)) >= 0:
        parts.append(source[at:found])
        text, at = _decoded(source, found)
        parts.append(text)
    return "".join([*parts, source[at:]])


def _after(pattern: re.Pattern[str], source: str, at: int) -> int:
    found = pattern.search(source, at)
    return found.start() if found else len(source)


def _skip(pattern: re.Pattern[str], source: str, at: int) -> int:
    found = pattern.match(source, at)
    return found.end() if found else at


def _complaint(words: str) -> ApiError:
    return bad_request(f"can't parse entities: {words}")
