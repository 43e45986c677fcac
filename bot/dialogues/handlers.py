"""Chat in: the message that a dialogue waits for, and the ways out of one."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.actions import CloseDialogue
from bot.asking.groups import SPOKEN_TO, without_mention
from bot.codes import tapped
from bot.database import Connection
from bot.dialogues import store
from bot.dialogues.prompts import CONTINUE, GIVE_UP, QUESTIONS_PASS
from bot.dialogues.store import Open
from bot.rights import need_in, permitted
from bot.rights_table import DIALOGUES
from bot.routing import Clinic, Context
from bot.view import View

EARLY = -1
"""The group of handlers before those that would take the message for a question."""
OUT = frozenset({"batal", "batalkan", "tidak jadi", "ga jadi", "gak jadi", "nggak jadi", "cancel"})

CLOSED = View("Baik, dibatalkan. Silakan tulis pertanyaan kapan saja.")
NOTHING_OPEN = View("Tidak ada yang perlu dibatalkan. Silakan tulis pertanyaan Anda.")


async def go_on(update: Update, context: Context) -> None:
    """Hand a message to the dialogue that waits for it; every other message is a question."""
    turn = context.turn
    person_id = turn.person_id
    if person_id is None:
        return
    waiting = await context.services.database.read(lambda on: _waiting_for(on, context, person_id))
    if waiting is None:
        return
    text = _text_of(update, context)
    if _is_a_known_question(text, waiting, context):
        return
    if text.lower().strip(" .!") in OUT:
        await close(update, context)
    else:
        await CONTINUE[waiting.kind](context, waiting.subject, text)
    raise ApplicationHandlerStop


def _waiting_for(on: Connection, context: Context, person_id: int) -> Open | None:
    waiting = store.current(on, context.turn.chat_id, person_id, context.turn.now)
    admins = context.services.settings.admin_ids
    return waiting if waiting and permitted(on, person_id, need_in(waiting.kind, waiting.subject), admins) else None


def _text_of(update: Update, context: Context) -> str:
    text = (update.message.text or "") if update.message else ""
    private = update.effective_chat is not None and update.effective_chat.type == "private"
    return text.strip() if private else without_mention(text, context.services.bot.username)


def _is_a_known_question(text: str, waiting: Open, context: Context) -> bool:
    """Whether somebody asks in the middle of a dialogue, and what they wrote is not for it."""
    if DIALOGUES[waiting.kind][0] == "coordinator":
        return False  # a coordinator's words are shown to them before they are sent
    if waiting.kind in QUESTIONS_PASS and text.endswith("?"):
        return True
    best = context.services.library.index.rank(text, 1)
    return bool(best) and best[0].score >= 1.0


async def close(update: Update, context: Context) -> None:
    """Give up what was being asked for; the prompt shows it."""
    turn = context.turn
    person_id = turn.person_id or 0
    tapped_button = update.callback_query is not None

    def work(on: Connection) -> None:
        open_one = store.current(on, turn.chat_id, person_id, turn.now)
        ended = store.end(on, turn.chat_id, person_id)
        if open_one and open_one.kind in GIVE_UP:
            GIVE_UP[open_one.kind](context, on, open_one.subject)
        if tapped_button:
            turn.edit(CLOSED)
        else:
            turn.reply(CLOSED if ended else NOTHING_OPEN)

    turn.change(work)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    new = filters.UpdateType.MESSAGE
    words = new & filters.TEXT & ~filters.COMMAND & (filters.ChatType.PRIVATE | SPOKEN_TO)
    clinic.add_handler(MessageHandler(words, go_on), group=EARLY)
    clinic.add_handler(CommandHandler("batal", close, filters=new))
    clinic.add_handler(CallbackQueryHandler(close, pattern=tapped(CloseDialogue)))
