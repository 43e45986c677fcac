"""What the buttons of announcements do.

`version` is the state of an announcement that the button was made for, so that a tap on an old state changes nothing.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class OpenDraft:
    """Show an announcement as it stands, with what can be done."""

    code: ClassVar[str] = "bo"
    broadcast: int


@dataclass(frozen=True)
class RewriteDraft:
    """Ask for the message anew."""

    code: ClassVar[str] = "bw"
    broadcast: int
    version: int


@dataclass(frozen=True)
class PreviewDraft:
    """Send the author the message exactly as its readers will see it."""

    code: ClassVar[str] = "bp"
    broadcast: int


@dataclass(frozen=True)
class ChooseAudience:
    """Show the choices of whom an announcement is for: of role, kinds, units or a round."""

    code: ClassVar[str] = "ba"
    broadcast: int
    by: str = "role"
    page: int = 0


@dataclass(frozen=True)
class SetAudience:
    """Narrow the announcement to a role, or to the units with open tasks of a round; or widen it to everybody."""

    code: ClassVar[str] = "bs"
    broadcast: int
    version: int
    role: str
    round: int = 0


@dataclass(frozen=True)
class ToggleKind:
    """Take a kind of units in, or out again."""

    code: ClassVar[str] = "bk"
    broadcast: int
    version: int
    kind: str


@dataclass(frozen=True)
class ToggleUnit:
    """Take a unit in, or out again. The unit is chosen, not acted upon: it is no matter of its rights."""

    code: ClassVar[str] = "bu"
    broadcast: int
    version: int
    chosen: int
    page: int = 0


@dataclass(frozen=True)
class LinkTopic:
    """Ask for words to find a topic that is offered below the announcement."""

    code: ClassVar[str] = "bl"
    broadcast: int


@dataclass(frozen=True)
class SetTopic:
    """Offer a topic below the announcement; "tanpa" takes it off."""

    code: ClassVar[str] = "bt"
    broadcast: int
    version: int
    key: str


@dataclass(frozen=True)
class ToggleAcknowledgement:
    """Ask readers to say that they have read it, or no longer."""

    code: ClassVar[str] = "bc"
    broadcast: int
    version: int


@dataclass(frozen=True)
class SendNow:
    """Send it: asks first unless `sure` is 1."""

    code: ClassVar[str] = "bn"
    broadcast: int
    version: int
    sure: int = 0


@dataclass(frozen=True)
class SendLater:
    """Ask when to send it."""

    code: ClassVar[str] = "bj"
    broadcast: int
    version: int


@dataclass(frozen=True)
class SteerBroadcast:
    """Pause, resume, cancel it, make a draft of it again, or send once more what failed or is uncertain."""

    code: ClassVar[str] = "bx"
    broadcast: int
    version: int
    way: str


@dataclass(frozen=True)
class NudgeReaders:
    """Remind those who have not said that they read it."""

    code: ClassVar[str] = "bg"
    broadcast: int


@dataclass(frozen=True)
class Acknowledge:
    """Say that one has read an announcement."""

    code: ClassVar[str] = "by"
    broadcast: int


AnnouncingAction = (
    OpenDraft
    | RewriteDraft
    | PreviewDraft
    | ChooseAudience
    | SetAudience
    | ToggleKind
    | ToggleUnit
    | LinkTopic
    | SetTopic
    | ToggleAcknowledgement
    | SendNow
    | SendLater
    | SteerBroadcast
    | NudgeReaders
    | Acknowledge
)
