"""A turn: what a handler is given, and what it gives back.

A handler never calls Telegram. It reads, hands over what is to be changed, and records effects; changes,
effects and the mark that the update is applied become one transaction, and the effects are sent after it.
"""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from telegram import Message, Update

from bot.actions import Action
from bot.codes import decode
from bot.database.units import Work
from bot.view import View

A = TypeVar("A", bound=Action)


@dataclass(slots=True)
class Effect:
    """One Bot API call to be made after the commit.

    `remember` names the sent message so that it can be found again; `target` names the message to be edited.
    """

    lane: int
    method: str
    params: dict[str, Any]
    target: str | None = None
    remember: str | None = None
    id: int = 0
    apologises: bool = False


@dataclass
class Turn:
    """One update being handled."""

    update: Update
    now: datetime
    changes: list[Work[Any]] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    answer: Effect | None = None
    teaches: bool = False
    """Whether it changes what the clinic knows, so that the content is to be put together anew."""
    brings_files: bool = False
    """Whether it leaves files to be fetched from Telegram."""

    @property
    def chat_id(self) -> int:
        """The chat the update came from. Raises LookupError where there is none."""
        if self.update.effective_chat is None:
            raise LookupError("this update came from no chat")
        return self.update.effective_chat.id

    @property
    def person_id(self) -> int | None:
        """The person the update came from."""
        return self.update.effective_user.id if self.update.effective_user else None

    def change(self, work: Work[Any]) -> None:
        """Run `work` in the turn's transaction; it may record further effects."""
        self.changes.append(work)

    def reply(self, view: View, *, remember: str | None = None) -> None:
        """Send a message to the chat of the update; in a group, as a reply."""
        params = {"chat_id": self.chat_id, **view.params(), **_reply_to(self.update.effective_message)}
        self.effects.append(Effect(self.chat_id, "sendMessage", params, remember=remember))

    def edit(self, view: View) -> None:
        """Replace the message whose button was tapped."""
        message = self.update.effective_message
        if message is None:
            self.reply(view)
            return
        params = {"chat_id": self.chat_id, "message_id": message.message_id, **view.params()}
        self.effects.append(Effect(self.chat_id, "editMessageText", params))

    def rewrite(self, name: str, view: View) -> None:
        """Replace the message kept under `name`; send it anew where there is none."""
        params = {"chat_id": self.chat_id, **view.params(), **_reply_to(self.update.effective_message)}
        self.effects.append(Effect(self.chat_id, "editMessageText", params, target=name, remember=name))

    def tell(self, chat_id: int, view: View, *, remember: str | None = None, reply_to: int | None = None) -> None:
        """Send a message to another chat, as a reply to one of its messages if one is named."""
        quoted = reply_parameters(reply_to) if reply_to else {}
        params = {"chat_id": chat_id, **view.params(), **quoted}
        self.effects.append(Effect(chat_id, "sendMessage", params, remember=remember))

    def rewrite_in(self, chat_id: int, name: str, view: View) -> None:
        """Replace another chat's message kept under `name`; send it anew where there is none."""
        params = {"chat_id": chat_id, **view.params()}
        self.effects.append(Effect(chat_id, "editMessageText", params, target=name, remember=name))

    def send_file(self, kind: str, name: str, caption: str, **about: Any) -> None:
        """Send a document to the chat of the update; its content, of that kind, is made when it is sent."""
        document = {"kind": kind, "name": name, "about": about}
        params = {"chat_id": self.chat_id, "caption": caption, "document": document}
        self.effects.append(Effect(self.chat_id, "sendDocument", params))

    def send_photo(self, kind: str, name: str, view: View, **about: Any) -> None:
        """Send a picture with a caption and buttons below; the picture, of that kind, is made when it is sent."""
        shown = view.params()
        params = {
            "chat_id": self.chat_id,
            "caption": shown["text"],
            "parse_mode": shown["parse_mode"],
            "reply_markup": shown["reply_markup"],
            "photo": {"kind": kind, "name": name, "about": about},
        }
        self.effects.append(Effect(self.chat_id, "sendPhoto", params))

    def disarm(self, message_id: int) -> None:
        """Take the buttons off a message of this chat."""
        params = {"chat_id": self.chat_id, "message_id": message_id, "reply_markup": {"inline_keyboard": []}}
        self.effects.append(Effect(self.chat_id, "editMessageReplyMarkup", params))

    def call(self, method: str, params: dict[str, Any]) -> None:
        """Make any other call that answers the update."""
        self.effects.append(Effect(self.lane, method, params))

    def toast(self, text: str, *, alert: bool = False) -> None:
        """Answer the tap with a short text (at most 200 characters)."""
        if self.update.callback_query is not None:
            params = {"callback_query_id": self.update.callback_query.id, "text": text, "show_alert": alert}
            self.answer = Effect(self.lane, "answerCallbackQuery", params)

    def tapped(self, kind: type[A]) -> A:
        """Return what was tapped. Raises LookupError when it is something else."""
        action = decode(self.update.callback_query.data) if self.update.callback_query else None
        if not isinstance(action, kind):
            raise LookupError(f"no {kind.__name__} was tapped")
        return action

    @property
    def lane(self) -> int:
        """The lane in which this turn's effects keep their order."""
        return self.update.effective_chat.id if self.update.effective_chat else self.person_id or 0

    def all_effects(self) -> list[Effect]:
        """Return the effects in the order of sending: a tap is answered first, if only emptily."""
        if self.update.callback_query is None:
            return self.effects
        return [self.answer or empty_answer(self.update.callback_query.id, self.lane), *self.effects]


def empty_answer(query_id: str, lane: int) -> Effect:
    """Return the effect that merely ends a tap's progress bar."""
    return Effect(lane, "answerCallbackQuery", {"callback_query_id": query_id})


def _reply_to(message: Message | None) -> dict[str, Any]:
    if message is None or message.chat.type == "private":
        return {}
    thread = {"message_thread_id": message.message_thread_id} if message.is_topic_message else {}
    return {**reply_parameters(message.message_id), **thread}


def reply_parameters(message_id: int) -> dict[str, Any]:
    """Return the parameters that make a message a reply."""
    # A question may be deleted before it is answered; the answer is then sent by itself.
    return {"reply_parameters": {"message_id": message_id, "allow_sending_without_reply": True}}


current_turn: ContextVar[Turn] = ContextVar("current_turn")
"""The turn that the handler being run belongs to: the library makes a handler's context without asking us."""
