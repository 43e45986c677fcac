"""What the buttons do by which coordinators make checklists and hand them out.

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
class OpenChecklists:
    """Show a page of the agency's checklists."""

    code: ClassVar[str] = "dl"
    page: int = 0


@dataclass(frozen=True)
class OpenChecklist:
    """Show a checklist of the agency."""

    code: ClassVar[str] = "dc"
    checklist: int


@dataclass(frozen=True)
class NewChecklist:
    """Offer the ways in which a checklist can be made."""

    code: ClassVar[str] = "dn"


@dataclass(frozen=True)
class OfferTemplates:
    """Show a page of the templates."""

    code: ClassVar[str] = "dt"
    page: int = 0


@dataclass(frozen=True)
class OpenTemplate:
    """Show a template."""

    code: ClassVar[str] = "dk"
    key: str


@dataclass(frozen=True)
class UseTemplate:
    """Make a checklist of the agency from a template."""

    code: ClassVar[str] = "dm"
    key: str


@dataclass(frozen=True)
class SendChecklistTemplate:
    """Send the Excel template for a checklist, and wait for it filled in."""

    code: ClassVar[str] = "dx"


@dataclass(frozen=True)
class SaveChecklist:
    """Keep the checklist that was read from a file."""

    code: ClassVar[str] = "dw"
    draft: int


@dataclass(frozen=True)
class WriteChecklist:
    """Ask for the title of a checklist that is to be written."""

    code: ClassVar[str] = "di"


@dataclass(frozen=True)
class RenameChecklist:
    """Ask for another title of a checklist."""

    code: ClassVar[str] = "dj"
    checklist: int


@dataclass(frozen=True)
class DropChecklist:
    """Take a checklist out of use; asks first unless `sure` is 1."""

    code: ClassVar[str] = "de"
    checklist: int
    sure: int = 0


@dataclass(frozen=True)
class RestoreChecklist:
    """Take a checklist into use again."""

    code: ClassVar[str] = "df"
    checklist: int


@dataclass(frozen=True)
class OpenItems:
    """Show a page of the items of a checklist."""

    code: ClassVar[str] = "l"
    checklist: int
    page: int = 0


@dataclass(frozen=True)
class OpenItem:
    """Show an item."""

    code: ClassVar[str] = "lo"
    item: int


@dataclass(frozen=True)
class AddItems:
    """Wait for items, a line each."""

    code: ClassVar[str] = "la"
    checklist: int


@dataclass(frozen=True)
class SpreadItems:
    """Give the units of the open rounds the items from `first` to `last`."""

    code: ClassVar[str] = "lz"
    checklist: int
    first: int
    last: int


@dataclass(frozen=True)
class EditItem:
    """Ask for a part of an item: title, todo, evidence, area, who, weight, due, topic; all to choose from."""

    code: ClassVar[str] = "le"
    item: int
    part: str


@dataclass(frozen=True)
class SetItem:
    """Set the weight of an item, its days before the round is due, or whether it has figures (0 or 1)."""

    code: ClassVar[str] = "lv"
    item: int
    part: str
    value: int


@dataclass(frozen=True)
class SetTopic:
    """Let a topic explain an item; "-" for none."""

    code: ClassVar[str] = "lt"
    item: int
    key: str


@dataclass(frozen=True)
class MoveItem:
    """Move an item one place up (1) or down (0)."""

    code: ClassVar[str] = "lm"
    item: int
    up: int


@dataclass(frozen=True)
class DropItem:
    """Take an item off its checklist."""

    code: ClassVar[str] = "ld"
    item: int


@dataclass(frozen=True)
class RestoreItem:
    """Put an item back on its checklist."""

    code: ClassVar[str] = "lr"
    item: int


@dataclass(frozen=True)
class WithdrawItem:
    """Take a dropped item from the units that have done nothing about it."""

    code: ClassVar[str] = "lx"
    item: int


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
    | OpenChecklists
    | OpenChecklist
    | NewChecklist
    | OfferTemplates
    | OpenTemplate
    | UseTemplate
    | SendChecklistTemplate
    | SaveChecklist
    | WriteChecklist
    | RenameChecklist
    | DropChecklist
    | RestoreChecklist
    | OpenItems
    | OpenItem
    | AddItems
    | SpreadItems
    | EditItem
    | SetItem
    | SetTopic
    | MoveItem
    | DropItem
    | RestoreItem
    | WithdrawItem
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
