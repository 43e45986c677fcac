"""Chat in: coordinators approve or refuse those who ask to be let in."""

from telegram import Update

from bot.actions import Action
from bot.actions.people import Approve, OpenRequest, OpenRequests, Refuse
from bot.people import invitations, requests
from bot.people import joining_views as views
from bot.people.bureau import Bureau
from bot.people.requests import Request
from bot.people.words import NAMELESS, post
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View


def card_name(request_id: int) -> str:
    """Name the message by which a coordinator follows a request."""
    return f"permintaan:{request_id}"


def show_request(bureau: Bureau, request: Request) -> None:
    """Show every coordinator how a request stands."""
    bureau.show_coordinators(card_name(request.id), lambda viewer: _card(bureau, request, viewer))


def _card(bureau: Bureau, request: Request, viewer: int) -> View:
    settled_by = "Anda" if request.settled_by == viewer else _colleague(bureau, request.settled_by)
    who, unit = bureau.name(request.person_id), bureau.unit(request.unit_id)
    return views.card_view(request, who, unit, _predecessor(bureau, request), settled_by)


def _colleague(bureau: Bureau, person_id: int | None) -> str:
    name = bureau.name(person_id)
    return "koordinator lain" if name == NAMELESS else name


def _predecessor(bureau: Bureau, request: Request) -> str | None:
    found = invitations.find(bureau.on, request.invitation_id)
    return bureau.name(found.made_by) if found and found.kind == "handover" else None


async def open_requests(_: Update, context: Context) -> None:
    """Show what waits for a coordinator."""
    context.turn.change(lambda on: _list(Bureau.of(context, on)))


def _list(bureau: Bureau) -> None:
    waiting = requests.waiting(bureau.on)
    shown = [(one, bureau.name(one.person_id), bureau.unit(one.unit_id)) for one in waiting]
    bureau.turn.edit(views.list_view(shown))


async def open_request(_: Update, context: Context) -> None:
    """Show a request as it stands."""
    tap = context.turn.tapped(OpenRequest)
    context.turn.change(lambda on: _open(Bureau.of(context, on), tap.request))


def _open(bureau: Bureau, request_id: int) -> None:
    found = requests.find(bureau.on, request_id)
    if found is None:
        bureau.turn.toast(views.GONE)
    else:
        bureau.turn.edit(_card(bureau, found, bureau.person_id))


async def approve(_: Update, context: Context) -> None:
    """Give the role that somebody asks for."""
    tap = context.turn.tapped(Approve)
    context.turn.change(lambda on: _approve(Bureau.of(context, on), tap))


def _approve(bureau: Bureau, tap: Approve) -> None:
    seen = requests.find(bureau.on, tap.request)
    if seen is not None and seen.unit_id and bureau.unit(seen.unit_id) is None:
        bureau.turn.toast(views.UNIT_CLOSED, alert=True)
        return
    settled = requests.settle(bureau.on, bureau.by, tap.request, tap.version, "approved")
    if settled is None:
        _lost(bureau, tap.request)
        return
    bureau.give(settled.person_id, settled.office, settled.unit_id)
    role = post(settled.office, bureau.unit(settled.unit_id))
    bureau.turn.tell(settled.person_id, views.welcome_view(role, bool(settled.unit_id)))
    _hand_over(bureau, settled, role)
    show_request(bureau, settled)


def _lost(bureau: Bureau, request_id: int) -> None:
    bureau.turn.toast(views.CHANGED)
    _open(bureau, request_id)


def _hand_over(bureau: Bureau, settled: Request, role: str) -> None:
    """End the role of whoever named their successor."""
    found = invitations.find(bureau.on, settled.invitation_id)
    if found is None or found.kind != "handover" or found.made_by is None:
        return
    membership = bureau.membership(found.made_by, settled.office, settled.unit_id)
    if membership is not None and bureau.take(membership):
        bureau.turn.tell(found.made_by, views.handed_over_view(role, bureau.name(settled.person_id)))


async def refuse(_: Update, context: Context) -> None:
    """Refuse the role that somebody asks for."""
    tap = context.turn.tapped(Refuse)
    context.turn.change(lambda on: _refuse(Bureau.of(context, on), tap))


def _refuse(bureau: Bureau, tap: Refuse) -> None:
    settled = requests.settle(bureau.on, bureau.by, tap.request, tap.version, "refused")
    if settled is None:
        _lost(bureau, tap.request)
        return
    # A link that strangers found must not be used up by them; they cannot use it a second time.
    invitations.give_back(bureau.on, settled.invitation_id)
    bureau.note_refusal(settled.person_id, settled.office, settled.unit_id)
    role = post(settled.office, bureau.unit(settled.unit_id))
    bureau.turn.tell(settled.person_id, views.refused_view(role))
    show_request(bureau, settled)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    taps: dict[type[Action], Handler] = {
        OpenRequests: open_requests,
        OpenRequest: open_request,
        Approve: approve,
        Refuse: refuse,
    }
    on_taps(clinic, taps)
