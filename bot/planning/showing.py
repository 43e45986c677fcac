"""How the chat of planning goes on: in place of what was tapped, or below what was written."""

from typing import get_args

from bot.database import Connection
from bot.dialogues import store as dialogues
from bot.dialogues.store import Open
from bot.rights_table import Dialogue, PlanningDialogue
from bot.routing import Context
from bot.turn import Turn
from bot.view import View

OURS: frozenset[Dialogue] = frozenset(get_args(PlanningDialogue))
"""The dialogues of planning; leading on to something else ends no other."""
GONE = "Itu sudah tidak ada. Buka /daftar untuk yang terbaru."


def show(turn: Turn, view: View) -> None:
    """Show a view in place of the message that was tapped, or below what was written."""
    if turn.update.callback_query is not None:
        turn.edit(view)
    else:
        turn.reply(view)


def show_gone(turn: Turn) -> None:
    """Say that something is not there any more."""
    if turn.update.callback_query is not None:
        turn.toast(GONE)
    else:
        turn.reply(View(GONE))


def listen(context: Context, on: Connection, kind: Dialogue, subject: int) -> None:
    """Wait for the sender to write something about a thing that is known only inside the unit of work."""
    turn = context.turn
    dialogues.begin(on, turn.chat_id, turn.person_id or 0, Open(kind, subject), turn.now)


def listen_no_more(context: Context, on: Connection) -> None:
    """Wait no longer for what planning asked for."""
    turn = context.turn
    person_id = turn.person_id or 0
    open_one = dialogues.current(on, turn.chat_id, person_id, turn.now)
    if open_one and open_one.kind in OURS:
        dialogues.end(on, turn.chat_id, person_id)
