"""What delivery asks of those who make and send messages, and how a sending may end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from reminders.outbox import Intent
from reminders.storage import Connection

Message = Mapping[str, Any]
"""What the renderer made and the sender understands; nobody between them looks into it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Flood:
    """It was refused for now; nothing may be sent there for that many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is there any more: blocked, deleted, or never begun."""

    words: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new number."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The message itself is at fault; trying again is of no use."""

    words: str


@dataclass(frozen=True, slots=True)
class NotReached:
    """The call surely was not made or not carried out, for a reason that passes."""

    words: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """The call was made and its answer is lost: it may have arrived."""

    words: str


Outcome = Sent | Flood | Gone | Moved | Refused | NotReached | Unsure


class Sender(Protocol):
    """Sends a message."""

    async def send(self, chat_id: int, message: Message) -> Outcome:
        """Make one call and tell how it ended; raises nothing that one can expect."""


class Kind(Protocol):
    """What delivery must know of a kind of intents."""

    repeatable: bool
    """Whether it is sent again when nobody knows whether it arrived: better twice than never."""

    def render(self, on: Connection, intent: Intent) -> Message | None:
        """Return the message as of now, None when it is no longer to be sent."""

    def lost(self, on: Connection, intent: Intent, now: datetime) -> None:
        """Note in the settling transaction that nobody is there any more."""
