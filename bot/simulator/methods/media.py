"""Attachments: sending them, albums, and fetching files."""

from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.files import StoredFile
from bot.simulator.media import FILE_KINDS, MAX_DOWNLOAD_BYTES, attachment, contentless, stored
from bot.simulator.methods.call import Call
from bot.simulator.methods.registry import method
from bot.simulator.methods.sending import reply_fields, send
from bot.simulator.shapes import Json
from bot.simulator.text.formatted import checked_caption, formatted

MAX_ALBUM = 10
_CONTENTLESS = ("location", "contact", "poll", "dice")
_ALBUM_KINDS = ("photo", "video", "document", "audio")


def _enter_file_method(kind: str) -> None:
    def send_file(call: Call) -> Json:
        caption = {} if kind in ("sticker", "video_note") else call.caption().fields("caption")
        call.chat()
        return send(call, _attached(call, kind, call.params.get(kind), kind) | caption)

    method(f"send{_camel(kind)}")(send_file)


def _enter_contentless_method(kind: str) -> None:
    def send_contentless(call: Call) -> Json:
        return send(call, contentless(kind, call.params))

    method(f"send{_camel(kind)}")(send_contentless)


def _camel(kind: str) -> str:
    return kind.title().replace("_", "")


for _kind in FILE_KINDS:
    _enter_file_method(_kind)
for _kind in _CONTENTLESS:
    _enter_contentless_method(_kind)


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    """Send an album: one message for each item, held together by a group id."""
    items: list[Any] = call.listed("media")
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > MAX_ALBUM:
        raise bad_request("too many messages to send as an album")
    chat = call.chat()
    reply = reply_fields(call, chat)
    contents = [_album_item(call, item) for item in items]
    group = {"media_group_id": call.world.next_query_id()}
    return [call.world.post(chat, content | reply | group, bot=call.bot).message for content in contents]


@method("getFile")
def get_file(call: Call) -> Json:
    """Answer with the path under which a file can be fetched."""
    file = call.world.files.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


def input_media(call: Call, given: Json) -> Json:
    """Return the message's fields for one InputMedia object."""
    kind = given.get("type")
    if kind not in (*_ALBUM_KINDS, "animation"):
        raise bad_request("can't parse InputMedia: type must be one of photo, video, document, audio, animation")
    mode, entities = str(given.get("parse_mode") or ""), given.get("caption_entities")
    caption = checked_caption(formatted(str(given.get("caption") or ""), mode, entities))
    return _attached(call, str(kind), given.get("media"), "media") | caption.fields("caption")


def _album_item(call: Call, given: Any) -> Json:
    if not isinstance(given, dict) or given.get("type") not in _ALBUM_KINDS:
        raise bad_request("can't parse InputMedia: wrong media type in an album")
    return input_media(call, given)


def _attached(call: Call, kind: str, given: Any, field: str) -> Json:
    name = given.removeprefix("attach://") if isinstance(given, str) and given.startswith("attach://") else field
    if upload := call.files.get(name):
        return stored(call.world.files, kind, upload.content, upload.name)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    return attachment(kind, _known_file(call, str(given), kind))


def _known_file(call: Call, given: str, kind: str) -> StoredFile:
    file = call.world.files.get(given)
    if file is not None:
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    raise bad_request("wrong file identifier/HTTP URL specified")
