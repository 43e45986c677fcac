"""What the buttons do by which coordinators make checklists and change their items.

`draft` is a checklist that was read from Excel and is not kept yet.
"""

from dataclasses import dataclass
from typing import ClassVar


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


EditingAction = (
    OpenChecklists
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
)
