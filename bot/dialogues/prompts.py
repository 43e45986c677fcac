"""Asking somebody to write something: how a feature begins a dialogue, goes on with it, and ends it."""

from collections.abc import Awaitable, Callable

from bot.actions import CloseDialogue
from bot.database import Connection
from bot.dialogues import store
from bot.dialogues.store import Open
from bot.rights_table import Dialogue
from bot.routing import Context
from bot.view import Button, View

Continue = Callable[[Context, int, str], Awaitable[None]]
"""Takes what was written about the subject."""
CONTINUE: dict[Dialogue, Continue] = {}
"""Who takes what was written, by the kind of dialogue."""

GIVE_UP: dict[Dialogue, Callable[[Context, Connection, int], None]] = {}
"""What else is given up, about the subject, with a dialogue of that kind."""

QUESTIONS_PASS: set[Dialogue] = set()
"""Dialogues in which whatever ends with a question mark is a question all the same."""

ENOUGH = frozenset({"selesai", "sudah", "cukup", "sudah cukup", "udah", "done", "ok", "oke"})


def is_enough(text: str) -> bool:
    """Whether somebody says that there is no more to come, also by typing the words of the button."""
    return text.lower().strip(" .!✅✔️") in ENOUGH


CANCEL = Button("Batal", CloseDialogue())


def ask_for(context: Context, kind: Dialogue, subject: int, prompt: View) -> None:
    """Ask the sender of the update to write something."""
    begin(context, kind, subject)
    context.turn.reply(View(prompt.text, [*prompt.keyboard, [CANCEL]]))


def begin(context: Context, kind: Dialogue, subject: int) -> None:
    """Wait for the sender to write something."""
    turn = context.turn
    person_id = turn.person_id
    if person_id is not None:
        turn.change(lambda on: store.begin(on, turn.chat_id, person_id, Open(kind, subject), turn.now))


def finish(context: Context) -> None:
    """Wait no longer for what the sender was to write."""
    turn = context.turn
    person_id = turn.person_id
    if person_id is not None:
        turn.change(lambda on: store.end(on, turn.chat_id, person_id))
