"""Chat in: files. Each is noted in the turn and fetched after it."""

from collections.abc import Awaitable, Callable

from telegram import Audio, Document, Message, PhotoSize, Update, Video
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from bot.database import Connection
from bot.dialogues import store as dialogues
from bot.dialogues.store import Open
from bot.people.standing import standing_of
from bot.rights import need_in, permitted
from bot.rights_table import Dialogue
from bot.routing import Clinic, Context
from bot.uploads import store
from bot.uploads.store import Incoming, Purpose, Upload
from bot.view import View

EARLY = -1
LARGEST = 20 * 1024 * 1024
"""Bytes that a bot can fetch from Telegram."""
TOO_BIG = View(
    "Berkas itu lebih besar dari 20 MB, batas yang dapat diambil bot dari Telegram. "
    "Unggah ke penyimpanan instansi (mis. Google Drive), lalu kirim tautannya di sini."
)
LONGEST_NAME = 120
LONGEST_CAPTION = 200
ATTACHED = filters.PHOTO | filters.Document.ALL | filters.VIDEO | filters.AUDIO

ACCEPTS: dict[Dialogue, Purpose] = {}
"""Which dialogues wait for files, and what for."""
MESSAGES: dict[Dialogue, Callable[[Context, int], Awaitable[None]]] = {}
"""Which dialogues take the message as it is, without fetching what it brings; they are given their subject."""
TAKES: dict[Purpose, Callable[[Context, Connection, Upload], None]] = {}
"""What is done in the turn with a file that is noted, by what it is for."""


async def take_file(update: Update, context: Context) -> None:
    """Note a file for what it was asked for, or as evidence out of the blue; others are no business of this."""
    taken = await context.services.database.read(lambda on: _taken_whole(context, on))
    if taken is not None:
        await MESSAGES[taken.kind](context, taken.subject)
        raise ApplicationHandlerStop
    incoming = incoming_in(update.message) if update.message else None
    wanted = await context.services.database.read(lambda on: _wanted(context, on)) if incoming else None
    if incoming is None or wanted is None:
        return
    if incoming.size > LARGEST:
        context.turn.reply(TOO_BIG)
    else:
        _note(context, incoming, *wanted)
    raise ApplicationHandlerStop


def _taken_whole(context: Context, on: Connection) -> Open | None:
    waiting = _waiting(context, on)
    return waiting if waiting and waiting.kind in MESSAGES else None


def _waiting(context: Context, on: Connection) -> Open | None:
    turn, admins = context.turn, context.services.settings.admin_ids
    person_id = turn.person_id or 0
    waiting = dialogues.current(on, turn.chat_id, person_id, turn.now)
    may = waiting and permitted(on, person_id, need_in(waiting.kind, waiting.subject), admins)
    return waiting if may else None


def _wanted(context: Context, on: Connection) -> tuple[Purpose, int] | None:
    waiting = _waiting(context, on)
    if waiting and waiting.kind in ACCEPTS:
        return ACCEPTS[waiting.kind], waiting.subject
    admins, person_id = context.services.settings.admin_ids, context.turn.person_id
    in_private = context.turn.chat_id == person_id
    return ("evidence", 0) if in_private and standing_of(on, person_id, admins).focal else None


def _note(context: Context, incoming: Incoming, purpose: Purpose, subject: int) -> None:
    def work(on: Connection) -> None:
        upload = store.want(on, incoming, purpose, subject, context.turn.now)
        TAKES[purpose](context, on, upload)

    context.turn.change(work)
    context.turn.brings_files = True


def incoming_in(message: Message) -> Incoming | None:
    """Return the file that a message brings."""
    file = message.document or message.video or message.audio or (message.photo[-1] if message.photo else None)
    if file is None:
        return None
    return Incoming(
        message.chat_id,
        message.from_user.id if message.from_user else None,
        message.message_id,
        message.media_group_id,
        "photo" if isinstance(file, PhotoSize) else "file",
        file.file_id,
        _name_of(file, message.message_id)[-LONGEST_NAME:],
        file.file_size or 0,
        (message.caption or "")[:LONGEST_CAPTION],
    )


def _name_of(file: PhotoSize | Document | Video | Audio, message_id: int) -> str:
    if isinstance(file, PhotoSize):
        return f"foto-{message_id}.jpg"
    return file.file_name or f"berkas-{message_id}"


def register(clinic: Clinic) -> None:
    """Add the handler."""
    clinic.add_handler(MessageHandler(filters.UpdateType.MESSAGE & ATTACHED, take_file), group=EARLY)
