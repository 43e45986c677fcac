"""Chat in: /profil and /berhenti, and handing one's tasks over."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions import Action
from bot.actions.people import HandOver, NameOwnUnit, OfferOwnUnits, OpenProfile, RenameOneself, WantNews
from bot.dialogues.prompts import CONTINUE, ask_for, begin, finish
from bot.people import issuing, members, memberships, store
from bot.people import profile_views as views
from bot.people.bureau import Bureau
from bot.people.finding import find_units
from bot.people.inviting import zone_of
from bot.people.inviting_views import until
from bot.people.joining_views import NAME_LENGTH
from bot.people.members import Person, clean_name
from bot.people.paging import PAGE, last_page
from bot.routing import Clinic, Context, Handler, on_taps


async def profile(_: Update, context: Context) -> None:
    """Show one's own profile, on a command or on a tap."""
    context.turn.change(lambda on: _show(Bureau.of(context, on)))


def _show(bureau: Bureau) -> None:
    on, me = bureau.on, bureau.person_id
    person = members.find(on, me) or Person(me)
    own_unit = bureau.unit(person.unit_id) if person.unit_id else None
    view = views.profile_view(person, own_unit, memberships.held_by(on, me))
    if bureau.turn.update.callback_query is not None:
        bureau.turn.edit(view)
    else:
        bureau.turn.reply(view)


async def offer_units(_: Update, context: Context) -> None:
    """Show a page of the units, and wait for a part of a name as well."""
    turn, tap = context.turn, context.turn.tapped(OfferOwnUnits)
    begin(context, "own-unit", 0)
    total = await context.services.database.read(store.count_units)
    page = min(tap.page, last_page(total))
    units = await context.services.database.read(lambda on: store.list_units(on, page, PAGE))
    if units:
        turn.edit(views.units_view(units, page, total))
    else:
        turn.toast(views.NO_UNITS)


async def take_unit(context: Context, _: int, words: str) -> None:
    """Offer the units that the words may mean."""
    found = find_units(await context.services.database.read(store.all_units), words)
    context.turn.reply(views.found_view(found) if found else views.NO_MATCH)


async def name_unit(_: Update, context: Context) -> None:
    """Keep where somebody says that they work."""
    tap = context.turn.tapped(NameOwnUnit)
    finish(context)
    context.turn.change(lambda on: _name_unit(Bureau.of(context, on), tap.named))


def _name_unit(bureau: Bureau, unit_id: int) -> None:
    if unit_id and bureau.unit(unit_id) is None:
        bureau.turn.toast(views.UNIT_GONE)
        return
    members.remember(bureau.on, bureau.person_id, bureau.turn.chat_id, bureau.turn.now)
    members.name_unit(bureau.on, bureau.person_id, unit_id or None)
    _show(bureau)


async def ask_name(_: Update, context: Context) -> None:
    """Ask for the name by which one's colleagues know one."""
    ask_for(context, "own-name", 0, views.NAME_PROMPT)


async def take_name(context: Context, _: int, text: str) -> None:
    """Keep one's name."""
    name = clean_name(text)
    if name is None:
        context.turn.reply(NAME_LENGTH)
    else:
        finish(context)
        context.turn.change(lambda on: _rename(Bureau.of(context, on), name))


def _rename(bureau: Bureau, name: str) -> None:
    members.rename(bureau.on, bureau.person_id, name)
    _show(bureau)


async def stop_news(_: Update, context: Context) -> None:
    """Send somebody no announcements any more."""
    context.turn.change(lambda on: _want_news(Bureau.of(context, on), wanted=False))
    context.turn.reply(views.stopped_view())


async def want_news(_: Update, context: Context) -> None:
    """Send somebody announcements or not."""
    wanted = context.turn.tapped(WantNews).wanted == 1
    context.turn.change(lambda on: _want_news(Bureau.of(context, on), wanted=wanted))
    context.turn.edit(views.started_view() if wanted else views.stopped_view())


def _want_news(bureau: Bureau, *, wanted: bool) -> None:
    members.remember(bureau.on, bureau.person_id, bureau.turn.chat_id, bureau.turn.now)
    members.want_news(bureau.on, bureau.person_id, wanted, bureau.turn.now)


async def hand_over(_: Update, context: Context) -> None:
    """Make a code for one's successor."""
    tap = context.turn.tapped(HandOver)
    context.turn.change(lambda on: _hand_over(Bureau.of(context, on), tap.unit))


def _hand_over(bureau: Bureau, unit_id: int) -> None:
    on, services, unit = bureau.on, bureau.services, bureau.unit(unit_id)
    # A coordinator may do what a PIC may, but has no role in the unit to hand over.
    if unit is None or bureau.membership(bureau.person_id, "focal", unit_id) is None:
        bureau.turn.toast(views.NOT_FOCAL)
        return
    made = issuing.new_pass(on, services, bureau.by, "handover", "focal", unit_id)
    last_day = until(made.invitation.expires_at, zone_of(on, services))
    bureau.turn.edit(views.hand_over_view(made, unit, last_day))


TAPS: dict[type[Action], Handler] = {
    OpenProfile: profile,
    OfferOwnUnits: offer_units,
    NameOwnUnit: name_unit,
    RenameOneself: ask_name,
    WantNews: want_news,
    HandOver: hand_over,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    new = filters.UpdateType.MESSAGE
    clinic.add_handler(CommandHandler("profil", profile, filters=new))
    clinic.add_handler(CommandHandler("berhenti", stop_news, filters=new))
    on_taps(clinic, TAPS)
    CONTINUE["own-unit"] = take_unit
    CONTINUE["own-name"] = take_name
