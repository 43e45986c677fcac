"""Chat in: a checklist from Excel, shown with everything that is wrong before it is kept."""

from functools import partial
from pathlib import PurePath
from typing import Any

from telegram import Update

from bot.actions.editing import SaveChecklist, SendChecklistTemplate
from bot.aside import About
from bot.checklists.rounds import Item
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE, begin
from bot.documents import DOCUMENTS, Maker
from bot.planning import drafts
from bot.planning import making_views as views
from bot.planning.desk import LONGEST_TITLE, SHORTEST_TITLE, by_of, show_checklist
from bot.planning.lines import ReadItems, RowFault, flat
from bot.reports.checklist_sheet import ItemDraft, checklist_template, read_checklist
from bot.routing import Clinic, Context, on_taps
from bot.services import Services
from bot.turn import Effect
from bot.uploads.fetching import ARRIVED, Reader
from bot.uploads.handlers import ACCEPTS, TAKES
from bot.uploads.store import Upload

TEMPLATE = "templat-daftar"
UNTITLED = "Daftar tugas baru"


async def send_template(_: Update, context: Context) -> None:
    """Send the template and wait for it to come back filled."""
    begin(context, "checklist-file", 0)
    context.turn.send_file(TEMPLATE, f"{TEMPLATE}.xlsx", views.TEMPLATE_CAPTION)


def _topics(_: Connection, services: Services, __: About) -> dict[str, str]:
    return {topic.id: topic.title for topic in services.library.index.base.topics.values()}


async def take_words(context: Context, _: int, __: str) -> None:
    """Say that a file is waited for."""
    context.turn.reply(views.WAITING_FOR_FILE)


def note_file(context: Context, _: Connection, __: Upload) -> None:
    """Say that the file is being read."""
    context.turn.reply(views.READING)


def read_file(services: Services, content: bytes, _: Any) -> ReadItems:
    """Return the items in a filled template."""
    sheet = read_checklist(content, services.library.index.base.topics)
    faults = tuple(RowFault(fault.row, _words(fault.column, fault.message)) for fault in sheet.faults)
    return ReadItems(tuple(map(_item, sheet.rows)), faults)


def _words(column: str, message: str) -> str:
    return f"{column}: {message}" if column else message


def _item(row: ItemDraft) -> Item:
    return Item(
        row.area, row.title, row.todo, row.evidence, row.topic, row.who, row.weight, row.due_offset, row.numbers
    )


def tell(on: Connection, services: Services, upload: Upload, read: ReadItems | None) -> list[Effect]:
    """Show what the file holds, and keep it until somebody says so."""
    chat = upload.incoming.chat_id
    if read is None:
        return [Effect(chat, "sendMessage", {"chat_id": chat, **views.NOT_HAD.params()})]
    title = title_of(upload.incoming.name)
    draft = drafts.keep_checklist(on, title, read.items, services.clock.now()) if read.items else 0
    view = views.dry_run_view(title, read.items, read.faults, draft)
    return [Effect(chat, "sendMessage", {"chat_id": chat, **view.params()})]


def title_of(name: str) -> str:
    """Return the title that the name of a file gives."""
    title = flat(PurePath(name).stem.replace("_", " "))[:LONGEST_TITLE].strip()
    return UNTITLED if len(title) < SHORTEST_TITLE or title.lower().startswith(TEMPLATE) else title


async def save(_: Update, context: Context) -> None:
    """Keep the checklist of a dry run."""
    tap = context.turn.tapped(SaveChecklist)

    def work(on: Connection) -> None:
        made = drafts.save_checklist(on, tap.draft, by_of(context))
        if made is None:
            context.turn.toast(views.SAVED_ALREADY)
        else:
            show_checklist(context, on, made, views.MADE)

    context.turn.change(work)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {SendChecklistTemplate: send_template, SaveChecklist: save})
    CONTINUE["checklist-file"] = take_words
    DOCUMENTS[TEMPLATE] = Maker(_topics, checklist_template)
    ACCEPTS["checklist-file"] = "checklist"
    TAKES["checklist"] = note_file
    ARRIVED["checklist"] = Reader(partial(read_file, clinic.services), tell)
