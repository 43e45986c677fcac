"""What the buttons do by which people join, hold roles, and look after what concerns themselves.

`membership` is a role that somebody holds, `version` the state of a request that the button was made for.
"""

from dataclasses import dataclass
from typing import ClassVar


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
    UseOwnName
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
