"""Chat in: the agency's own answers, kept from replies, edited, dropped and exported."""

from dataclasses import replace

from telegram import Update

from bot.actions import Action, DropNote, EditNote, ExportNotes, KeepAnswer, OpenNote, OpenNotes, RestoreNote
from bot.dialogues.prompts import CONTINUE, Continue, ask_for, finish
from bot.documents import DOCUMENTS, Maker
from bot.escalations import store as escalations
from bot.escalations.moves import move
from bot.escalations.notices import Desk
from bot.escalations.store import Escalation
from bot.learning import notes_views as views
from bot.learning import store
from bot.learning.export import lessons_document, written_as_yaml
from bot.learning.store import Note
from bot.markup import shorten
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View

FILE = "jawaban-instansi"
NAMELESS = "koordinator"


async def keep(update: Update, context: Context) -> None:
    """Make a coordinator's reply a topic of the agency's own."""
    person = update.effective_user
    author = person.full_name if person else NAMELESS

    def change(seen: Escalation) -> Escalation | None:
        return seen if seen.state == "answered" and seen.answer and seen.topic_id is None else None

    context.turn.teaches = True
    move(context, context.turn.tapped(KeepAnswer), change, lambda desk, saved: _keep(desk, saved, author))


def _keep(desk: Desk, answered: Escalation, author: str) -> None:
    me, now = desk.turn.chat_id, desk.turn.now
    note = store.write_note(desk.on, _title(answered.text), answered.answer or "", author, me, answered.id, now)
    store.attach(desk.on, note.topic_id, answered.text, answered.gist, me, now)
    escalations.save(desk.on, replace(answered, topic_id=note.topic_id), now)
    desk.turn.edit(views.note_view(note))


def _title(question: str) -> str:
    flat = shorten(" ".join(question.split()), views.LONGEST["title"])
    return flat[:1].upper() + flat[1:] if len(flat) >= views.SHORTEST_TITLE else f"Jawaban: {flat}"


async def open_notes(_: Update, context: Context) -> None:
    """Show a page of the notes."""
    tap = context.turn.tapped(OpenNotes)
    context.turn.edit(views.notes_view(await context.services.database.read(store.notes), tap.page))


async def open_note(_: Update, context: Context) -> None:
    """Show a note."""
    tap = context.turn.tapped(OpenNote)
    _show(context, await context.services.database.read(lambda on: store.find_note(on, tap.note)))


def _show(context: Context, note: Note | None) -> None:
    if note is None:
        context.turn.toast(views.GONE)
    else:
        context.turn.edit(views.note_view(note))


async def edit(_: Update, context: Context) -> None:
    """Ask for a new wording of a part of a note."""
    tap = context.turn.tapped(EditNote)
    match tap.part:
        case "title" | "answer" | "source":
            ask_for(context, tap.part, tap.note, View(views.PROMPTS[tap.part]))
        case _:
            context.turn.toast(views.GONE)


def _takes(part: str) -> Continue:
    async def take(context: Context, note_id: int, text: str) -> None:
        """Write the new wording, if it has a fitting length."""
        text = text if part == "answer" else " ".join(text.split())
        shortest = views.SHORTEST_TITLE if part == "title" else 1
        if not shortest <= len(text) <= views.LONGEST[part]:
            context.turn.reply(views.bad_length_view(part, len(text)))
            return
        finish(context)
        context.turn.teaches = True
        context.turn.change(lambda on: _rewrite(Desk.of(context, on), note_id, part, text))

    return take


def _rewrite(desk: Desk, note_id: int, part: str, text: str) -> None:
    note = store.rewrite_note(desk.on, note_id, part, text, desk.turn.now)
    desk.turn.reply(views.note_view(note) if note else View(views.GONE))


async def drop(_: Update, context: Context) -> None:
    """Take a note out of use, after asking."""
    tap = context.turn.tapped(DropNote)
    context.turn.teaches = tap.sure == 1
    context.turn.change(lambda on: _drop(Desk.of(context, on), tap))


def _drop(desk: Desk, tap: DropNote) -> None:
    note = store.find_note(desk.on, tap.note)
    if note is None:
        desk.turn.toast(views.GONE)
    elif tap.sure != 1:
        desk.turn.edit(views.sure_view(note))
    elif dropped := store.drop_note(desk.on, tap.note, desk.turn.now):
        desk.turn.edit(views.note_view(dropped))


async def restore(_: Update, context: Context) -> None:
    """Take a note into use again."""
    tap = context.turn.tapped(RestoreNote)
    context.turn.teaches = True
    context.turn.change(lambda on: _show(context, store.drop_note(on, tap.note, None)))


async def export(_: Update, context: Context) -> None:
    """Send everything that was taught in the chat as a file of content."""
    context.turn.send_file(FILE, f"{FILE}.yaml", views.EXPORTED)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    taps: dict[type[Action], Handler] = {
        KeepAnswer: keep,
        OpenNotes: open_notes,
        OpenNote: open_note,
        EditNote: edit,
        DropNote: drop,
        RestoreNote: restore,
        ExportNotes: export,
    }
    on_taps(clinic, taps)
    CONTINUE["title"] = _takes("title")
    CONTINUE["answer"] = _takes("answer")
    CONTINUE["source"] = _takes("source")
    DOCUMENTS[FILE] = Maker(lessons_document, written_as_yaml)
