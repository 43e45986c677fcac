"""Chat in: somebody comes with a link or a code, says their name, and asks to be let in."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.actions.people import UseOwnName
from bot.dialogues import store as dialogues
from bot.dialogues.prompts import CANCEL, CONTINUE, ask_for, finish
from bot.dialogues.store import Open
from bot.people import attempts, invitations, members, requests
from bot.people import joining_views as views
from bot.people.approving import show_request
from bot.people.bureau import Bureau
from bot.people.invitations import Invitation
from bot.people.inviting import zone_of
from bot.people.members import clean_name
from bot.people.tokens import code_in, hashed, key_of, payload_of
from bot.people.words import post
from bot.routing import Clinic, Context, on_taps
from bot.view import View


async def open_link(_: Update, context: Context) -> None:
    """Let somebody in who opened a link of invitation."""
    token = payload_of((context.args or [""])[0])
    context.turn.change(lambda on: _knock(Bureau.of(context, on), token))


async def join(_: Update, context: Context) -> None:
    """Take a code given with the command, or ask for it."""
    typed = " ".join(context.args or [])
    if typed:
        await take_code(context, 0, typed)
    else:
        ask_for(context, "code", 0, views.CODE_PROMPT)


async def take_code(context: Context, _: int, typed: str) -> None:
    """Let somebody in who typed a code."""
    code = code_in(typed)
    if code is None:
        context.turn.reply(views.NOT_A_CODE)
    else:
        finish(context)
        context.turn.change(lambda on: _knock(Bureau.of(context, on), code))


def _knock(bureau: Bureau, token: str | None) -> None:
    """Let in whoever shows a fitting token or code; count what fits nothing, so that nobody can try them all."""
    on, turn = bureau.on, bureau.turn
    # Beside the remembering of every message: what follows is kept with the person's row.
    members.remember(on, bureau.person_id, turn.chat_id, turn.now)
    if again := attempts.locked_until(on, bureau.person_id, turn.now):
        turn.reply(views.too_many(again, zone_of(on, bureau.services)))
        return
    found = invitations.find_by_hash(on, hashed(key_of(bureau.services.settings), token)) if token else None
    if found is None:
        attempts.note(on, bureau.person_id, turn.now)
        turn.reply(views.UNKNOWN)
    elif reason := _hindrance(bureau, found):
        turn.reply(reason)
    elif found.kind == "code":
        _redeem(bureau, found)
    else:
        _ask_name(bureau, found)


def _hindrance(bureau: Bureau, found: Invitation) -> View | None:
    """Return why an invitation is of no use to the person; None when it is."""
    on, me = bureau.on, bureau.person_id
    role = post(found.office, bureau.unit(found.unit_id))
    if bureau.membership(me, found.office, found.unit_id):
        return views.already_view(role)
    if requests.waiting_for(on, me, found.office, found.unit_id):
        return views.waiting_view(role)
    if requests.was_refused(on, me, found.id):
        return views.REFUSED_BEFORE
    closed = bool(found.unit_id) and bureau.unit(found.unit_id) is None
    return views.OVER if closed or not found.is_open(bureau.turn.now) or not _maker_may(bureau, found) else None


def _maker_may(bureau: Bureau, found: Invitation) -> bool:
    """Whether whoever made a code could still give what it gives; what a link asks for is approved by somebody."""
    maker = bureau.standing(found.made_by) if found.made_by else None
    match found.kind:
        case "link":
            return True
        case "handover":
            return maker is not None and found.unit_id in maker.focal
        case "code":
            return maker is not None and (maker.coordinator if found.unit_id else maker.admin)


def _redeem(bureau: Bureau, found: Invitation) -> None:
    """Give the role that a code is for, and tell its maker."""
    on, me = bureau.on, bureau.person_id
    if not invitations.use(on, found.id, bureau.turn.now):
        bureau.turn.reply(views.OVER)
        return
    person = members.find(on, me)
    if (person is None or person.name is None) and (name := _own_name(bureau)):
        members.rename(on, me, name)
    bureau.give(me, found.office, found.unit_id)
    role = post(found.office, bureau.unit(found.unit_id))
    bureau.turn.reply(views.welcome_view(role, bool(found.unit_id)))
    membership = bureau.membership(me, found.office, found.unit_id)
    if membership and found.made_by:
        bureau.turn.tell(found.made_by, views.code_used_view(bureau.name(me), membership))


def _own_name(bureau: Bureau) -> str | None:
    user = bureau.turn.update.effective_user
    return clean_name(user.full_name[: members.LONGEST_NAME]) if user else None


def _ask_name(bureau: Bureau, found: Invitation) -> None:
    person = members.find(bureau.on, bureau.person_id)
    if person is not None and person.name is not None:
        _request(bureau, found, person.name)
        return
    turn = bureau.turn
    dialogues.begin(bureau.on, turn.chat_id, bureau.person_id, Open("join-name", found.id), turn.now)
    prompt = views.name_prompt(post(found.office, bureau.unit(found.unit_id)), _own_name(bureau))
    turn.reply(View(prompt.text, [*prompt.keyboard, [CANCEL]]))


async def take_name(context: Context, invitation_id: int, text: str) -> None:
    """Ask the coordinators to let in whoever gave their name."""
    name = clean_name(text)
    if name is None:
        context.turn.reply(views.NAME_LENGTH)
    else:
        finish(context)
        context.turn.change(lambda on: _join_as(Bureau.of(context, on), invitation_id, name))


async def use_own_name(_: Update, context: Context) -> None:
    """Join under the name that Telegram shows."""
    context.turn.change(lambda on: _use_own_name(Bureau.of(context, on)))


def _use_own_name(bureau: Bureau) -> None:
    turn = bureau.turn
    # The invitation is not in the button: whoever has not shown its token must not be able to name it.
    waiting = dialogues.current(bureau.on, turn.chat_id, bureau.person_id, turn.now)
    name = _own_name(bureau)
    if waiting is None or waiting.kind != "join-name" or name is None:
        turn.toast(views.NOT_JOINING)
        return
    dialogues.end(bureau.on, turn.chat_id, bureau.person_id)
    _join_as(bureau, waiting.subject, name)


def _join_as(bureau: Bureau, invitation_id: int, name: str) -> None:
    found = invitations.find(bureau.on, invitation_id)
    reason = _hindrance(bureau, found) if found else views.OVER
    if found is None or reason:
        bureau.turn.reply(reason or views.OVER)
    else:
        _request(bureau, found, name)


def _request(bureau: Bureau, found: Invitation, name: str) -> None:
    on, turn = bureau.on, bureau.turn
    if not invitations.use(on, found.id, turn.now):
        turn.reply(views.OVER)
        return
    members.remember(on, bureau.person_id, turn.chat_id, turn.now)
    members.rename(on, bureau.person_id, name)
    request = requests.ask(on, bureau.person_id, found.office, found.unit_id, found.id, turn.now)
    turn.reply(views.waiting_view(post(found.office, bureau.unit(found.unit_id))))
    show_request(bureau, request)


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    invited = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.Regex(r"^/\w+(@\w+)? [uk]_")
    clinic.add_handler(CommandHandler(["start", "mulai"], open_link, filters=invited))
    clinic.add_handler(CommandHandler("gabung", join, filters=filters.UpdateType.MESSAGE))
    on_taps(clinic, {UseOwnName: use_own_name})
    CONTINUE["code"] = take_code
    CONTINUE["join-name"] = take_name
