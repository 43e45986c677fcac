"""Who does something where: the person, the chat and the bot of a /sim request."""

from dataclasses import dataclass

from bot.simulator.bots import BotAccount
from bot.simulator.chats import Chat, Post, kind_of
from bot.simulator.errors import PersonError
from bot.simulator.members import banned_member, present_member
from bot.simulator.person.words import Fields
from bot.simulator.shapes import Json
from bot.simulator.stage import Stage
from bot.simulator.updates import Lane
from bot.simulator.world import World

KINDS = ("private", "group", "supergroup", "channel")


@dataclass(frozen=True, slots=True)
class Scene:
    """A person in a chat, and the bot that hears it."""

    world: World
    bot: BotAccount
    user: Json
    chat: Chat

    @property
    def lane(self) -> Lane:
        """Return the queue in which the chat's updates keep their order."""
        return "chat", self.chat.id

    def author(self) -> Json:
        """Return the fields of a message that say who wrote it."""
        return {"sender_chat": self.chat.shown} if self.chat.kind == "channel" else {"from": self.user}

    def say(self, content: Json) -> tuple[Post, int | None]:
        """Put a message of the person into the chat and tell the bot; the update's number may be None."""
        self.chat.unread = 0
        post = self.world.post(self.chat, self.author() | content)
        return post, self.tell("channel_post" if self.chat.kind == "channel" else "message", post.message)

    def tell(self, kind: str, payload: Json) -> int | None:
        """Tell the bot, if it is in the chat."""
        if self.chat.bot_absent:
            return None
        return self.world.tell(self.bot, kind, payload, self.lane)

    def turn(self, old: Json, new: Json, *, bot: bool) -> None:
        """Tell the bot that somebody's place in the chat changed, its own or another's."""
        change = {"chat": self.chat.shown, "from": self.user, "date": self.world.now()}
        change |= {"old_chat_member": old, "new_chat_member": new}
        kind = "my_chat_member" if bot else "chat_member"
        self.world.tell(self.bot, kind, change, self.lane)

    def unblock(self) -> None:
        """Let the bot write again, and tell it."""
        if self.chat.blocked:
            self.chat.blocked = False
            self.turn(banned_member(self.bot.user), present_member(self.bot.user), bot=True)


def person_of(stage: Stage, fields: Fields) -> Json:
    """Return the person named, made on the fly."""
    user_id = fields.number("user_id")
    if user_id <= 0:
        raise PersonError(400, "user_id must be positive")
    persona = next((persona for persona in stage.personas if persona.user_id == user_id), None)
    first_name, username = fields.text("first_name"), fields.text("username")
    if persona is not None and user_id not in stage.world.users:
        first_name, username = first_name or persona.first_name, username or persona.username
    return stage.world.user(user_id, first_name=first_name, username=username)


def bot_of(stage: Stage, fields: Fields) -> BotAccount:
    """Return the bot that is spoken to."""
    return stage.world.addressee(fields.number("bot_id") if fields.has("bot_id") else None)


def scene_of(stage: Stage, fields: Fields) -> Scene:
    """Return who does something where; the chat is made on the fly and is the person's own by default."""
    user = person_of(stage, fields)
    chat = _chat_of(stage.world, fields, user)
    if chat.kind in ("group", "supergroup"):
        chat.members[user["id"]] = user
    return Scene(stage.world, bot_of(stage, fields), user, chat)


def chat_named(world: World, fields: Fields, name: str = "chat_id") -> Chat:
    """Return a chat that exists; raises PersonError otherwise."""
    chat = world.chats.get(fields.number(name))
    if chat is None:
        raise PersonError(404, f"no chat {fields.number(name)}")
    return chat


def post_named(chat: Chat, message_id: int) -> Post:
    """Return a message that exists; raises PersonError otherwise."""
    post = chat.posts.get(message_id)
    if post is None:
        raise PersonError(404, f"no message {message_id} in chat {chat.id}")
    return post


def _chat_of(world: World, fields: Fields, user: Json) -> Chat:
    chat_id = fields.number("chat_id", 0) or _default_chat(fields, user)
    kind = fields.text("chat_type") or kind_of(chat_id)
    if kind not in KINDS:
        raise PersonError(400, f"chat_type must be one of {', '.join(KINDS)}")
    if (chat_id > 0) != (kind == "private"):
        raise PersonError(400, "chat_id is negative for groups and channels, positive for private chats")
    if kind == "private":
        return _own_chat(world, chat_id, user)
    chat = world.group(chat_id, kind, fields.text("chat_title"))
    if chat.migrated_to is not None:
        raise PersonError(400, f"chat {chat_id} became {chat.migrated_to}")
    return chat


def _default_chat(fields: Fields, user: Json) -> int:
    if fields.text("chat_type") not in ("", "private"):
        raise PersonError(400, "chat_id is needed for a group or channel")
    return int(user["id"])


def _own_chat(world: World, chat_id: int, user: Json) -> Chat:
    if chat_id != user["id"]:
        raise PersonError(400, "a private chat has the number of its person")
    return world.private(user)
