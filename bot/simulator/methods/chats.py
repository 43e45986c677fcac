"""Looking at chats and members, and leaving."""

from bot.simulator.errors import bad_request
from bot.simulator.members import absent_member, present_member
from bot.simulator.methods.call import Call
from bot.simulator.methods.registry import method
from bot.simulator.methods.sending import without_reply
from bot.simulator.shapes import Json

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@method("getChat")
def get_chat(call: Call) -> Json:
    """Answer with all there is to know about a chat."""
    chat = call.known_chat()
    info = chat.shown | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    pinned = chat.posts.get(chat.pinned[-1]) if chat.pinned else None
    return info | ({"pinned_message": without_reply(pinned)} if pinned else {})


@method("getChatMember")
def get_chat_member(call: Call) -> Json:
    """Answer whether a person is in a chat."""
    chat, user_id = call.known_chat(), call.number("user_id")
    if user_id == call.bot.id:
        return absent_member(call.bot.user) if chat.bot_absent else present_member(call.bot.user)
    user = call.world.users.get(user_id)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return present_member(user) if user_id in chat.members else absent_member(user)


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    """Answer how many are in a chat, the bot included."""
    chat = call.known_chat()
    return len(chat.members) + (not chat.bot_absent)


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    """Leave a group."""
    chat = call.chat()
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_absent = f"bot is not a member of the {chat.kind} chat"
    return True
