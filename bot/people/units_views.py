"""What coordinators are shown of units."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.people import OpenMembers
from bot.actions.units import (
    AddUnits,
    CloseUnit,
    EditUnit,
    InviteToUnit,
    OfferCodes,
    OpenInvitations,
    OpenJoined,
    OpenUnit,
    OpenUnits,
    ReopenUnit,
    SearchUnits,
    SetParent,
    SetUnit,
)
from bot.markup import bold, escape, shorten
from bot.people.invitations import Invitation
from bot.people.memberships import Membership
from bot.people.paging import arrows, last_page
from bot.people.store import ZONES, Listed, Unit
from bot.people.words import KIND_NAMES, OFFICES, called
from bot.view import Button, View

LISTED = 40
PEOPLE_NAMED = 10
GONE = "Unit itu sudah tidak ada."
CIRCLE = "Tidak bisa: unit itu sendiri berada di bawah unit ini."
SEARCH_PROMPT = View("🔎 Ketik sebagian nama atau singkatan unit, misalnya: dinkes")
NOTHING_FOUND = View("Tidak ada unit yang cocok. Coba kata lain, atau /batal.")
ALL_UNITS = Button("‹ Daftar unit", OpenUnits())


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a unit."""

    unit: Unit
    parent: Unit | None
    members: tuple[Membership, ...]
    invitations: tuple[Invitation, ...]


def list_view(units: Sequence[Listed], page: int, total: int) -> View:
    """Show a page of the units."""
    pages = f", halaman {page + 1} dari {last_page(total) + 1}" if last_page(total) else ""
    text = f"🏢 {bold('Unit')} ({total}{pages})" if total else f"🏢 {bold('Unit')}\nBelum ada unit."
    return View(
        text,
        [
            *([Button(_label(unit), OpenUnit(unit.id))] for unit in units),
            arrows(page, total, OpenUnits),
            [Button("🔎 Cari", SearchUnits()), Button("➕ Tambah", AddUnits())],
            [Button("✉️ Undangan dan yang belum bergabung", OpenJoined())] if total else [],
        ],
    )


def _label(unit: Listed) -> str:
    focal = f"{unit.focal} PIC" if unit.focal else "⚪ belum ada PIC"
    return f"{shorten(unit.short_name, LISTED)} · {focal}"


def found_view(units: Sequence[Unit]) -> View:
    """Show the units that were looked for."""
    return View(
        f"{len(units)} unit yang cocok. Belum ketemu? Ketik kata lain.",
        [*([Button(shorten(unit.name, 60), OpenUnit(unit.id))] for unit in units), [ALL_UNITS]],
    )


def card_view(card: Card) -> View:
    """Show a unit and what can be done with it."""
    unit = card.unit
    below = f"\nInduk: {escape(card.parent.short_name)}" if card.parent else ""
    text = (
        f"🏢 {bold(unit.name)}\n{escape(unit.short_name)} · {KIND_NAMES[unit.kind]} · {unit.zone}\n"
        f"Kode: <code>{escape(unit.code)}</code>{below}\n\n{_members(card.members)}\n{_open(card.invitations)}"
    )
    return View(
        text,
        [
            [
                Button("✉️ Undang", InviteToUnit(unit.id), style="primary"),
                Button("🔑 Kode pribadi", OfferCodes(unit.id)),
            ],
            [Button("👥 Anggota", OpenMembers(0, unit.id)), Button("Undangan", OpenInvitations(unit.id))],
            [Button("✏️ Ubah", EditUnit(unit.id, "all")), Button("🚫 Tutup unit", CloseUnit(unit.id))],
            [ALL_UNITS],
        ],
    )


def _members(members: Sequence[Membership]) -> str:
    if not members:
        return "Belum ada anggota."
    lines = [f"• {OFFICES[one.office]}: {called(one.name)}" for one in members[:PEOPLE_NAMED]]
    rest = [f"… dan {len(members) - PEOPLE_NAMED} lagi"] if len(members) > PEOPLE_NAMED else []
    return "\n".join([*lines, *rest])


def _open(invitations: Sequence[Invitation]) -> str:
    return f"Undangan terbuka: {len(invitations)}" if invitations else "Tidak ada undangan terbuka."


def edit_view(unit: Unit) -> View:
    """Offer the parts of a unit that can be changed."""
    parts = {"name": "Nama", "short": "Singkatan", "kind": "Jenis", "zone": "Zona waktu", "parent": "Induk"}
    buttons = [Button(label, EditUnit(unit.id, part)) for part, label in parts.items()]
    return View(
        f"✏️ Apa yang diubah dari {bold(unit.short_name)}?",
        [buttons[:2], buttons[2:], [_back(unit)]],
    )


def _back(unit: Unit) -> Button:
    return Button("‹ Kembali", OpenUnit(unit.id))


def kinds_view(unit: Unit) -> View:
    """Offer the kinds of units."""
    buttons = [Button(name, SetUnit(unit.id, "kind", kind)) for kind, name in KIND_NAMES.items()]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    return View(
        f"Jenis {bold(unit.short_name)} sekarang {KIND_NAMES[unit.kind]}. Ubah menjadi?", [*rows, [_back(unit)]]
    )


def zones_view(unit: Unit) -> View:
    """Offer the time zones."""
    buttons = [Button(zone, SetUnit(unit.id, "zone", zone.lower())) for zone in ZONES]
    return View(f"Zona waktu {bold(unit.short_name)} sekarang {unit.zone}. Ubah menjadi?", [buttons, [_back(unit)]])


def name_prompt(unit: Unit) -> View:
    """Ask for another name."""
    return View(f"Tulis nama baru untuk {bold(unit.name)}.")


def short_prompt(unit: Unit) -> View:
    """Ask for another short name."""
    return View(f"Tulis singkatan baru untuk {bold(unit.short_name)}. Kode unit tidak berubah.")


def length_view(shortest: int, longest: int) -> View:
    """Say how long a name may be."""
    return View(f"Panjangnya {shortest}–{longest} karakter. Silakan tulis sekali lagi.")


def parent_prompt(unit: Unit) -> View:
    """Ask for the unit above."""
    return View(
        f"Ketik sebagian nama unit yang membawahi {bold(unit.short_name)}.",
        [[Button("Tanpa induk", SetParent(unit.id, 0))]],
    )


def parents_view(unit_id: int, found: Sequence[Unit]) -> View:
    """Offer the units that may stand above."""
    return View("Yang mana induknya?", [[Button(shorten(one.name, 60), SetParent(unit_id, one.id))] for one in found])


def sure_view(unit: Unit, members: int) -> View:
    """Ask before a unit is closed."""
    theirs = f" {members} peran di dalamnya tidak berlaku lagi." if members else ""
    return View(
        f"Tutup {bold(unit.name)}?{theirs} Riwayatnya tetap tersimpan, dan dapat diurungkan.",
        [[Button("Ya, tutup", CloseUnit(unit.id, 1), style="danger"), Button("Tidak", OpenUnit(unit.id))]],
    )


def closed_view(unit: Unit) -> View:
    """Say that a unit is closed."""
    return View(f"🚫 {bold(unit.name)} ditutup.", [[Button("Urungkan", ReopenUnit(unit.id))], [ALL_UNITS]])
