"""Chats and what is posted in them."""

from dataclasses import dataclass, field

from bot.simulator.shapes import Json

SUPERGROUP_BASE = -1_000_000_000_000


@dataclass(slots=True)
class Post:
    """A message as the Bot API shows it, and what only the person's client shows of it.

    `message` is never changed in place: edits make a new one, so that recorded answers stay as they were.
    """

    message: Json
    bot_id: int = 0
    keyboard: Json | None = None
    reactions: list[Json] = field(default_factory=list)

    @property
    def message_id(self) -> int:
        """Return its number within the chat."""
        return int(self.message["message_id"])


@dataclass(slots=True)
class Chat:
    """A conversation; its messages are numbered from 1, as in every chat, so that a number alone names nothing.

    `bot_absent` holds the words with which Telegram refuses a bot that is not there (any more).
    """

    id: int
    kind: str
    shown: Json
    posts: dict[int, Post] = field(default_factory=dict)
    members: dict[int, Json] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    unread: int = 0
    blocked: bool = False
    bot_absent: str = ""
    migrated_to: int | None = None

    @property
    def title(self) -> str:
        """Return what the list of chats calls it."""
        return str(self.shown.get("title") or self.shown.get("first_name"))

    def add(self, post: Post, keep: int) -> None:
        """Take a post in; of too many the oldest is forgotten."""
        self.posts[post.message_id] = post
        if len(self.posts) > keep:
            del self.posts[next(iter(self.posts))]

    def last(self) -> Post | None:
        """Return the latest post."""
        return next(reversed(self.posts.values()), None)


def private_chat(user: Json) -> Chat:
    """Return the empty chat of a person with the bot; both have the same number."""
    shown = {"id": user["id"], "type": "private"}
    shown |= {name: user[name] for name in ("first_name", "username") if name in user}
    return Chat(user["id"], "private", shown, members={user["id"]: user})


def group_chat(chat_id: int, kind: str, title: str) -> Chat:
    """Return an empty group, supergroup or channel."""
    return Chat(chat_id, kind, {"id": chat_id, "type": kind, "title": title})


def kind_of(chat_id: int) -> str:
    """Return what kind of chat a number stands for when nobody said."""
    if chat_id > 0:
        return "private"
    return "supergroup" if chat_id < SUPERGROUP_BASE else "group"
