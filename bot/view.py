"""What a person is shown: a text with a keyboard, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.actions import Action
from bot.codes import encode
from bot.markup import shorten


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it either does something here, or opens an address."""

    text: str
    action: Action | None = None
    url: str | None = None
    style: Literal["danger", "success", "primary"] | None = None

    def params(self) -> dict[str, Any]:
        """Return the button as Telegram wants it."""
        if self.action is None:
            return {"text": shorten(self.text, 64), "url": self.url}
        styled = {"style": self.style} if self.style else {}
        return {"text": shorten(self.text, 64), "callback_data": encode(self.action), **styled}


Keyboard = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class View:
    """A text in HTML and the buttons below it."""

    text: str
    keyboard: Keyboard = ()

    def params(self) -> dict[str, Any]:
        """Return the fields that sendMessage and editMessageText have in common."""
        return {
            "text": self.text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": [[b.params() for b in row] for row in self.keyboard if row]},
        }

    def message(self) -> dict[str, Any]:
        """Return the view as delivery sends it to whom it is for."""
        return {"method": "sendMessage", "params": self.params()}
