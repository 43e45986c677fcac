"""What the buttons do by which coordinators hand checklists out.

`draft` is a round that is being put together, `day` a date as a number: 20270115.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class OpenPlans:
    """Show a page of the rounds that are open."""

    code: ClassVar[str] = "d"
    page: int = 0


@dataclass(frozen=True)
class OpenPlan:
    """Show a round as coordinators see it."""

    code: ClassVar[str] = "do"
    round: int


@dataclass(frozen=True)
class AssignChecklist:
    """Begin to hand a checklist out."""

    code: ClassVar[str] = "db"
    checklist: int


@dataclass(frozen=True)
class CopyRound:
    """Begin a new round of the same checklist with the same units."""

    code: ClassVar[str] = "dp"
    round: int


@dataclass(frozen=True)
class AddUnitsToRound:
    """Begin to hand a round out to more units."""

    code: ClassVar[str] = "du"
    round: int


@dataclass(frozen=True)
class AskPeriod:
    """Ask for the period of a draft."""

    code: ClassVar[str] = "da"
    draft: int


@dataclass(frozen=True)
class SetPeriod:
    """Choose a period of the calendar: tw4-2026, sm2-2026, th-2026."""

    code: ClassVar[str] = "dr"
    draft: int
    span: str


@dataclass(frozen=True)
class AskDue:
    """Ask for the day on which a draft is due."""

    code: ClassVar[str] = "dd"
    draft: int


@dataclass(frozen=True)
class SetDue:
    """Choose the day on which a draft is due."""

    code: ClassVar[str] = "ds"
    draft: int
    day: int


@dataclass(frozen=True)
class OfferUnits:
    """Offer the units of a draft: all, by kind, or from the list."""

    code: ClassVar[str] = "dq"
    draft: int


@dataclass(frozen=True)
class PickUnits:
    """Take all units of a kind into a draft (1) or out of it (0); "semua" for every kind."""

    code: ClassVar[str] = "dv"
    draft: int
    kind: str
    picked: int


@dataclass(frozen=True)
class OfferUnitList:
    """Show a page of the units to pick from."""

    code: ClassVar[str] = "dy"
    draft: int
    page: int = 0


@dataclass(frozen=True)
class PickUnit:
    """Take a unit into a draft (1) or out of it (0)."""

    code: ClassVar[str] = "dg"
    draft: int
    chosen: int
    picked: int
    page: int = 0


@dataclass(frozen=True)
class SearchUnitList:
    """Ask for a part of a unit's name; with `clear` 1, show all units again."""

    code: ClassVar[str] = "dh"
    draft: int
    clear: int = 0


@dataclass(frozen=True)
class CarryOver:
    """Take targets and what does not apply over from the round before (1) or not (0)."""

    code: ClassVar[str] = "d0"
    draft: int
    carried: int


@dataclass(frozen=True)
class PreviewRound:
    """Show what would be handed out."""

    code: ClassVar[str] = "d1"
    draft: int


@dataclass(frozen=True)
class ShareRound:
    """Hand a draft out."""

    code: ClassVar[str] = "d2"
    draft: int


@dataclass(frozen=True)
class AskRoundDue:
    """Ask for another day on which a round is due."""

    code: ClassVar[str] = "d3"
    round: int


@dataclass(frozen=True)
class MoveRound:
    """Give a round another day on which it is due."""

    code: ClassVar[str] = "d4"
    round: int
    day: int


@dataclass(frozen=True)
class CloseRound:
    """Close a round; asks first unless `sure` is 1."""

    code: ClassVar[str] = "dz"
    round: int
    sure: int = 0


@dataclass(frozen=True)
class ReopenRound:
    """Open a round again."""

    code: ClassVar[str] = "d5"
    round: int


PlanningAction = (
    OpenPlans
    | OpenPlan
    | AssignChecklist
    | CopyRound
    | AddUnitsToRound
    | AskPeriod
    | SetPeriod
    | AskDue
    | SetDue
    | OfferUnits
    | PickUnits
    | OfferUnitList
    | PickUnit
    | SearchUnitList
    | CarryOver
    | PreviewRound
    | ShareRound
    | AskRoundDue
    | MoveRound
    | CloseRound
    | ReopenRound
)
