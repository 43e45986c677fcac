"""How the chat of deadlines goes on, and what it says where something is gone."""

from collections.abc import Callable
from typing import get_args

from bot.audit import By
from bot.database import Connection
from bot.deadlines import store
from bot.deadlines.store import Stored
from bot.dialogues import store as dialogues
from bot.people.standing import standing_of
from bot.planning.showing import listen, show
from bot.rights_table import DeadlineDialogue, Dialogue
from bot.routing import Context
from bot.turn import Turn
from bot.view import View

__all__ = ["by_of", "is_desk", "listen", "listen_no_more", "show", "show_gone", "with_deadline"]

OURS: frozenset[Dialogue] = frozenset(get_args(DeadlineDialogue))
GONE = "Itu sudah tidak ada. Buka /jadwal untuk yang terbaru."


def by_of(context: Context) -> By:
    """Return who changes something now."""
    return By(context.turn.person_id, context.turn.now)


def is_desk(context: Context, on: Connection) -> bool:
    """Whether a coordinator is spoken to alone, so that what only they may do can be offered."""
    turn, admins = context.turn, context.services.settings.admin_ids
    return turn.chat_id == turn.person_id and standing_of(on, turn.person_id, admins).coordinator


def show_gone(turn: Turn) -> None:
    """Say that something is not there any more."""
    if turn.update.callback_query is not None:
        turn.toast(GONE)
    else:
        turn.reply(View(GONE))


def listen_no_more(context: Context, on: Connection) -> None:
    """Wait no longer for what was asked about deadlines."""
    turn = context.turn
    open_one = dialogues.current(on, turn.chat_id, turn.person_id or 0, turn.now)
    if open_one and open_one.kind in OURS:
        dialogues.end(on, turn.chat_id, turn.person_id or 0)


def with_deadline(context: Context, deadline_id: int, work: Callable[[Connection, Stored], None]) -> None:
    """Do something about a deadline in the turn's transaction."""

    def found(on: Connection) -> None:
        stored = store.find(on, deadline_id)
        if stored is None:
            show_gone(context.turn)
        else:
            work(on, stored)

    context.turn.change(found)
