"""What the buttons for units, invitations and people do.

A field `unit` names the unit whose PIC or head may do it; `membership` is a role that somebody holds, `version` the
state of a request that the button was made for.
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


@dataclass(frozen=True)
class UseOwnName:
    """Join under the name that Telegram shows."""

    code: ClassVar[str] = "jn"


@dataclass(frozen=True)
class OpenRequests:
    """Show the requests that wait for a coordinator."""

    code: ClassVar[str] = "jl"


@dataclass(frozen=True)
class OpenRequest:
    """Show a request to join."""

    code: ClassVar[str] = "jo"
    request: int


@dataclass(frozen=True)
class Approve:
    """Give the role that somebody asks for."""

    code: ClassVar[str] = "ja"
    request: int
    version: int


@dataclass(frozen=True)
class Refuse:
    """Refuse the role that somebody asks for."""

    code: ClassVar[str] = "jt"
    request: int
    version: int


@dataclass(frozen=True)
class OpenMembers:
    """Show a page of the members; of one unit where it is not 0."""

    code: ClassVar[str] = "p"
    page: int = 0
    unit: int = 0


@dataclass(frozen=True)
class SearchMembers:
    """Ask for a part of a member's name."""

    code: ClassVar[str] = "ps"


@dataclass(frozen=True)
class OpenMember:
    """Show what a person holds."""

    code: ClassVar[str] = "po"
    person: int


@dataclass(frozen=True)
class GiveRole:
    """Give a person a role in a unit."""

    code: ClassVar[str] = "pg"
    person: int
    role: str
    unit: int


@dataclass(frozen=True)
class TakeRole:
    """Take a role in a unit from somebody; asks first unless `sure` is 1."""

    code: ClassVar[str] = "pt"
    membership: int
    sure: int = 0


@dataclass(frozen=True)
class MoveRole:
    """Ask for the unit to which somebody's role moves."""

    code: ClassVar[str] = "pm"
    membership: int


@dataclass(frozen=True)
class MoveTo:
    """Move somebody's role to another unit."""

    code: ClassVar[str] = "pv"
    membership: int
    unit: int


@dataclass(frozen=True)
class GiveAgencyRole:
    """Make somebody coordinator or admin."""

    code: ClassVar[str] = "pa"
    person: int
    role: str


@dataclass(frozen=True)
class TakeAgencyRole:
    """Let somebody be coordinator or admin no longer; asks first unless `sure` is 1."""

    code: ClassVar[str] = "pk"
    membership: int
    sure: int = 0


@dataclass(frozen=True)
class OpenProfile:
    """Show one's own profile."""

    code: ClassVar[str] = "y"


@dataclass(frozen=True)
class OfferOwnUnits:
    """Show a page of the units to name as one's own, and ask for a part of its name."""

    code: ClassVar[str] = "yu"
    page: int = 0


@dataclass(frozen=True)
class NameOwnUnit:
    """Say in which unit one works; 0 for none. It gives no rights."""

    code: ClassVar[str] = "yn"
    named: int


@dataclass(frozen=True)
class RenameOneself:
    """Ask for the name by which one's colleagues know one."""

    code: ClassVar[str] = "yr"


@dataclass(frozen=True)
class WantNews:
    """Receive announcements (1) or not (0)."""

    code: ClassVar[str] = "yb"
    wanted: int


@dataclass(frozen=True)
class HandOver:
    """Make a code for one's successor as PIC of a unit."""

    code: ClassVar[str] = "yh"
    unit: int


@dataclass(frozen=True)
class ForgetMe:
    """Delete everything that is kept about oneself; asks first unless `sure` is 1."""

    code: ClassVar[str] = "yf"
    sure: int = 0


PeopleAction = (
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
    | UseOwnName
    | OpenRequests
    | OpenRequest
    | Approve
    | Refuse
    | OpenMembers
    | SearchMembers
    | OpenMember
    | GiveRole
    | TakeRole
    | MoveRole
    | MoveTo
    | GiveAgencyRole
    | TakeAgencyRole
    | OpenProfile
    | OfferOwnUnits
    | NameOwnUnit
    | RenameOneself
    | WantNews
    | HandOver
    | ForgetMe
)
