"""Chat in: /unit, the units as coordinators see and change them."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import Action
from bot.actions.units import CloseUnit, EditUnit, OpenUnit, OpenUnits, ReopenUnit, SearchUnits, SetParent, SetUnit
from bot.audit import By
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE, Continue, ask_for, finish
from bot.people import invitations, memberships, store, unit_changes
from bot.people import units_views as views
from bot.people.finding import find_units
from bot.people.paging import PAGE, last_page
from bot.people.store import KINDS, ZONES, Unit
from bot.people.unit_lines import SHORTEST_NAME
from bot.people.units_views import Card
from bot.reports.unit_sheet import NAME_LIMIT, SHORT_NAME_LIMIT
from bot.routing import Clinic, Context, Handler, on_taps
from bot.turn import Turn
from bot.view import View

MEMBERS_SHOWN = 20
LENGTHS = {"name": (SHORTEST_NAME, NAME_LIMIT), "short": (1, SHORT_NAME_LIMIT)}


async def list_units(update: Update, context: Context) -> None:
    """Show a page of the units, on a command or on a tap."""
    tapped = update.callback_query is not None
    page = context.turn.tapped(OpenUnits).page if tapped else 0
    view = await context.services.database.read(lambda on: _list(on, page))
    if tapped:
        context.turn.edit(view)
    else:
        context.turn.reply(view)


def _list(on: Connection, page: int) -> View:
    total = store.count_units(on)
    page = min(page, last_page(total))
    return views.list_view(store.list_units(on, page, PAGE), page, total)


async def ask_search(_: Update, context: Context) -> None:
    """Ask for a part of a unit's name."""
    ask_for(context, "unit-search", 0, views.SEARCH_PROMPT)


async def take_search(context: Context, _: int, words: str) -> None:
    """Show the units that the words may mean."""
    units = await context.services.database.read(store.all_units)
    found = find_units(units, words)
    context.turn.reply(views.found_view(found) if found else views.NOTHING_FOUND)


async def open_unit(_: Update, context: Context) -> None:
    """Show a unit."""
    tap = context.turn.tapped(OpenUnit)
    context.turn.change(lambda on: show_unit(context.turn, on, tap.unit))


def show_unit(turn: Turn, on: Connection, unit_id: int) -> None:
    """Show a unit in place of the message that was tapped, or below what was written."""
    unit = store.find_unit(on, unit_id)
    if unit is None:
        turn.toast(views.GONE)
    elif turn.update.callback_query is not None:
        turn.edit(views.card_view(card_of(on, turn, unit)))
    else:
        turn.reply(views.card_view(card_of(on, turn, unit)))


def card_of(on: Connection, turn: Turn, unit: Unit) -> Card:
    """Return what is shown of a unit."""
    parent = store.find_unit_by_code(on, unit.parent) if unit.parent else None
    held = memberships.page_of(on, unit.id, 0, MEMBERS_SHOWN)
    return Card(unit, parent, tuple(held), tuple(invitations.open_in(on, unit.id, turn.now)))


async def edit_unit(_: Update, context: Context) -> None:
    """Ask for a new name, or offer the kinds and zones."""
    turn, tap = context.turn, context.turn.tapped(EditUnit)
    unit = await context.services.database.read(lambda on: store.find_unit(on, tap.unit))
    match tap.part:
        case _ if unit is None:
            turn.toast(views.GONE)
        case "name":
            ask_for(context, "unit-name", unit.id, views.name_prompt(unit))
        case "short":
            ask_for(context, "unit-short", unit.id, views.short_prompt(unit))
        case "parent":
            ask_for(context, "unit-parent", unit.id, views.parent_prompt(unit))
        case "kind":
            turn.edit(views.kinds_view(unit))
        case "zone":
            turn.edit(views.zones_view(unit))
        case "all":
            turn.edit(views.edit_view(unit))
        case _:
            turn.toast(views.GONE)


async def set_unit(_: Update, context: Context) -> None:
    """Give a unit another kind or time zone."""
    tap = context.turn.tapped(SetUnit)
    choices: dict[str, tuple[str, ...]] = {"kind": KINDS, "zone": tuple(ZONES)}
    value = next((choice for choice in choices.get(tap.part, ()) if choice.lower() == tap.value), None)
    if value is None:
        context.turn.toast(views.GONE)
    else:
        context.turn.change(lambda on: _rewrite(context.turn, on, tap.unit, tap.part, value))


def _rewrite(turn: Turn, on: Connection, unit_id: int, part: str, value: str) -> None:
    unit = store.find_unit(on, unit_id)
    if unit is not None:
        unit_changes.rewrite(on, By(turn.person_id, turn.now), unit, part, value)
    show_unit(turn, on, unit_id)


def _takes(part: str) -> Continue:
    async def take(context: Context, unit_id: int, text: str) -> None:
        """Give a unit another name, if it has a fitting length."""
        name = " ".join(text.split())
        shortest, longest = LENGTHS[part]
        if not shortest <= len(name) <= longest:
            context.turn.reply(views.length_view(shortest, longest))
            return
        finish(context)
        context.turn.change(lambda on: _rewrite(context.turn, on, unit_id, part, name))

    return take


async def take_parent(context: Context, unit_id: int, words: str) -> None:
    """Offer the units that may stand above a unit."""
    units = await context.services.database.read(store.all_units)
    found = [unit for unit in find_units(units, words) if unit.id != unit_id]
    context.turn.reply(views.parents_view(unit_id, found) if found else views.NOTHING_FOUND)


async def set_parent(_: Update, context: Context) -> None:
    """Put a unit below another, unless that stands below it."""
    turn, tap = context.turn, context.turn.tapped(SetParent)
    finish(context)

    def work(on: Connection) -> None:
        unit, parent = store.find_unit(on, tap.unit), store.find_unit(on, tap.parent)
        if unit is None or (parent is None and tap.parent):
            turn.toast(views.GONE)
        elif parent is not None and unit_changes.is_below(on, parent, unit):
            turn.toast(views.CIRCLE)
        else:
            _rewrite(turn, on, unit.id, "parent", parent.code if parent else "")

    turn.change(work)


async def close_unit(_: Update, context: Context) -> None:
    """Take a unit out of service, after asking."""
    turn, tap = context.turn, context.turn.tapped(CloseUnit)

    def work(on: Connection) -> None:
        unit = store.find_unit(on, tap.unit)
        if unit is None:
            turn.toast(views.GONE)
        elif tap.sure != 1:
            turn.edit(views.sure_view(unit, memberships.count(on, unit.id)))
        else:
            unit_changes.close(on, By(turn.person_id, turn.now), unit.id, closed=True)
            turn.edit(views.closed_view(unit))

    turn.change(work)


async def reopen_unit(_: Update, context: Context) -> None:
    """Take a unit into service again."""
    turn, tap = context.turn, context.turn.tapped(ReopenUnit)

    def work(on: Connection) -> None:
        unit_changes.close(on, By(turn.person_id, turn.now), tap.unit, closed=False)
        show_unit(turn, on, tap.unit)

    turn.change(work)


TAPS: dict[type[Action], Handler] = {
    OpenUnits: list_units,
    SearchUnits: ask_search,
    OpenUnit: open_unit,
    EditUnit: edit_unit,
    SetUnit: set_unit,
    SetParent: set_parent,
    CloseUnit: close_unit,
    ReopenUnit: reopen_unit,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler("unit", list_units, filters=filters.UpdateType.MESSAGE))
    on_taps(clinic, TAPS)
    CONTINUE["unit-search"] = take_search
    CONTINUE["unit-name"] = _takes("name")
    CONTINUE["unit-short"] = _takes("short")
    CONTINUE["unit-parent"] = take_parent
