"""Attachments as messages carry them: kinds, sizes, and the file behind each."""

import base64
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.files import Files, StoredFile, image_size
from bot.simulator.shapes import Json

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
FILE_KINDS = ("photo", "document", "video", "audio", "voice", "animation", "sticker", "video_note")
_THUMBNAIL_SIDE = 320
_DEFAULT_NAMES = {
    "photo": "photo.png",
    "document": "dokumen.pdf",
    "video": "video.mp4",
    "audio": "audio.mp3",
    "voice": "suara.ogg",
    "animation": "animasi.mp4",
    "sticker": "stiker.webp",
    "video_note": "video.mp4",
}
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def default_content(kind: str) -> bytes:
    """Return something to send when a person attached a file without naming one."""
    return _PIXEL if kind == "photo" else b"isi berkas"


def default_name(kind: str) -> str:
    """Return a file name for that kind."""
    return _DEFAULT_NAMES[kind]


def stored(files: Files, kind: str, content: bytes, name: str) -> Json:
    """Keep a file and return the message's fields for it; raises ApiError for one that Telegram refuses."""
    if not content:
        raise bad_request("file must be non-empty")
    if kind == "photo" and image_size(content) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if len(content) > (MAX_PHOTO_BYTES if kind == "photo" else MAX_UPLOAD_BYTES):
        raise bad_request("file is too big")
    return attachment(kind, files.add(kind, content, name or default_name(kind)))


def attachment(kind: str, file: StoredFile) -> Json:
    """Return the message's fields that attach this file."""
    plain = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.content)}
    if kind == "photo":
        return {"photo": _photo_sizes(file, plain)}
    return {kind: plain | _details(kind, file)}


def contentless(kind: str, given: Json) -> Json:
    """Return the fields of a message that attaches no file: a location, a contact, a poll or a dice."""
    if kind == "location":
        where = {"latitude": given.get("latitude", -6.2), "longitude": given.get("longitude", 106.8)}
        return {"location": where}
    if kind == "contact":
        contact = {"phone_number": "+6281200000000", "first_name": "Kontak"} | _named(given, _CONTACT)
        return {"contact": contact}
    if kind == "dice":
        return {"dice": {"emoji": given.get("emoji") or "🎲", "value": 4}}
    return {"poll": _poll(given)}


_CONTACT = ("phone_number", "first_name", "last_name", "user_id", "vcard")


def _named(given: Json, names: tuple[str, ...]) -> Json:
    return {name: given[name] for name in names if given.get(name)}


def _photo_sizes(file: StoredFile, plain: Json) -> list[Json]:
    width, height = image_size(file.content) or (1, 1)
    scale = min(_THUMBNAIL_SIDE / max(width, height, 1), 1.0)
    small = {"width": max(int(width * scale), 1), "height": max(int(height * scale), 1)}
    large = {"width": width, "height": height}
    return [plain | large] if scale == 1.0 else [plain | small, plain | large]


def _details(kind: str, file: StoredFile) -> Json:
    named = {"file_name": file.name, "mime_type": file.mime}
    frame = {"width": 640, "height": 360, "duration": 1}
    details: dict[str, Json] = {
        "document": named,
        "video": named | frame,
        "animation": named | frame,
        "audio": named | {"duration": 1},
        "voice": {"mime_type": file.mime, "duration": 1},
        "video_note": {"length": 240, "duration": 1},
        "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    }
    return details[kind]


def _poll(given: Json) -> Json:
    options: Any = given.get("options") or ["Ya", "Tidak"]
    if not isinstance(options, list):
        raise bad_request("expected an Array of String as options")
    texts = [str(option.get("text")) if isinstance(option, dict) else str(option) for option in options]
    return {
        "id": str(given.get("id") or 1),
        "question": str(given.get("question") or "Setuju?"),
        "options": [
            {"persistent_id": str(number), "text": text, "voter_count": 0} for number, text in enumerate(texts)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": bool(given.get("is_anonymous", True)),
        "type": given.get("type") or "regular",
        "allows_multiple_answers": bool(given.get("allows_multiple_answers", False)),
        "allows_revoting": False,
        "members_only": False,
    }
