"""Chat in: deadlines from Excel, shown with everything that is wrong before they are kept."""

from datetime import date
from functools import partial
from typing import Any

from telegram import Update

from bot.actions.deadlines import SaveDeadlines, SendDeadlineTemplate
from bot.aside import About
from bot.database import Connection
from bot.deadlines import changes, drafts
from bot.deadlines import sheet_views as views
from bot.deadlines.drafts import Draft
from bot.deadlines.sheet_views import DryRun
from bot.deadlines.showing import by_of, listen_no_more
from bot.dialogues.prompts import CONTINUE, begin
from bot.documents import DOCUMENTS, Maker
from bot.planning.plans import today_of
from bot.reports.deadline_sheet import DeadlineDraft, DeadlineSheet, deadline_template, read_deadlines
from bot.routing import Clinic, Context, on_taps
from bot.services import Services
from bot.turn import Effect
from bot.uploads.fetching import ARRIVED, Reader
from bot.uploads.handlers import ACCEPTS, TAKES
from bot.uploads.store import Upload

TEMPLATE = "templat-jadwal"


async def send_template(_: Update, context: Context) -> None:
    """Send the template and wait for it to come back filled."""
    begin(context, "deadline-file", 0)
    context.turn.send_file(TEMPLATE, f"{TEMPLATE}.xlsx", views.TEMPLATE_CAPTION)


def _nothing(_: Connection, __: Services, ___: About) -> None:
    return None


def _make_template(_: None) -> bytes:
    return deadline_template()


async def take_words(context: Context, _: int, __: str) -> None:
    """Say that a file is waited for."""
    context.turn.reply(views.WAITING_FOR_FILE)


def note_file(context: Context, _: Connection, __: Upload) -> None:
    """Say that the file is being read."""
    context.turn.reply(views.READING)


def _today(services: Services, on: Connection) -> date:
    return today_of(on, services.clock.now())


def read_file(content: bytes, today: Any) -> DeadlineSheet:
    """Return the deadlines in a filled template."""
    return read_deadlines(content, today)


def tell(on: Connection, services: Services, upload: Upload, read: DeadlineSheet | None) -> list[Effect]:
    """Show what the file would add, and keep it until somebody says so."""
    chat = upload.incoming.chat_id
    view = views.dry_run_view(_dry_run(on, services, read)) if read else views.NOT_HAD
    return [Effect(chat, "sendMessage", {"chat_id": chat, **view.params()})]


def _dry_run(on: Connection, services: Services, read: DeadlineSheet) -> DryRun:
    new = [row for row in read.rows if changes.same(on, row.title, row.due_on) is None]
    draft = drafts.keep(on, [_draft(row) for row in new], services.clock.now()) if new else 0
    return DryRun(new, len(read.rows) - len(new), read.faults, draft)


def _draft(row: DeadlineDraft) -> Draft:
    return Draft(row.title, row.due_on, row.due_at, row.rungs)


async def save(_: Update, context: Context) -> None:
    """Keep the deadlines of a dry run."""
    turn, tap = context.turn, context.turn.tapped(SaveDeadlines)

    def work(on: Connection) -> None:
        made = drafts.save(on, tap.draft, by_of(context))
        if made is None:
            turn.toast(views.SAVED_ALREADY)
            return
        listen_no_more(context, on)
        turn.edit(views.saved_view(len(made)))

    turn.change(work)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {SendDeadlineTemplate: send_template, SaveDeadlines: save})
    CONTINUE["deadline-file"] = take_words
    DOCUMENTS[TEMPLATE] = Maker(_nothing, _make_template)
    ACCEPTS["deadline-file"] = "deadlines"
    TAKES["deadlines"] = note_file
    ARRIVED["deadlines"] = Reader(read_file, tell, partial(_today, clinic.services))
