"""The state of the simulated Telegram: persons, chats, bots, files, faults, and everything that was called."""

from bot.simulator.bots import BotAccount, Bots
from bot.simulator.chats import Chat, Post, group_chat, private_chat
from bot.simulator.errors import PersonError
from bot.simulator.events import Events
from bot.simulator.faults import Faults
from bot.simulator.files import Files
from bot.simulator.limits import Limits
from bot.simulator.outbox import CallLog
from bot.simulator.queries import Queries
from bot.simulator.shapes import Json
from bot.simulator.traffic import Traffic
from bot.simulator.updates import KEPT_SECONDS, Lane
from bot.simulator.views import view_message
from reminders.clock import Clock


class World:
    """One Telegram. Not thread-safe: everything runs on the server's event loop."""

    def __init__(self, clock: Clock, *, keep_messages: int, keep_calls: int) -> None:
        self.clock = clock
        self.traffic = Traffic()
        self.events = Events()
        self.files = Files()
        self.faults = Faults()
        self.limits = Limits()
        self.log = CallLog(keep_calls)
        self.taps = Queries(clock)
        self.inline = Queries(clock)
        self.bots = Bots(clock, self.traffic)
        self.users: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self._keep_messages = keep_messages
        self._last_update_id = int(clock.now().timestamp())
        self._last_query_id = 0

    def now(self) -> int:
        """Return the business time in whole Unix seconds, as messages carry it."""
        return int(self.clock.now().timestamp())

    def user(self, user_id: int, *, first_name: str = "", username: str = "") -> Json:
        """Return a person, made on the fly; a name that is given replaces the old one."""
        known = self.users.get(user_id)
        if known is None or first_name or username:
            known = self._person(user_id, known or {}, first_name, username)
            self.users[user_id] = known
        return known

    def private(self, user: Json) -> Chat:
        """Return a person's own chat with the bot, made on the fly."""
        chat = self.chats.get(user["id"])
        if chat is None:
            chat = self.chats[user["id"]] = private_chat(user)
        return chat

    def group(self, chat_id: int, kind: str, title: str) -> Chat:
        """Return a group or channel, made on the fly; a title that is given replaces the old one."""
        chat = self.chats.get(chat_id)
        if chat is None:
            chat = self.chats[chat_id] = group_chat(chat_id, kind, title or f"Grup {abs(chat_id)}")
        elif title:
            chat.shown = {**chat.shown, "title": title}
        return chat

    def post(self, chat: Chat, fields: Json, *, bot: BotAccount | None = None, keyboard: Json | None = None) -> Post:
        """Put a message into a chat: by a person (fields hold `from`), or by a bot."""
        chat.last_id += 1
        message: Json = {"message_id": chat.last_id, "date": self.now(), "chat": chat.shown}
        if bot is not None:
            message |= {"sender_chat": chat.shown} if chat.kind == "channel" else {"from": bot.user}
            chat.unread += 1
        post = Post(message | fields, bot.id if bot else 0, keyboard)
        chat.add(post, self._keep_messages)
        if self.events.heard:
            self.events.publish({"type": "message", "chat_id": chat.id, "message": view_message(post)})
        return post

    def rewrite(self, chat: Chat, post: Post, changes: Json, removed: tuple[str, ...] = ()) -> Post:
        """Replace a message by its edited form; fields named in `removed` and not in `changes` go away."""
        kept = {name: value for name, value in post.message.items() if name not in removed}
        post.message = kept | changes | {"edit_date": self.now()}
        if self.events.heard:
            self.events.publish({"type": "edit", "chat_id": chat.id, "message": view_message(post)})
        return post

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message out of a chat."""
        del chat.posts[message_id]
        chat.pinned = [pinned for pinned in chat.pinned if pinned != message_id]
        self.events.publish({"type": "delete", "chat_id": chat.id, "message_id": message_id})

    def tell(self, bot: BotAccount, kind: str, payload: Json, lane: Lane, *, lives: float = KEPT_SECONDS) -> int | None:
        """Queue an update and return its number; None for a kind that the bot did not ask for."""
        if not bot.queue.wants(kind):
            return None
        update_id = self.next_update_id()
        bot.queue.put({"update_id": update_id, kind: payload}, lane, lives=lives)
        return update_id

    def next_update_id(self) -> int:
        """Return the next number for an update; they begin at the wall time and only grow."""
        self._last_update_id += 1
        return self._last_update_id

    def next_query_id(self) -> str:
        """Return a new id for a tap or an inline query; never given twice."""
        self._last_query_id += 1
        return str(10**15 + self._last_query_id)

    def addressee(self, bot_id: int | None) -> BotAccount:
        """Return the bot that a person speaks to: the one named, else the one that last showed itself."""
        if bot_id is None:
            return self.bots.current
        bot = self.bots.get(bot_id)
        if bot is None:
            raise PersonError(404, f"no bot {bot_id} has called yet")
        return bot

    def reset(self) -> None:
        """Empty the world. The bots stay with their settings, which they set only when they start."""
        self.users.clear()
        self.chats.clear()
        self.files.clear()
        self.faults.clear(None)
        self.limits.lift()
        self.log.clear()
        self.taps.clear()
        self.inline.clear()
        for bot in self.bots.all():
            bot.queue.clear()
        self.events.publish({"type": "reset"})

    def _person(self, user_id: int, known: Json, first_name: str, username: str) -> Json:
        name = first_name or known.get("first_name") or f"Pengguna {user_id}"
        user = {"id": user_id, "is_bot": False, "first_name": name, "language_code": "id"}
        username = username or known.get("username", "")
        if username:
            user["username"] = username.removeprefix("@")
        if chat := self.chats.get(user_id):
            chat.shown = private_chat(user).shown
        return user
