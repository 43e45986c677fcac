"""Chat in: evidence is added, looked at, taken off, used again."""

import re
from pathlib import Path

from telegram import Update

from bot.actions import Action
from bot.actions.checklists import (
    AddEvidence,
    DropEvidence,
    NoteWasQuestion,
    OfferEvidence,
    OpenEvidence,
    RestoreEvidence,
    ReuseEvidence,
    SendEvidence,
)
from bot.asking.responding import respond
from bot.audit import By
from bot.checklists import rounds
from bot.checklists import store as tasks
from bot.checklists.handlers import show_task, standing_in
from bot.checklists.reading import hindrance
from bot.checklists.store import Task
from bot.checklists.views import GONE as TASK_GONE
from bot.checklists.views import evidence_line
from bot.database import Connection
from bot.dialogues import store as dialogues
from bot.dialogues.prompts import CONTINUE, QUESTIONS_PASS, ask_for, finish, is_enough
from bot.documents import DOCUMENTS, About, Maker
from bot.evidence import store, views
from bot.evidence.store import Evidence, EvidenceKind
from bot.markup import unfolded_text
from bot.rights import holds
from bot.routing import Clinic, Context, Handler, on_taps
from bot.services import Services
from bot.uploads.handlers import ACCEPTS
from bot.uploads.vault import Vault
from bot.view import View

FILE = "evidence"
LINK = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
LONGEST_NOTE = 1000


async def add(_: Update, context: Context) -> None:
    """Wait for evidence of a task."""
    tap = context.turn.tapped(AddEvidence)
    found = await context.services.database.read(lambda on: _with_wish(on, tap.task))
    if isinstance(found, str):
        context.turn.toast(found, alert=True)
    else:
        ask_for(context, "evidence", tap.task, views.add_prompt(*found))


def _with_wish(on: Connection, task_id: int) -> tuple[Task, str] | str:
    task = tasks.find_task(on, task_id)
    item = rounds.find_item(on, task.item_id) if task else None
    if task is None or item is None:
        return TASK_GONE
    return hindrance(on, task) or (task, item.evidence)


async def take_words(context: Context, task_id: int, text: str) -> None:
    """Attach a link or a note; the word that it is enough ends it."""
    if is_enough(text):
        finish(context)
        context.turn.change(lambda on: show_task(context, on, task_id))
    else:
        context.turn.change(lambda on: _attach_words(context, on, task_id, text[:LONGEST_NOTE]))


def _attach_words(context: Context, on: Connection, task_id: int, text: str) -> None:
    task, turn = tasks.find_task(on, task_id), context.turn
    reason = hindrance(on, task) if task else TASK_GONE
    if task is None or reason:
        dialogues.leave(on, turn.chat_id, turn.person_id or 0, "evidence")
        turn.reply(View(reason or TASK_GONE))
        return
    kind: EvidenceKind = "link" if LINK.match(text) else "note"
    by = By(turn.person_id, turn.now)
    attached = store.attach(on, task.id, task.unit_id, kind, by, upload_id=None, text=text)
    turn.reply(views.attached_view(task, [text]) if kind == "link" else views.noted_view(task, text, attached))


async def note_was_question(update: Update, context: Context) -> None:
    """Take a note off its task again, and answer it as the question it was."""
    turn, tap = context.turn, context.turn.tapped(NoteWasQuestion)
    piece = await context.services.database.read(lambda on: store.find(on, tap.evidence))
    if piece is None or piece.dropped or piece.kind != "note" or piece.added_by != turn.person_id:
        turn.toast(views.GONE)
        return
    finish(context)
    turn.change(lambda on: _drop(context, on, piece.id, dropped=True))
    message = update.effective_message
    await respond(context, piece.name, message.message_id if message else 0)


async def open_evidence(_: Update, context: Context) -> None:
    """Show what is attached to a task."""
    tap = context.turn.tapped(OpenEvidence)
    context.turn.change(lambda on: _show(context, on, tap.task, tap.page))


def _show(context: Context, on: Connection, task_id: int, page: int = 0) -> None:
    task = tasks.find_task(on, task_id)
    if task is None:
        context.turn.edit(View(TASK_GONE))
        return
    mine = holds(standing_in(context, on), "focal", frozenset({task.unit_id})) and hindrance(on, task) is None
    context.turn.edit(views.evidence_view(task, store.of_task(on, task_id), mine, page))


async def send(_: Update, context: Context) -> None:
    """Send a piece of evidence as what it is."""
    turn, tap = context.turn, context.turn.tapped(SendEvidence)

    def work(on: Connection) -> None:
        piece = store.find(on, tap.evidence)
        if piece is None or piece.dropped or piece.upload_id is None:
            turn.toast(views.GONE)
        elif piece.hash is None:
            turn.toast(views.NOT_KEPT_YET)
        elif piece.kind == "photo":
            turn.send_photo(FILE, piece.name, View(evidence_line(piece)), evidence=piece.id)
        else:
            turn.send_file(FILE, piece.name, unfolded_text(evidence_line(piece)), evidence=piece.id)

    turn.change(work)


def find_bytes(on: Connection, services: Services, about: About) -> Path:
    """Return where the bytes of a piece of evidence lie. Raises LookupError when they were never kept."""
    piece = store.find(on, about["evidence"])
    if piece is None or piece.hash is None:
        raise LookupError(f"no bytes of evidence {about['evidence']}")
    return Vault(services.settings.klinik_files_dir).path(piece.hash)


async def drop(_: Update, context: Context) -> None:
    """Take a piece of evidence off its task."""
    tap = context.turn.tapped(DropEvidence)
    context.turn.change(lambda on: _drop(context, on, tap.evidence, dropped=True))


async def restore(_: Update, context: Context) -> None:
    """Put a piece of evidence back."""
    tap = context.turn.tapped(RestoreEvidence)
    context.turn.change(lambda on: _drop(context, on, tap.evidence, dropped=False))


def _drop(context: Context, on: Connection, evidence_id: int, *, dropped: bool) -> None:
    turn = context.turn
    piece = store.find(on, evidence_id)
    task = tasks.find_task(on, piece.task_id) if piece else None
    if piece is None or task is None:
        turn.toast(views.GONE)
    elif reason := hindrance(on, task):
        turn.toast(reason, alert=True)
    else:
        store.drop(on, piece, task.unit_id, By(turn.person_id, turn.now), dropped=dropped)
        if dropped:
            turn.edit(views.dropped_view(piece))
        else:
            _show(context, on, task.id)


async def offer(_: Update, context: Context) -> None:
    """Offer what the unit attached elsewhere."""
    turn, tap = context.turn, context.turn.tapped(OfferEvidence)

    def work(on: Connection) -> None:
        task = tasks.find_task(on, tap.task)
        found = _elsewhere(on, task, tap.page) if task else []
        if task is None or (not found and not tap.page):
            turn.toast(views.NOTHING_ELSEWHERE if task else TASK_GONE)
        else:
            turn.edit(views.elsewhere_view(task, found, tap.page))

    turn.change(work)


def _elsewhere(on: Connection, task: Task, page: int) -> list[Evidence]:
    return store.elsewhere_in_unit(on, task.unit_id, task.id, views.PAGE + 1, page * views.PAGE)


async def reuse(_: Update, context: Context) -> None:
    """Attach to a task what is attached to another one of the unit."""
    turn, tap = context.turn, context.turn.tapped(ReuseEvidence)

    def work(on: Connection) -> None:
        task, piece = tasks.find_task(on, tap.task), store.find(on, tap.evidence)
        there = tasks.find_task(on, piece.task_id) if piece and not piece.dropped else None
        if task is None or piece is None or there is None or there.unit_id != task.unit_id:
            turn.toast(views.GONE)
            return
        if reason := hindrance(on, task):
            turn.toast(reason, alert=True)
            return
        by = By(turn.person_id, turn.now)
        text = None if piece.upload_id else piece.name
        store.attach(on, task.id, task.unit_id, piece.kind, by, upload_id=piece.upload_id, text=text)
        turn.edit(views.attached_view(task, [piece.name]))

    turn.change(work)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    taps: dict[type[Action], Handler] = {
        AddEvidence: add,
        OpenEvidence: open_evidence,
        SendEvidence: send,
        DropEvidence: drop,
        RestoreEvidence: restore,
        OfferEvidence: offer,
        ReuseEvidence: reuse,
        NoteWasQuestion: note_was_question,
    }
    on_taps(clinic, taps)
    CONTINUE["evidence"] = take_words
    QUESTIONS_PASS.add("evidence")
    ACCEPTS["evidence"] = "evidence"
    DOCUMENTS[FILE] = Maker(find_bytes, Path.read_bytes)
