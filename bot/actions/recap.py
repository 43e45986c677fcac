"""What the buttons of the recap and of its files do. `unit` names the unit that counts for the rights."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class OpenRecaps:
    """Show a page of the open rounds, one beside the other."""

    code: ClassVar[str] = "wd"
    page: int = 0


@dataclass(frozen=True)
class OpenRecap:
    """Show how a round stands; `tab` is by what: units or areas."""

    code: ClassVar[str] = "w"
    round: int
    tab: str = "units"
    page: int = 0


@dataclass(frozen=True)
class OpenUnitRecap:
    """Show how a unit stands in a round; `page` is that of the recap it was opened from."""

    code: ClassVar[str] = "wu"
    unit: int
    round: int
    page: int = 0


@dataclass(frozen=True)
class SendRecapFile:
    """Send a round's recap as a file or picture: excel, pdf, page, heatmap or trend."""

    code: ClassVar[str] = "we"
    round: int
    kind: str


@dataclass(frozen=True)
class OpenExports:
    """Show a page of the rounds that can be exported."""

    code: ClassVar[str] = "wm"
    page: int = 0


@dataclass(frozen=True)
class OpenExport:
    """Show what a round can be exported as."""

    code: ClassVar[str] = "wx"
    round: int


@dataclass(frozen=True)
class OpenParcels:
    """Show a page of the units whose evidence in a round can be had as ZIP files."""

    code: ClassVar[str] = "wl"
    round: int
    page: int = 0


@dataclass(frozen=True)
class SendParcels:
    """Send a unit's evidence in a round as ZIP files."""

    code: ClassVar[str] = "wz"
    unit: int
    round: int


RecapAction = (
    OpenRecaps | OpenRecap | OpenUnitRecap | SendRecapFile | OpenExports | OpenExport | OpenParcels | SendParcels
)
