"""Chat in: /anggota, who holds what, and how coordinators give it, take it and move it."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import Action
from bot.actions.people import (
    GiveAgencyRole,
    GiveRole,
    MoveRole,
    MoveTo,
    OpenMember,
    OpenMembers,
    SearchMembers,
    TakeAgencyRole,
    TakeRole,
)
from bot.dialogues.prompts import CONTINUE, ask_for, finish
from bot.people import members, memberships, requests, store
from bot.people import roster_views as views
from bot.people.bureau import Bureau
from bot.people.finding import find_units
from bot.people.inviting import unit_office
from bot.people.joining_views import welcome_view
from bot.people.paging import PAGE, last_page
from bot.people.standing import WHOLE_AGENCY, Office
from bot.people.words import NAMELESS, post
from bot.routing import Clinic, Context, Handler, on_taps

FOUND = 10


async def list_members(update: Update, context: Context) -> None:
    """Show a page of what is held, on a command or on a tap."""
    tap = context.turn.tapped(OpenMembers) if update.callback_query else OpenMembers()
    context.turn.change(lambda on: _list(Bureau.of(context, on), tap))


def _list(bureau: Bureau, tap: OpenMembers) -> None:
    unit = store.find_unit(bureau.on, tap.unit) if tap.unit else None
    unit_id = unit.id if unit else 0
    total = memberships.count(bureau.on, unit_id)
    page = min(tap.page, last_page(total))
    held = memberships.page_of(bureau.on, unit_id, page, PAGE)
    waiting = 0 if unit else len(requests.waiting(bureau.on))
    view = views.list_view(held, page, total, unit, waiting, by_admin=bureau.standing().admin)
    if bureau.turn.update.callback_query is not None:
        bureau.turn.edit(view)
    else:
        bureau.turn.reply(view)


async def ask_search(_: Update, context: Context) -> None:
    """Ask for a part of a member's name."""
    ask_for(context, "member-search", 0, views.SEARCH_PROMPT)


async def take_search(context: Context, _: int, words: str) -> None:
    """Show whose name holds the words."""
    found = await context.services.database.read(lambda on: memberships.named_like(on, words.strip(), FOUND))
    context.turn.reply(views.found_view(found) if found else views.NOBODY)


async def open_member(_: Update, context: Context) -> None:
    """Show what somebody holds."""
    tap = context.turn.tapped(OpenMember)
    context.turn.change(lambda on: _show(Bureau.of(context, on), tap.person))


def _show(bureau: Bureau, person_id: int) -> None:
    held = memberships.held_by(bureau.on, person_id)
    person = members.find(bureau.on, person_id)
    if person is None and not held:
        bureau.turn.toast(views.UNKNOWN_PERSON)
        return
    own_unit = bureau.unit(person.unit_id) if person and person.unit_id else None
    by_admin = bureau.standing().admin
    bureau.turn.edit(views.card_view(person_id, bureau.name(person_id), held, own_unit, by_admin=by_admin))


async def give_role(_: Update, context: Context) -> None:
    """Give somebody a role in a unit."""
    tap = context.turn.tapped(GiveRole)
    context.turn.change(lambda on: _give(Bureau.of(context, on), tap.person, unit_office(tap.role), tap.unit))


async def give_agency_role(_: Update, context: Context) -> None:
    """Make somebody coordinator or admin."""
    tap = context.turn.tapped(GiveAgencyRole)
    office = next((office for office in memberships.AGENCY_OFFICES if office == tap.role), None)
    context.turn.change(lambda on: _give(Bureau.of(context, on), tap.person, office, WHOLE_AGENCY))


def _give(bureau: Bureau, person_id: int, office: Office | None, unit_id: int) -> None:
    unit = bureau.unit(unit_id)
    if office is None or (unit is None) != (office in memberships.AGENCY_OFFICES):
        bureau.turn.toast(views.UNIT_GONE)
    elif members.find(bureau.on, person_id) is None:
        bureau.turn.toast(views.UNKNOWN_PERSON)
    else:
        if bureau.give(person_id, office, unit_id):
            bureau.turn.tell(person_id, welcome_view(post(office, unit), bool(unit_id)))
        else:
            bureau.turn.toast(views.HELD_ALREADY)
        _show(bureau, person_id)


async def take_role(_: Update, context: Context) -> None:
    """Take a role in a unit from somebody, after asking."""
    tap = context.turn.tapped(TakeRole)
    context.turn.change(lambda on: _take(Bureau.of(context, on), tap.membership, tap.sure, of_agency=False))


async def take_agency_role(_: Update, context: Context) -> None:
    """Let somebody be coordinator or admin no longer, after asking."""
    tap = context.turn.tapped(TakeAgencyRole)
    context.turn.change(lambda on: _take(Bureau.of(context, on), tap.membership, tap.sure, of_agency=True))


def _take(bureau: Bureau, membership_id: int, sure: int, *, of_agency: bool) -> None:
    one = memberships.find(bureau.on, membership_id)
    # The roles of the agency are taken by another button, which only admins may tap.
    if one is None or one.of_agency != of_agency:
        bureau.turn.toast(views.GONE)
        return
    name = bureau.name(one.person_id)
    if one.of_agency and bureau.leaves_nobody(one.office, one.person_id):
        bureau.turn.toast(views.LAST_ONE, alert=True)
    elif sure != 1:
        bureau.turn.edit(views.sure_view(one, name))
    elif bureau.take(one):
        bureau.turn.edit(views.taken_view(one, name))
        bureau.turn.tell(one.person_id, views.lost_view(one))


async def ask_target(_: Update, context: Context) -> None:
    """Ask for the unit to which somebody's role moves."""
    tap = context.turn.tapped(MoveRole)
    one = await context.services.database.read(lambda on: memberships.find(on, tap.membership))
    if one is None or one.of_agency:
        context.turn.toast(views.GONE)
    else:
        ask_for(context, "move", one.id, views.move_prompt(one, one.name or NAMELESS))


async def take_target(context: Context, membership_id: int, words: str) -> None:
    """Offer the units that the words may mean."""
    context.turn.change(lambda on: _offer_targets(Bureau.of(context, on), membership_id, words))


def _offer_targets(bureau: Bureau, membership_id: int, words: str) -> None:
    one = memberships.find(bureau.on, membership_id)
    found = find_units(store.all_units(bureau.on), words)
    if one is None or one.of_agency or not found:
        bureau.turn.reply(views.NO_UNIT)
    else:
        bureau.turn.reply(views.targets_view(one, found))


async def move_to(_: Update, context: Context) -> None:
    """Move somebody's role to another unit."""
    tap = context.turn.tapped(MoveTo)
    finish(context)
    context.turn.change(lambda on: _move(Bureau.of(context, on), tap))


def _move(bureau: Bureau, tap: MoveTo) -> None:
    one, unit = memberships.find(bureau.on, tap.membership), store.find_unit(bureau.on, tap.unit)
    if one is None or one.of_agency or unit is None:
        bureau.turn.toast(views.GONE)
        return
    if one.unit_id != unit.id:
        bureau.take(one)
        bureau.give(one.person_id, one.office, unit.id)
        bureau.turn.tell(one.person_id, views.moved_view(one, unit))
    _show(bureau, one.person_id)


TAPS: dict[type[Action], Handler] = {
    OpenMembers: list_members,
    SearchMembers: ask_search,
    OpenMember: open_member,
    GiveRole: give_role,
    GiveAgencyRole: give_agency_role,
    TakeRole: take_role,
    TakeAgencyRole: take_agency_role,
    MoveRole: ask_target,
    MoveTo: move_to,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler("anggota", list_members, filters=filters.UpdateType.MESSAGE))
    on_taps(clinic, TAPS)
    CONTINUE["member-search"] = take_search
    CONTINUE["move"] = take_target
