"""A text as a bot sent it (with parse_mode or entities) made into the text and entities that a chat holds."""

from dataclasses import dataclass
from typing import Any

from bot.simulator import utf16
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.shapes import Json
from bot.simulator.text.detection import with_detected
from bot.simulator.text.html_parser import parse_html
from bot.simulator.text.urls import fault_of_url

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
_PLAIN_MODES = {"", "none", "markdown", "markdownv2"}
_TYPES = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
    "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
    "custom_emoji", "date_time",
}  # fmt: skip
_REQUIRED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
_OPTIONAL = {"pre": ("language",), "date_time": ("date_time_format",)}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and what is marked in it."""

    text: str
    entities: list[Json]

    def fields(self, name: str) -> Json:
        """Return the fields of a message for its `text` or its `caption`; none for an empty one."""
        if not self.text:
            return {}
        key = "entities" if name == "text" else "caption_entities"
        return {name: self.text, key: self.entities} if self.entities else {name: self.text}


def formatted(source: str, parse_mode: str, entities: Any) -> Formatted:
    """Return what a chat would hold; raises ApiError for markup that Telegram refuses.

    Markdown is taken as plain text: this project writes HTML alone.
    """
    if parse_mode.lower() == "html":
        text, marked = parse_html(source)
    elif parse_mode.lower() in _PLAIN_MODES:
        text, marked = source, _given(source, entities) if entities else []
    else:
        raise bad_request("unsupported parse_mode")
    return _finished(text, marked)


def checked_text(text: Formatted) -> Formatted:
    """Return a message's text; raises ApiError for one too long (after parsing, in UTF-16 units)."""
    if utf16.length(text.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text


def checked_caption(caption: Formatted) -> Formatted:
    """Return a caption; raises ApiError for one too long (after parsing, in UTF-16 units)."""
    if utf16.length(caption.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return caption


def _finished(text: str, entities: list[Json]) -> Formatted:
    trimmed = text.strip()
    if len(trimmed) != len(text):
        lead = utf16.length(text[: len(text) - len(text.lstrip())])
        entities = _moved(entities, lead, utf16.length(trimmed))
    return Formatted(trimmed, with_detected(trimmed, entities)[:MAX_ENTITIES])


def _moved(entities: list[Json], lead: int, size: int) -> list[Json]:
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return moved


def _given(text: str, entities: Any) -> list[Json]:
    if not isinstance(entities, list):
        raise bad_request("can't parse entities JSON object")
    size = utf16.length(text)
    checked = [_checked(entity, size) for entity in entities]
    return sorted(checked, key=lambda entity: (entity["offset"], -entity["length"]))


def _checked(entity: Any, size: int) -> Json:
    if not isinstance(entity, dict):
        raise _unparsed("MessageEntity must be an Object")
    kind = entity.get("type")
    if kind not in _TYPES:
        raise _unparsed("Unsupported type specified")
    start, length = _integer(entity, "offset"), _integer(entity, "length")
    _check_span(start, length, size)
    kept = {"type": kind, "offset": start, "length": length}
    if required := _REQUIRED.get(kind):
        kept[required] = _field(entity, required)
    if kind == "text_link" and (fault := fault_of_url(str(kept["url"]))):
        raise bad_request(f"entity URL '{kept['url']}' is invalid: {fault}")
    return kept | {name: entity[name] for name in _OPTIONAL.get(kind, ()) if entity.get(name)}


def _check_span(start: int, length: int, size: int) -> None:
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if start > size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if start + length > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text"
            f" at UTF-16 offset {start + length}"
        )


def _integer(entity: Json, name: str) -> int:
    value = _field(entity, name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _unparsed(f'Field "{name}" must be of type Number')
    return value


def _field(entity: Json, name: str) -> Any:
    if name not in entity:
        raise _unparsed(f'Can\'t find field "{name}"')
    return entity[name]


def _unparsed(words: str) -> ApiError:
    return bad_request(f"can't parse MessageEntity: {words}")
