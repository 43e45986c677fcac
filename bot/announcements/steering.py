"""Chat in: an announcement on its way is steered, read, and those who have not read it are reminded."""

from collections.abc import Callable

from telegram import Update

from bot.actions.announcing import Acknowledge, NudgeReaders, SteerBroadcast
from bot.announcements import composing_views as views
from bot.announcements import store
from bot.announcements.composing import show
from bot.announcements.nudging import nudge
from bot.database import Connection
from bot.routing import Clinic, Context, on_taps

Way = Callable[[Connection, SteerBroadcast, Context], object]


def _drop(on: Connection, tap: SteerBroadcast, _: Context) -> object:
    return store.discard(on, tap.broadcast, tap.version)


WAYS: dict[str, Way] = {
    "pause": lambda on, tap, _: store.pause(on, tap.broadcast, tap.version),
    "resume": lambda on, tap, _: store.resume(on, tap.broadcast, tap.version),
    "draft": lambda on, tap, _: store.unschedule(on, tap.broadcast, tap.version),
    "cancel": lambda on, tap, context: store.cancel(on, tap.broadcast, tap.version, context.turn.now),
    "failed": lambda on, tap, context: store.resend(on, tap.broadcast, tap.version, ["failed"], context.turn.now),
    "unknown": lambda on, tap, context: store.resend(on, tap.broadcast, tap.version, ["unknown"], context.turn.now),
    "drop": _drop,
}


async def steer(_: Update, context: Context) -> None:
    """Do what the button says, if the announcement is as it was seen."""
    tap = context.turn.tapped(SteerBroadcast)

    def work(on: Connection) -> None:
        way = WAYS.get(tap.way)
        if way is None or not way(on, tap, context):
            context.turn.toast(views.CHANGED)
        show(context, on, store.find(on, tap.broadcast))

    context.turn.change(work)


async def acknowledge(_: Update, context: Context) -> None:
    """Note that somebody has read it."""
    turn, tap = context.turn, context.turn.tapped(Acknowledge)

    def work(on: Connection) -> None:
        received = store.message_of(on, tap.broadcast, turn.person_id or 0) is not None
        new = received and store.acknowledge(on, tap.broadcast, turn.person_id or 0, turn.now)
        turn.toast(views.READ if new else views.READ_ALREADY)

    turn.change(work)


async def nudge_readers(_: Update, context: Context) -> None:
    """Remind those who have not said that they read it, and show how many have."""
    turn, tap = context.turn, context.turn.tapped(NudgeReaders)

    def work(on: Connection) -> None:
        turn.toast(views.nudged_text(nudge(on, tap.broadcast, turn.now)), alert=True)
        show(context, on, store.find(on, tap.broadcast))

    turn.change(work)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {SteerBroadcast: steer, Acknowledge: acknowledge, NudgeReaders: nudge_readers})
