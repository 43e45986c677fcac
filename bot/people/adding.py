"""Chat in: units from a filled template or from lines of text, shown before they are kept."""

from dataclasses import dataclass
from typing import Any, cast

from telegram import Update

from bot.actions.units import AddUnits, SaveUnits, SendUnitTemplate
from bot.aside import About
from bot.audit import By
from bot.database import Connection
from bot.dialogues import store as dialogues
from bot.dialogues.prompts import CONTINUE, ask_for, begin
from bot.documents import DOCUMENTS, Maker
from bot.people import adding_views as views
from bot.people import store
from bot.people.store import Unit, Zone
from bot.people.unit_changes import compare, keep_draft, save, take_draft
from bot.people.unit_lines import LineFault, ReadUnits, read_lines
from bot.reports.unit_sheet import UnitDraft, UnitSheet, read_units, unit_template
from bot.routing import Clinic, Context, on_taps
from bot.services import Services
from bot.turn import Effect
from bot.uploads.fetching import ARRIVED, Reader
from bot.uploads.handlers import ACCEPTS, TAKES
from bot.uploads.store import Upload
from bot.view import View
from knowledge.schema import UnitKind

TEMPLATE = "templat-unit"


async def add_units(_: Update, context: Context) -> None:
    """Wait for units: as a file, or as lines."""
    ask_for(context, "units", 0, views.PROMPT)


async def send_template(_: Update, context: Context) -> None:
    """Send the template and wait for it to come back filled."""
    begin(context, "units", 0)
    context.turn.send_file(TEMPLATE, f"{TEMPLATE}.xlsx", views.TEMPLATE_CAPTION)


def _zone(on: Connection, _: Services, __: About) -> Zone:
    return store.agency_zone(on)


async def take_lines(context: Context, _: int, text: str) -> None:
    """Show what the lines would change."""

    def work(on: Connection) -> None:
        read = read_lines(text, store.agency_zone(on), store.all_units(on))
        context.turn.reply(dry_run(on, By(context.turn.person_id, context.turn.now), read))

    context.turn.change(work)


def dry_run(on: Connection, by: By, read: ReadUnits) -> View:
    """Return what the units would change, and keep them until somebody says so."""
    plan = compare(store.all_units(on), read.units)
    draft = keep_draft(on, by, plan.units) if plan.units else 0
    return views.dry_run_view(plan, read.faults, draft)


# A filled template.


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file is read against."""

    zone: Zone
    codes: tuple[str, ...]


def _known(on: Connection) -> _Known:
    return _Known(store.agency_zone(on), tuple(unit.code for unit in store.all_units(on)))


def read_file(content: bytes, known: Any) -> ReadUnits:
    """Return the units in a filled template; `known` is the agency's zone and the codes there are."""
    sheet: UnitSheet = read_units(content, zone=known.zone, known=known.codes)
    faults = tuple(LineFault(fault.row, _words(fault.column, fault.message)) for fault in sheet.faults)
    return ReadUnits(tuple(_unit(draft) for draft in sheet.rows), faults)


def _words(column: str, message: str) -> str:
    return f"{column}: {message}" if column else message


def _unit(draft: UnitDraft) -> Unit:
    # The reader lets only these kinds and zones through.
    kind, zone = cast(UnitKind, draft.kind), cast(Zone, draft.zone)
    return Unit(draft.code, draft.name, draft.short_name, kind, zone, draft.parent)


def note_file(context: Context, _: Connection, __: Upload) -> None:
    """Say that the file is being read."""
    context.turn.reply(views.READING)


def tell(on: Connection, services: Services, upload: Upload, read: ReadUnits | None) -> list[Effect]:
    """Show what the file would change."""
    chat, person = upload.incoming.chat_id, upload.incoming.person_id
    view = dry_run(on, By(person, services.clock.now()), read) if read else views.NOT_HAD
    return [Effect(chat, "sendMessage", {"chat_id": chat, **view.params()})]


async def save_units(_: Update, context: Context) -> None:
    """Keep the units of a dry run."""
    turn, tap = context.turn, context.turn.tapped(SaveUnits)

    def work(on: Connection) -> None:
        units = take_draft(on, tap.draft)
        if units is None:
            turn.toast(views.SAVED_ALREADY)
            return
        dialogues.end(on, turn.chat_id, turn.person_id or 0)
        plan = save(on, By(turn.person_id, turn.now), units)
        turn.edit(views.saved_view(plan, store.count_units(on)))

    turn.change(work)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {AddUnits: add_units, SendUnitTemplate: send_template, SaveUnits: save_units})
    CONTINUE["units"] = take_lines
    DOCUMENTS[TEMPLATE] = Maker(_zone, unit_template)
    ACCEPTS["units"] = "units"
    TAKES["units"] = note_file
    ARRIVED["units"] = Reader(read_file, tell, _known)
