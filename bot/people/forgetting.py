"""Chat in: /hapus_data. Somebody is taken out of every table; what belongs to the units stays, without them."""

import json

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot import audit
from bot.actions.people import ForgetMe
from bot.database import Connection
from bot.learning.store import forget_author
from bot.markup import escape
from bot.people import members, memberships
from bot.people import profile_views as views
from bot.people.bureau import Bureau
from bot.people.memberships import like
from bot.rights import coordinators
from bot.routing import Clinic, Context, on_taps

EVERYWHERE = (
    # What waits for an answer that nobody else waits for is taken back; what they undertook is left to others.
    "UPDATE escalations SET state = 'withdrawn', version = version + 1 WHERE state IN ('open', 'taken')"
    " AND id IN (SELECT escalation_id FROM askers WHERE person_id = :me)"
    " AND id NOT IN (SELECT escalation_id FROM askers WHERE person_id IS NULL OR person_id <> :me)",
    "DELETE FROM askers WHERE person_id = :me OR chat_id = :me",
    "UPDATE escalations SET state = 'open', version = version + 1, draft = NULL"
    " WHERE state = 'taken' AND taken_by = :me",
    "UPDATE escalations SET taken_by = NULL WHERE taken_by = :me",
    "UPDATE questions SET person_id = NULL WHERE person_id = :me",
    "UPDATE questions SET chat_id = NULL WHERE chat_id = :me",
    "UPDATE ratings SET person_id = NULL WHERE person_id = :me",
    "UPDATE phrasings SET added_by = NULL WHERE added_by = :me",
    "UPDATE not_ours SET marked_by = NULL WHERE marked_by = :me",
    "DELETE FROM conversations WHERE chat_id = :me",
    "DELETE FROM dialogues WHERE person_id = :me OR chat_id = :me",
    "DELETE FROM living_messages WHERE chat_id = :me",
    "UPDATE tasks SET done_by = NULL WHERE done_by = :me",
    "UPDATE tasks SET verified_by = NULL WHERE verified_by = :me",
    "UPDATE evidence SET added_by = NULL WHERE added_by = :me",
    "UPDATE uploads SET person_id = NULL, caption = '' WHERE person_id = :me",
    "UPDATE uploads SET chat_id = 0 WHERE chat_id = :me",
    "UPDATE checklists SET made_by = NULL WHERE made_by = :me",
    "UPDATE rounds SET made_by = NULL WHERE made_by = :me",
    "UPDATE unit_drafts SET made_by = NULL WHERE made_by = :me",
    # A code of somebody who is gone must not open anything; links ask a coordinator anyway.
    "DELETE FROM invitations WHERE made_by = :me AND kind <> 'link'",
    "UPDATE invitations SET made_by = NULL WHERE made_by = :me",
    "DELETE FROM join_requests WHERE person_id = :me",
    "UPDATE join_requests SET settled_by = NULL WHERE settled_by = :me",
    "DELETE FROM failed_codes WHERE person_id = :me",
    "DELETE FROM roles WHERE person_id = :me",
    "UPDATE roles SET given_by = NULL WHERE given_by = :me",
    # What was said to them is no longer known by whom; what was still to be said is not.
    "UPDATE outbox SET state = 'withdrawn' WHERE state NOT IN ('sending', 'sent', 'dead')"
    " AND (person_id = :me OR chat_id = :me)",
    "UPDATE outbox SET person_id = NULL, chat_id = 0, error = NULL, dedup_key = 'terhapus:' || id"
    " WHERE person_id = :me OR chat_id = :me",
    "DELETE FROM broadcasts WHERE state = 'draft' AND author_id = :me",
    "UPDATE broadcasts SET author_id = NULL WHERE author_id = :me",
    "UPDATE broadcasts SET chat_id = 0 WHERE chat_id = :me",
    "DELETE FROM acknowledgements WHERE person_id = :me",
    "UPDATE deadlines SET made_by = NULL WHERE made_by = :me",
    "UPDATE deadlines_met SET met_by = NULL WHERE met_by = :me",
    "DELETE FROM reminder_ledger WHERE person_id = :me",
    "DELETE FROM snoozes WHERE person_id = :me",
    "DELETE FROM reminders WHERE person_id = :me",
    "DELETE FROM people WHERE person_id = :me",
)


async def forget_me(update: Update, context: Context) -> None:
    """Delete everything about whoever asks for it, after asking."""
    sure = update.callback_query is not None and context.turn.tapped(ForgetMe).sure == 1
    if sure:
        context.turn.teaches = True
        context.turn.change(lambda on: _forget(Bureau.of(context, on)))
    elif update.callback_query is not None:
        context.turn.edit(views.FORGET_QUESTION)
    else:
        context.turn.reply(views.FORGET_QUESTION)


def _forget(bureau: Bureau) -> None:
    turn, me = bureau.turn, bureau.person_id
    held = memberships.held_by(bureau.on, me)
    if any(one.of_agency and bureau.leaves_nobody(one.office, me) for one in held):
        turn.edit(views.LAST_ONE)
        return
    forget(bureau.on, me)
    turn.edit(views.FORGOTTEN)
    bureau.show_menu(me)
    left = [one for one in held if not one.of_agency and one.unit]
    for coordinator in coordinators(bureau.on, bureau.services.settings.admin_ids):
        for one in left:
            turn.tell(coordinator, views.left_view(one))


def forget(on: Connection, person_id: int) -> None:
    """Take a person out of every table; what is still to be applied or sent at this moment is not touched."""
    person = members.find(on, person_id)
    _redact(on, person_id, person.name if person else None)
    forget_author(on, person_id)
    audit.forget_person(on, person_id)
    for statement in EVERYWHERE:
        on.execute(statement, me=person_id)


def _redact(on: Connection, person_id: int, name: str | None) -> None:
    """Delete the texts of settled updates and messages that hold the person's number or name."""
    words = {str(person_id), *({name, escape(name)} if name else ())}
    for word in words:
        pattern = f"%{like(json.dumps(word, ensure_ascii=False)[1:-1])}%"
        # An update keeps its row, by which it is known when Telegram delivers it once more.
        on.execute(
            "UPDATE inbox SET body = '{}', lane = 0"
            " WHERE state <> 'new' AND (lane = :me OR body LIKE :pattern ESCAPE '!')",
            me=person_id,
            pattern=pattern,
        )
        on.execute(
            "DELETE FROM effects WHERE state <> 'waiting' AND (lane = :me OR params LIKE :pattern ESCAPE '!')",
            me=person_id,
            pattern=pattern,
        )


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    clinic.add_handler(CommandHandler("hapus_data", forget_me, filters=filters.UpdateType.MESSAGE))
    on_taps(clinic, {ForgetMe: forget_me})
