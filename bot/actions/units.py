"""What the buttons do by which the agency is set up, and its units are kept and invited.

A field `unit` names the unit whose PIC or head may do it.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class OpenSetup:
    """Show how far the agency is set up, and the next step."""

    code: ClassVar[str] = "z"


@dataclass(frozen=True)
class NameAgency:
    """Ask for the agency's name."""

    code: ClassVar[str] = "zn"


@dataclass(frozen=True)
class OfferZones:
    """Offer the time zones in which the agency may work."""

    code: ClassVar[str] = "zo"


@dataclass(frozen=True)
class SetZone:
    """Choose the time zone in which the agency mostly works."""

    code: ClassVar[str] = "zz"
    zone: str


@dataclass(frozen=True)
class OpenUnits:
    """Show a page of the units."""

    code: ClassVar[str] = "g"
    page: int = 0


@dataclass(frozen=True)
class SearchUnits:
    """Ask for a part of a unit's name."""

    code: ClassVar[str] = "gs"


@dataclass(frozen=True)
class OpenUnit:
    """Show a unit as coordinators see it."""

    code: ClassVar[str] = "go"
    unit: int


@dataclass(frozen=True)
class EditUnit:
    """Ask for a part of a unit: name, short, kind, zone or parent."""

    code: ClassVar[str] = "ge"
    unit: int
    part: str


@dataclass(frozen=True)
class SetUnit:
    """Give a unit a kind or a time zone."""

    code: ClassVar[str] = "gv"
    unit: int
    part: str
    value: str


@dataclass(frozen=True)
class SetParent:
    """Put a unit below another; 0 for below none."""

    code: ClassVar[str] = "gp"
    unit: int
    parent: int


@dataclass(frozen=True)
class CloseUnit:
    """Take a unit out of service; asks first unless `sure` is 1."""

    code: ClassVar[str] = "gc"
    unit: int
    sure: int = 0


@dataclass(frozen=True)
class ReopenUnit:
    """Take it back that a unit was closed."""

    code: ClassVar[str] = "gr"
    unit: int


@dataclass(frozen=True)
class AddUnits:
    """Wait for units: a filled template, or a line each."""

    code: ClassVar[str] = "ga"


@dataclass(frozen=True)
class SendUnitTemplate:
    """Send the Excel template for units."""

    code: ClassVar[str] = "gt"


@dataclass(frozen=True)
class SaveUnits:
    """Keep the units that were read."""

    code: ClassVar[str] = "gw"
    draft: int


@dataclass(frozen=True)
class InviteToUnit:
    """Send a unit's link of invitation with its QR code."""

    code: ClassVar[str] = "iu"
    unit: int
    role: str = "focal"


@dataclass(frozen=True)
class OfferCodes:
    """Offer the roles for which a personal code can be made."""

    code: ClassVar[str] = "io"
    unit: int


@dataclass(frozen=True)
class MakeCode:
    """Make a personal code for a role in a unit."""

    code: ClassVar[str] = "ic"
    unit: int
    role: str


@dataclass(frozen=True)
class MakeAgencyCode:
    """Make a personal code for a coordinator."""

    code: ClassVar[str] = "ik"


@dataclass(frozen=True)
class OpenInvitations:
    """Show a unit's open invitations."""

    code: ClassVar[str] = "il"
    unit: int


@dataclass(frozen=True)
class RevokeInvitation:
    """Take an invitation back."""

    code: ClassVar[str] = "ir"
    invitation: int


@dataclass(frozen=True)
class InviteAll:
    """Send links, QR codes and ready texts for all units that nobody has joined."""

    code: ClassVar[str] = "ia"


@dataclass(frozen=True)
class OpenJoined:
    """Show how many units have joined, and a page of those that have not."""

    code: ClassVar[str] = "is"
    page: int = 0


UnitAction = (
    OpenSetup
    | NameAgency
    | OfferZones
    | SetZone
    | OpenUnits
    | SearchUnits
    | OpenUnit
    | EditUnit
    | SetUnit
    | SetParent
    | CloseUnit
    | ReopenUnit
    | AddUnits
    | SendUnitTemplate
    | SaveUnits
    | InviteToUnit
    | OfferCodes
    | MakeCode
    | MakeAgencyCode
    | OpenInvitations
    | RevokeInvitation
    | InviteAll
    | OpenJoined
)
