"""What the buttons of /jadwal do: the schedule, the pattern of the year, and the deadlines that coordinators keep.

`day` is a date as a number: 20270115; `clock` a time on it: 1430, or 2400 for its end.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class OpenSchedule:
    """Show a page of the next deadlines."""

    code: ClassVar[str] = "m"
    page: int = 0


@dataclass(frozen=True)
class SendYear:
    """Send the calendar of a year as a picture; as a file, which stays sharp, with `sharp` 1."""

    code: ClassVar[str] = "my"
    year: int
    sharp: int = 0


@dataclass(frozen=True)
class SendIcs:
    """Send the deadlines as an iCalendar file."""

    code: ClassVar[str] = "mi"


@dataclass(frozen=True)
class OpenOccasions:
    """Show a page of the occasions that come every year."""

    code: ClassVar[str] = "mo"
    page: int = 0


@dataclass(frozen=True)
class OpenOccasion:
    """Show an occasion; `page` is that of the list it was opened from."""

    code: ClassVar[str] = "mp"
    key: str
    page: int = 0


@dataclass(frozen=True)
class ActivateOccasion:
    """Begin to make a deadline of an occasion."""

    code: ClassVar[str] = "mt"
    key: str


@dataclass(frozen=True)
class AddDeadline:
    """Ask for the title of a deadline that is to be added."""

    code: ClassVar[str] = "ma"


@dataclass(frozen=True)
class AskDeadlineDay:
    """Ask for the day of a deadline that is being added."""

    code: ClassVar[str] = "mq"
    draft: int


@dataclass(frozen=True)
class ReadDeadlineDay:
    """Read a day back that was offered for a deadline."""

    code: ClassVar[str] = "mc"
    draft: int
    day: int


@dataclass(frozen=True)
class SaveDeadline:
    """Keep the deadline that was read back."""

    code: ClassVar[str] = "ms"
    draft: int
    day: int
    clock: int = 2400


@dataclass(frozen=True)
class SendDeadlineTemplate:
    """Send the Excel template for deadlines, and wait for it filled in."""

    code: ClassVar[str] = "mx"


@dataclass(frozen=True)
class SaveDeadlines:
    """Keep the deadlines that were read from a file."""

    code: ClassVar[str] = "mw"
    draft: int


@dataclass(frozen=True)
class OpenDeadline:
    """Show a deadline as coordinators see it."""

    code: ClassVar[str] = "md"
    deadline: int


@dataclass(frozen=True)
class AskNewDay:
    """Ask for another day of a deadline."""

    code: ClassVar[str] = "mg"
    deadline: int


@dataclass(frozen=True)
class MoveDeadline:
    """Give a deadline the day that was read back."""

    code: ClassVar[str] = "mv"
    deadline: int
    day: int
    clock: int = 2400


@dataclass(frozen=True)
class RenameDeadline:
    """Ask for another title of a deadline."""

    code: ClassVar[str] = "mn"
    deadline: int


@dataclass(frozen=True)
class AskRungs:
    """Ask when a deadline is to be reminded of."""

    code: ClassVar[str] = "mj"
    deadline: int


@dataclass(frozen=True)
class ResetRungs:
    """Remind of a deadline as of all others again."""

    code: ClassVar[str] = "mr"
    deadline: int


@dataclass(frozen=True)
class OfferTies:
    """Show a page of the rounds to which a deadline can be tied."""

    code: ClassVar[str] = "mk"
    deadline: int
    page: int = 0


@dataclass(frozen=True)
class TieDeadline:
    """Tie a deadline to a round; asks first unless `sure` is 1."""

    code: ClassVar[str] = "ml"
    deadline: int
    round: int
    sure: int = 0


@dataclass(frozen=True)
class UntieDeadline:
    """Let a deadline be one without a round again."""

    code: ClassVar[str] = "mu"
    deadline: int


@dataclass(frozen=True)
class DropDeadline:
    """Delete a deadline; asks first unless `sure` is 1."""

    code: ClassVar[str] = "mz"
    deadline: int
    sure: int = 0


@dataclass(frozen=True)
class RestoreDeadline:
    """Take the deletion of a deadline back."""

    code: ClassVar[str] = "mb"
    deadline: int


DeadlineAction = (
    OpenSchedule
    | SendYear
    | SendIcs
    | OpenOccasions
    | OpenOccasion
    | ActivateOccasion
    | AddDeadline
    | AskDeadlineDay
    | ReadDeadlineDay
    | SaveDeadline
    | SendDeadlineTemplate
    | SaveDeadlines
    | OpenDeadline
    | AskNewDay
    | MoveDeadline
    | RenameDeadline
    | AskRungs
    | ResetRungs
    | OfferTies
    | TieDeadline
    | UntieDeadline
    | DropDeadline
    | RestoreDeadline
)
