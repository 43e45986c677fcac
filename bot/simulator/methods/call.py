"""One Bot API call: who calls, with what, and the checks that many methods share."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.bots import BotAccount
from bot.simulator.chats import Chat, Post
from bot.simulator.errors import ApiError, bad_request, forbidden
from bot.simulator.shapes import Json
from bot.simulator.text.formatted import Formatted, checked_caption, formatted
from bot.simulator.uploads import Upload
from bot.simulator.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """A call as a method sees it; `params` are typed already."""

    world: World
    bot: BotAccount
    params: Json
    files: dict[str, Upload]

    def text(self, name: str, default: str = "") -> str:
        """Return a text parameter."""
        value = self.params.get(name, default)
        if not isinstance(value, str | int | float):
            raise bad_request(f'field "{name}" must be of type String')
        return str(value)

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number; what is none counts as the default, as on the real server."""
        value = self.params.get(name, default)
        return value if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return self.params.get(name) in (True, 1, "True", "yes")

    def listed(self, name: str) -> list[Any]:
        """Return a list; empty when it is not given."""
        value = self.params.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"can't parse {name} JSON object")
        return value

    def chat(self, name: str = "chat_id") -> Chat:
        """Return the chat named, if the bot may speak there; raises ApiError otherwise."""
        chat = self.known_chat(name)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.bot_absent:
            raise forbidden(chat.bot_absent)
        return chat

    def known_chat(self, name: str = "chat_id") -> Chat:
        """Return the chat named, whether or not the bot may speak there."""
        given = self.params.get(name)
        if given is None or given == "":
            raise bad_request(f"{name} is empty")
        chat = self.world.chats.get(given) if isinstance(given, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, words, {"migrate_to_chat_id": chat.migrated_to})
        return chat

    def post(self, chat: Chat, absent: str, name: str = "message_id") -> Post:
        """Return the message named; raises ApiError with those words when there is none."""
        if self.params.get(name) in (None, ""):
            raise bad_request("message identifier is not specified")
        post = chat.posts.get(self.number(name))
        if post is None:
            raise bad_request(absent)
        return post

    def formatted(self, name: str, entities: str) -> Formatted:
        """Return a formatted text parameter."""
        return formatted(self.text(name), self.text("parse_mode"), self.params.get(entities))

    def caption(self) -> Formatted:
        """Return the caption."""
        return checked_caption(self.formatted("caption", "caption_entities"))
