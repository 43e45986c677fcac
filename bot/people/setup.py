"""Chat in: the first hour of an agency, from its name to its people."""

from telegram import Update

from bot.actions.units import NameAgency, OfferZones, OpenSetup, SetZone
from bot.audit import By
from bot.database import Connection
from bot.dialogues.prompts import CONTINUE, ask_for, finish
from bot.people import setup_views as views
from bot.people import store
from bot.people.setup_views import Setup
from bot.people.store import ZONES, Zone
from bot.routing import Clinic, Context, on_taps
from bot.view import View

LONGEST_NAME = 100
SHORTEST_NAME = 3


def setup_in(on: Connection) -> Setup:
    """Return how far the agency is set up."""
    return Setup(
        store.agency_name(on), store.chosen_zone(on), store.count_units(on), len(store.units_without_focal(on))
    )


async def lead(context: Context) -> bool:
    """Ask an admin whose agency has no name or no units for what comes next; False where there is nothing to ask."""
    setup = await context.services.database.read(setup_in)
    if setup.complete:
        return False
    if not setup.name:
        ask_for(context, "agency", 0, views.NAME_PROMPT)
    else:
        context.turn.reply(views.next_step(setup))
    return True


async def open_setup(_: Update, context: Context) -> None:
    """Go on where the agency's first hour was left; show what it is set up with when that is over."""
    if not await lead(context):
        context.turn.edit(views.setup_view(await context.services.database.read(setup_in)))


async def ask_name(_: Update, context: Context) -> None:
    """Ask for the agency's name."""
    ask_for(context, "agency", 0, views.NAME_PROMPT)


async def take_name(context: Context, _: int, text: str) -> None:
    """Keep the agency's name and go on to what comes next."""
    name = " ".join(text.split())
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        context.turn.reply(views.NAME_LENGTH)
        return
    finish(context)
    by = By(context.turn.person_id, context.turn.now)

    def work(on: Connection) -> None:
        store.note_agency(on, by, "agency", name)
        context.turn.reply(_after(on))

    context.turn.change(work)


async def offer_zones(_: Update, context: Context) -> None:
    """Offer the time zones."""
    setup = await context.services.database.read(setup_in)
    context.turn.edit(views.zones_view(setup))


async def set_zone(_: Update, context: Context) -> None:
    """Keep the time zone and go on to what comes next."""
    wanted = context.turn.tapped(SetZone).zone.upper()
    zone: Zone | None = next((zone for zone in ZONES if zone == wanted), None)
    if zone is None:
        context.turn.toast(views.NO_ZONE)
        return
    by = By(context.turn.person_id, context.turn.now)

    def work(on: Connection) -> None:
        store.note_agency(on, by, "zone", zone)
        context.turn.edit(_after(on))

    context.turn.change(work)


def _after(on: Connection) -> View:
    setup = setup_in(on)
    return views.setup_view(setup) if setup.complete else views.next_step(setup)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {OpenSetup: open_setup, NameAgency: ask_name, OfferZones: offer_zones, SetZone: set_zone})
    CONTINUE["agency"] = take_name
