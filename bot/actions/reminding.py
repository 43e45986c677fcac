"""What the buttons below reminders do."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class SnoozeReminder:
    """Be reminded once more, on the next working morning."""

    code: ClassVar[str] = "rs"
    reminder: int


@dataclass(frozen=True)
class MeetDeadline:
    """Say that a unit has finished a deadline that belongs to no checklist (1), or take it back (0)."""

    code: ClassVar[str] = "rm"
    unit: int
    deadline: int
    met: int = 1


@dataclass(frozen=True)
class ReadDaily:
    """Read a BerAKHLAK behaviour every working day (1), or no longer (0)."""

    code: ClassVar[str] = "rd"
    daily: int


RemindingAction = SnoozeReminder | MeetDeadline | ReadDaily
