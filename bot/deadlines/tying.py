"""Chat in: a deadline is tied to a round of a checklist, so that it is finished with that, or untied."""

from collections.abc import Callable

from telegram import Update

from bot.actions import Action
from bot.actions.deadlines import OfferTies, TieDeadline, UntieDeadline
from bot.database import Connection
from bot.deadlines import card_views as views
from bot.deadlines import changes, store
from bot.deadlines.card import show_card
from bot.deadlines.showing import by_of, listen_no_more, with_deadline
from bot.deadlines.store import Stored
from bot.routing import Clinic, Context, Handler, on_taps


async def offer(_: Update, context: Context) -> None:
    """Show the rounds to which a deadline can be tied."""
    tap = context.turn.tapped(OfferTies)

    def work(on: Connection, found: Stored) -> None:
        listen_no_more(context, on)
        context.turn.edit(views.ties_view(found, changes.tieable(on), tap.page))

    _untied(context, tap.deadline, work)


async def tie(_: Update, context: Context) -> None:
    """Tie a deadline to a round, after asking."""
    turn, tap = context.turn, context.turn.tapped(TieDeadline)

    def work(on: Connection, found: Stored) -> None:
        round_ = next((one for one in changes.tieable(on) if one.id == tap.round), None)
        if round_ is None:
            turn.toast(views.TAKEN, alert=True)
        elif tap.sure == 1:
            changes.tie(on, found, round_, by_of(context))
            show_card(context, on, found.id, views.TIED)
        else:
            turn.edit(views.tie_view(found, round_, len(store.met_by(on, found.id))))

    _untied(context, tap.deadline, work)


def _untied(context: Context, deadline_id: int, work: Callable[[Connection, Stored], None]) -> None:
    """Go on with a deadline that has no round; any other is shown as it is."""

    def found(on: Connection, deadline: Stored) -> None:
        if deadline.round_id is None:
            work(on, deadline)
        else:
            show_card(context, on, deadline.id)

    with_deadline(context, deadline_id, found)


async def untie(_: Update, context: Context) -> None:
    """Let a deadline stand by itself again; one that came with its round cannot."""
    tap = context.turn.tapped(UntieDeadline)

    def work(on: Connection, found: Stored) -> None:
        if found.round_id is None or not changes.is_tied(on, found.id):
            show_card(context, on, found.id)
            return
        changes.untie(on, found, by_of(context))
        show_card(context, on, found.id, views.UNTIED)

    with_deadline(context, tap.deadline, work)


TAPS: dict[type[Action], Handler] = {OfferTies: offer, TieDeadline: tie, UntieDeadline: untie}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, TAPS)
