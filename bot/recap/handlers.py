"""Chat in: /rekap and /ekspor."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import Action
from bot.actions.recap import (
    OpenExport,
    OpenExports,
    OpenParcels,
    OpenRecap,
    OpenRecaps,
    OpenUnitRecap,
    SendParcels,
    SendRecapFile,
)
from bot.checklists import rounds
from bot.checklists.rounds import Round
from bot.database import Connection
from bot.documents import DOCUMENTS, LargeMaker
from bot.effects import living_message
from bot.markup import escape
from bot.people.paging import PAGE
from bot.people.store import Unit, find_unit
from bot.recap import export_views, exporting, parcels, standing, store, unit_views, views
from bot.reports.parcels import Volumes
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View

T = TypeVar("T")

RECAP, EXPORT = "rekap", "ekspor"
"""The names of the messages in which a chat follows the recap and chooses what to export."""
ENDINGS = {"excel": "xlsx", "pdf": "pdf", "page": "png", "heatmap": "png", "trend": "png"}
PICTURES = frozenset({"page", "heatmap", "trend"})
PARCEL = "recap-parcel"
NOT_FOR_NAMES = re.compile(r"[^a-z0-9]+")


async def _read(context: Context, work: Callable[[Connection, datetime], T]) -> T:
    """Read beside the writer: counting a large round must not keep those waiting who change something."""
    now = context.turn.now
    return await context.services.database.read(lambda on: work(on, now))


async def open_anew(context: Context, name: str, view: View) -> None:
    """Show it in a new message; the one before it can no longer be tapped."""
    turn, bot_id = context.turn, context.services.bot.id
    earlier = await _read(context, lambda on, _: living_message(on, bot_id, turn.chat_id, name))
    if earlier:
        turn.disarm(earlier)
    turn.reply(view, remember=name)


async def begin(_: Update, context: Context) -> None:
    """Show the recap: of the one open round, or all of them to choose from."""
    await open_anew(context, RECAP, await _read(context, _first_view))


def _first_view(on: Connection, now: datetime) -> View:
    found = rounds.open_rounds(on)
    if not found:
        return views.NO_ROUNDS
    return _recap(on, now, OpenRecap(found[0].id)) if len(found) == 1 else _recaps(on, now, 0)


def _recaps(on: Connection, now: datetime, page: int) -> View:
    found = standing.rounds_with_tallies(on, now)
    return views.recaps_view(found, page) if found else views.NO_ROUNDS


def _recap(on: Connection, now: datetime, wanted: OpenRecap) -> View:
    stand = standing.stand_of(on, wanted.round, now, by_area=wanted.tab == "areas")
    return views.recap_view(stand, wanted.tab, wanted.page) if stand else View(views.GONE)


async def open_recaps(_: Update, context: Context) -> None:
    """Show all open rounds."""
    tap = context.turn.tapped(OpenRecaps)
    context.turn.edit(await _read(context, lambda on, now: _recaps(on, now, tap.page)))


async def open_recap(_: Update, context: Context) -> None:
    """Show how a round stands."""
    tap = context.turn.tapped(OpenRecap)
    context.turn.edit(await _read(context, lambda on, now: _recap(on, now, tap)))


async def open_unit(_: Update, context: Context) -> None:
    """Show how a unit stands in a round."""
    tap = context.turn.tapped(OpenUnitRecap)
    card = await _read(context, lambda on, now: standing.unit_card_of(on, tap.round, tap.unit, now))
    context.turn.edit(unit_views.unit_view(card, tap.page) if card else View(views.GONE))


async def begin_export(_: Update, context: Context) -> None:
    """Show what can be exported: of the one round, or all of them to choose from."""
    found = await _read(context, lambda on, _: store.all_rounds(on))
    view = export_views.export_view(found[0], alone=True) if len(found) == 1 else _exports(found, 0)
    await open_anew(context, EXPORT, view)


def _exports(found: list[Round], page: int) -> View:
    return export_views.exports_view(found, page) if found else export_views.NO_ROUNDS


async def open_exports(_: Update, context: Context) -> None:
    """Show the rounds that can be exported."""
    tap = context.turn.tapped(OpenExports)
    context.turn.edit(_exports(await _read(context, lambda on, _: store.all_rounds(on)), tap.page))


async def open_export(_: Update, context: Context) -> None:
    """Show what a round can be exported as."""
    tap = context.turn.tapped(OpenExport)
    found = {one.id: one for one in await _read(context, lambda on, _: store.all_rounds(on))}
    wanted = found.get(tap.round)
    context.turn.edit(export_views.export_view(wanted, len(found) == 1) if wanted else View(views.GONE))


async def send_file(_: Update, context: Context) -> None:
    """Send the recap of a round as a file or picture."""
    turn, tap = context.turn, context.turn.tapped(SendRecapFile)
    round_ = await _read(context, lambda on, _: rounds.find_round(on, tap.round))
    if round_ is None or tap.kind not in ENDINGS:
        turn.toast(views.GONE)
        return
    turn.toast(export_views.BEING_MADE)
    name = f"{file_name('rekap', round_.name)}.{ENDINGS[tap.kind]}"
    words = export_views.caption(tap.kind, round_)
    if tap.kind in PICTURES:
        turn.send_photo(f"recap-{tap.kind}", name, View(escape(words)), round=round_.id)
    else:
        turn.send_file(f"recap-{tap.kind}", name, words, round=round_.id)


def file_name(*words: str) -> str:
    """Return words as a file's name that every system takes."""
    return "-".join(NOT_FOR_NAMES.sub("-", word.lower()).strip("-")[:60].strip("-") for word in words)


async def open_parcels(_: Update, context: Context) -> None:
    """Show the units whose evidence can be had."""
    tap = context.turn.tapped(OpenParcels)

    def work(on: Connection, _: datetime) -> View:
        round_ = rounds.find_round(on, tap.round)
        if round_ is None:
            return View(views.GONE)
        found = store.units_with_files(on, round_.id)
        shown = found[tap.page * PAGE : (tap.page + 1) * PAGE]
        return export_views.parcels_view(round_, shown, len(found), tap.page)

    context.turn.edit(await _read(context, work))


async def send_parcels(_: Update, context: Context) -> None:
    """Send a unit's evidence, in as many files as it takes."""
    turn, tap = context.turn, context.turn.tapped(SendParcels)
    files = context.services.settings.klinik_files_dir

    def work(on: Connection, now: datetime) -> tuple[Unit | None, Round | None, Volumes]:
        found = parcels.volumes_of(on, files, tap.round, tap.unit, now)
        return find_unit(on, tap.unit), rounds.find_round(on, tap.round), found

    unit, round_, found = await _read(context, work)
    if unit is None or round_ is None:
        turn.toast(views.GONE)
        return
    if found.too_big:
        turn.reply(View(export_views.too_big_text(found)))
    if not found.volumes:
        turn.toast(export_views.no_files_text(unit), alert=True)
        return
    turn.toast(export_views.BEING_MADE)
    _send_parts(context, unit, round_, len(found.volumes))


def _send_parts(context: Context, unit: Unit, round_: Round, count: int) -> None:
    turn = context.turn
    name = file_name("eviden", unit.short_name, round_.name)
    for part in range(1, count + 1):
        ending = f"-bagian-{part}-dari-{count}.zip" if count > 1 else ".zip"
        words = export_views.part_caption(unit, round_, part, count)
        at = turn.now.isoformat()
        turn.send_file(PARCEL, name + ending, words, round=round_.id, unit=unit.id, part=part, at=at)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    new = filters.UpdateType.MESSAGE
    clinic.add_handler(CommandHandler("rekap", begin, filters=new))
    clinic.add_handler(CommandHandler("ekspor", begin_export, filters=new))
    taps: dict[type[Action], Handler] = {
        OpenRecaps: open_recaps,
        OpenRecap: open_recap,
        OpenUnitRecap: open_unit,
        OpenExports: open_exports,
        OpenExport: open_export,
        SendRecapFile: send_file,
        OpenParcels: open_parcels,
        SendParcels: send_parcels,
    }
    on_taps(clinic, taps)
    DOCUMENTS["recap-excel"] = LargeMaker(exporting.make_excel)
    DOCUMENTS["recap-pdf"] = LargeMaker(exporting.make_pdf)
    DOCUMENTS["recap-page"] = LargeMaker(exporting.make_page)
    DOCUMENTS["recap-heatmap"] = LargeMaker(exporting.make_heatmap)
    DOCUMENTS["recap-trend"] = LargeMaker(exporting.make_trend)
    DOCUMENTS[PARCEL] = LargeMaker(parcels.make_volume)
