"""How roles and units are called in the chat."""

from collections.abc import Mapping

from bot.markup import escape
from bot.people.memberships import Membership
from bot.people.standing import Office
from knowledge.schema import UnitKind

OFFICES: Mapping[Office, str] = {"focal": "PIC", "head": "Kepala", "coordinator": "Koordinator", "admin": "Admin"}
KIND_NAMES: Mapping[UnitKind, str] = {
    "opd": "OPD",
    "bagian": "Bagian",
    "kecamatan": "Kecamatan",
    "kelurahan": "Kelurahan",
    "uptd": "UPTD",
    "puskesmas": "Puskesmas",
    "rumah-sakit": "Rumah sakit",
    "sekolah": "Sekolah",
    "satker": "Satker",
    "kantor-wilayah": "Kantor wilayah",
    "lainnya": "Lainnya",
}
CLOSED = "unit yang sudah ditutup"
NAMELESS = "tanpa nama"


def post(office: Office, unit: str | None) -> str:
    """Return a role with its unit, as typed: PIC Disdik."""
    whole = office in ("coordinator", "admin")
    return OFFICES[office] if whole else f"{OFFICES[office]} {unit or CLOSED}"


def post_of(membership: Membership) -> str:
    """Return what somebody holds, as typed."""
    return post(membership.office, membership.unit)


def called(name: str | None) -> str:
    """Return a person's name, escaped."""
    return escape(name or NAMELESS)
