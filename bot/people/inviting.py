"""Chat in: links, QR codes and personal codes, for one unit or for all that nobody has joined."""

from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from telegram import Update

from bot.actions import Action
from bot.actions.units import (
    InviteAll,
    InviteToUnit,
    MakeAgencyCode,
    MakeCode,
    OfferCodes,
    OpenInvitations,
    OpenJoined,
    RevokeInvitation,
)
from bot.aside import About
from bot.audit import By
from bot.database import Connection
from bot.documents import DOCUMENTS, Maker
from bot.people import invitations, issuing, store
from bot.people import inviting_views as views
from bot.people.invitations import Invitation
from bot.people.paging import last_page
from bot.people.standing import WHOLE_AGENCY, Office
from bot.people.store import Unit
from bot.people.units_views import GONE as UNIT_GONE
from bot.people.words import OFFICES
from bot.reports.invitations import Invitation as Letter
from bot.reports.invitations import invitation_pdf, invitation_workbook
from bot.reports.pictures import qr_png
from bot.routing import Clinic, Context, Handler, on_taps
from bot.services import Services
from bot.turn import Turn

QR, WORKBOOK, PAGES = "qr-undangan", "undangan-excel", "undangan-pdf"


def zone_of(on: Connection, services: Services) -> ZoneInfo:
    """Return the zone in which times are told: the agency's, or that of the settings until it has chosen."""
    chosen = store.chosen_zone(on)
    return store.ZONES[chosen] if chosen else services.settings.timezone


def unit_office(word: str) -> Literal["focal", "head"] | None:
    """Return the role in a unit that a button names."""
    return "focal" if word == "focal" else "head" if word == "head" else None


def _by(turn: Turn) -> By:
    return By(turn.person_id, turn.now)


async def invite(_: Update, context: Context) -> None:
    """Send a unit's link with its QR code."""
    turn, services, tap = context.turn, context.services, context.turn.tapped(InviteToUnit)

    def work(on: Connection) -> None:
        unit, office = store.find_unit(on, tap.unit), unit_office(tap.role)
        if unit is None or office is None:
            turn.toast(UNIT_GONE)
            return
        invitation = issuing.link_to(on, services, _by(turn), office, unit.id)
        text, last_day = _text(on, services, unit, invitation), _last_day(on, services, invitation.expires_at)
        view = views.link_view(unit, invitation, text, last_day)
        turn.send_photo(QR, f"undangan-{unit.code}.png", view, invitation=invitation.id)

    turn.change(work)


def _last_day(on: Connection, services: Services, moment: datetime) -> str:
    return views.until(moment, zone_of(on, services))


def _text(on: Connection, services: Services, unit: Unit, invitation: Invitation) -> str:
    office = OFFICES[invitation.office] if invitation.office == "focal" else "kepala unit"
    address = issuing.address_of(services, invitation)
    last_day = _last_day(on, services, invitation.expires_at)
    return views.ready_text(unit.name, office, address, last_day, store.agency_name(on))


async def offer_codes(_: Update, context: Context) -> None:
    """Ask for which role a personal code is to be."""
    tap = context.turn.tapped(OfferCodes)
    unit = await context.services.database.read(lambda on: store.find_unit(on, tap.unit))
    if unit is None:
        context.turn.toast(UNIT_GONE)
    else:
        context.turn.edit(views.codes_view(unit))


async def make_code(_: Update, context: Context) -> None:
    """Make a personal code for a role in a unit."""
    turn, tap = context.turn, context.turn.tapped(MakeCode)

    def work(on: Connection) -> None:
        unit, office = store.find_unit(on, tap.unit), unit_office(tap.role)
        if unit is None or office is None:
            turn.toast(UNIT_GONE)
        else:
            _show_pass(context, on, office, unit)

    turn.change(work)


async def make_agency_code(_: Update, context: Context) -> None:
    """Make a personal code for a coordinator."""
    context.turn.change(lambda on: _show_pass(context, on, "coordinator", None))


def _show_pass(context: Context, on: Connection, office: Office, unit: Unit | None) -> None:
    unit_id = unit.id if unit else WHOLE_AGENCY
    made = issuing.new_pass(on, context.services, _by(context.turn), "code", office, unit_id)
    last_day = _last_day(on, context.services, made.invitation.expires_at)
    context.turn.edit(views.pass_view(made, unit.short_name if unit else None, last_day))


async def open_invitations(_: Update, context: Context) -> None:
    """Show a unit's open invitations."""
    turn, tap = context.turn, context.turn.tapped(OpenInvitations)

    def work(on: Connection) -> None:
        unit = store.find_unit(on, tap.unit)
        if unit is None:
            turn.toast(UNIT_GONE)
        else:
            zone = zone_of(on, context.services)
            turn.edit(views.open_view(unit, invitations.open_in(on, unit.id, turn.now), zone))

    turn.change(work)


async def revoke(_: Update, context: Context) -> None:
    """Take an invitation back."""
    turn, tap = context.turn, context.turn.tapped(RevokeInvitation)

    def work(on: Connection) -> None:
        found = invitations.find(on, tap.invitation)
        if found is None:
            turn.toast(views.GONE)
            return
        invitations.revoke(on, _by(turn), found)
        turn.toast(views.REVOKED)
        turn.reply(views.revoked_view(found.unit_id))

    turn.change(work)


async def invite_all(_: Update, context: Context) -> None:
    """Invite all units that nobody has joined, and send what is to be passed on."""
    turn = context.turn

    def work(on: Connection) -> None:
        alone = issuing.invite_all(on, context.services, _by(turn))
        if not alone:
            turn.edit(views.ALL_JOINED)
            return
        turn.edit(views.sent_view(alone, store.count_units(on)))
        turn.send_file(WORKBOOK, "undangan-klinik-rb.xlsx", views.WORKBOOK_CAPTION)
        turn.send_file(PAGES, "undangan-klinik-rb.pdf", views.PAGES_CAPTION)

    turn.change(work)


async def open_joined(_: Update, context: Context) -> None:
    """Show how many units have joined, and those that have not."""
    turn, tap = context.turn, context.turn.tapped(OpenJoined)

    def work(on: Connection) -> None:
        alone = store.units_without_focal(on)
        page = min(tap.page, last_page(len(alone), views.NUDGES))
        linked = invitations.open_links(on, "focal", turn.now)
        nudges = [
            (unit, _text(on, context.services, unit, linked[unit.id]) if unit.id in linked else None)
            for unit in alone[page * views.NUDGES : (page + 1) * views.NUDGES]
        ]
        turn.edit(views.joined_view(nudges, page, len(alone), store.count_units(on)))

    turn.change(work)


def _address(on: Connection, services: Services, about: About) -> str:
    """Return the link that a QR code holds; it is not kept with the effect."""
    invitation = invitations.find(on, about["invitation"])
    return issuing.address_of(services, invitation) if invitation else f"https://t.me/{services.bot.username}"


def _letters(on: Connection, services: Services, _: About) -> tuple[str, list[Letter], datetime]:
    """Return the agency's name, what is passed on to every unit that nobody has joined, and the hour."""
    linked = invitations.open_links(on, "focal", services.clock.now())
    zone = zone_of(on, services)
    letters = [
        Letter(
            unit.name,
            unit.short_name,
            issuing.address_of(services, linked[unit.id]),
            _text(on, services, unit, linked[unit.id]),
            linked[unit.id].expires_at.astimezone(zone).date(),
        )
        for unit in store.units_without_focal(on)
        if unit.id in linked
    ]
    return store.agency_name(on), letters, services.clock.now().astimezone(zone)


def _workbook(found: Any) -> bytes:
    agency, letters, _ = found
    return invitation_workbook(agency, letters)


def _pages(found: Any) -> bytes:
    return invitation_pdf(*found)


TAPS: dict[type[Action], Handler] = {
    InviteToUnit: invite,
    OfferCodes: offer_codes,
    MakeCode: make_code,
    MakeAgencyCode: make_agency_code,
    OpenInvitations: open_invitations,
    RevokeInvitation: revoke,
    InviteAll: invite_all,
    OpenJoined: open_joined,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, TAPS)
    DOCUMENTS[QR] = Maker(_address, qr_png)
    DOCUMENTS[WORKBOOK] = Maker(_letters, _workbook)
    DOCUMENTS[PAGES] = Maker(_letters, _pages)
