"""What coordinators are shown of the members."""

from collections.abc import Sequence

from bot.actions.people import (
    GiveAgencyRole,
    GiveRole,
    MoveRole,
    MoveTo,
    OpenMember,
    OpenMembers,
    OpenRequests,
    SearchMembers,
    TakeAgencyRole,
    TakeRole,
)
from bot.actions.units import MakeAgencyCode, OpenUnit
from bot.markup import bold, escape, shorten
from bot.people.memberships import Membership
from bot.people.paging import arrows, last_page
from bot.people.store import Unit
from bot.people.words import NAMELESS, OFFICES, post, post_of
from bot.view import Button, View

GONE = "Peran itu sudah tidak ada."
UNKNOWN_PERSON = "Orang itu belum pernah membuka bot ini."
UNIT_GONE = "Unit itu sudah tidak ada."
LAST_ONE = "Tidak bisa: tunjuk penggantinya dahulu, agar layanan ini tetap ada yang mengurus."
HELD_ALREADY = "Peran itu sudah dipegangnya."
SEARCH_PROMPT = View("🔎 Ketik sebagian nama orangnya.")
NOBODY = View("Tidak ada anggota dengan nama itu. Coba lagi, atau /batal.")
NO_UNIT = View("Tidak ada unit yang cocok. Coba kata lain, atau /batal.")
ALL = Button("‹ Anggota", OpenMembers())


def list_view(
    held: Sequence[Membership], page: int, total: int, unit: Unit | None, waiting: int, *, by_admin: bool
) -> View:
    """Show a page of what is held, by unit."""
    where = f" {unit.short_name}" if unit else ""
    pages = f", halaman {page + 1} dari {last_page(total) + 1}" if last_page(total) else ""
    empty = "" if total else "\nBelum ada. Undang lewat /unit."
    requests = [Button(f"🙋 {waiting} permintaan menunggu", OpenRequests())] if waiting else []
    return View(
        f"👥 {bold(f'Anggota{where}')} ({total}{pages}){empty}",
        [
            requests,
            *([Button(label(one), OpenMember(one.person_id))] for one in held),
            arrows(page, total, lambda to: OpenMembers(to, unit.id if unit else 0)),
            [Button("‹ Unit", OpenUnit(unit.id))] if unit else [Button("🔎 Cari", SearchMembers())],
            [Button("🔑 Kode koordinator", MakeAgencyCode())] if by_admin and not unit else [],
        ],
    )


def label(one: Membership) -> str:
    """Return what stands on the button of somebody who holds a role."""
    return f"{shorten(post_of(one), 34)} · {shorten(one.name or NAMELESS, 26)}"


def found_view(held: Sequence[Membership]) -> View:
    """Show who was looked for."""
    return View("Yang mana?", [*([Button(label(one), OpenMember(one.person_id))] for one in held), [ALL]])


def card_view(person_id: int, name: str, held: Sequence[Membership], own_unit: str | None, *, by_admin: bool) -> View:
    """Show what somebody holds and what can be done about it."""
    lines = [f"• {escape(post_of(one))}" for one in held] or ["Tidak memegang peran."]
    works = f"\nMenyebut unitnya: {escape(own_unit)} (belum diperiksa)" if own_unit else ""
    return View(f"👤 {bold(name)}{works}\n" + "\n".join(lines), [*_keys(person_id, held, by_admin), [ALL]])


def _keys(person_id: int, held: Sequence[Membership], by_admin: bool) -> list[list[Button]]:
    rows = [row for one in held for row in _keys_of(one, held, by_admin)]
    offices = {one.office for one in held}
    if by_admin:
        missing = [office for office in ("coordinator", "admin") if office not in offices]
        rows.append([Button(f"Jadikan {office_word(one)}", GiveAgencyRole(person_id, one)) for one in missing])
    return rows


def office_word(office: str) -> str:
    """Return a role of the agency inside a sentence."""
    return "koordinator" if office == "coordinator" else "admin"


def _keys_of(one: Membership, held: Sequence[Membership], by_admin: bool) -> list[list[Button]]:
    if one.of_agency:
        return [[Button(f"Cabut {post_of(one)}", TakeAgencyRole(one.id))]] if by_admin else []
    named = shorten(post_of(one), 30)
    rows = [[Button(f"Cabut {named}", TakeRole(one.id)), Button("Pindahkan", MoveRole(one.id))]]
    heads = any((other.office, other.unit_id) == ("head", one.unit_id) for other in held)
    if one.office == "focal" and one.unit and not heads:
        head = shorten(f"Jadikan kepala {one.unit}", 50)
        rows.append([Button(head, GiveRole(one.person_id, "head", one.unit_id))])
    return rows


def sure_view(one: Membership, name: str) -> View:
    """Ask before a role is taken."""
    action = TakeAgencyRole(one.id, 1) if one.of_agency else TakeRole(one.id, 1)
    return View(
        f"Cabut peran {bold(post_of(one))} dari {bold(name)}? Tugas dan eviden tetap milik unit.",
        [[Button("Ya, cabut", action, style="danger"), Button("Tidak", OpenMember(one.person_id))]],
    )


def taken_view(one: Membership, name: str) -> View:
    """Say that a role was taken, and how that is undone."""
    undo = (
        GiveAgencyRole(one.person_id, one.office) if one.of_agency else GiveRole(one.person_id, one.office, one.unit_id)
    )
    return View(
        f"Peran {bold(post_of(one))} dicabut dari {bold(name)}.",
        [[Button("Urungkan", undo)], [Button("👤 Lihat orangnya", OpenMember(one.person_id))], [ALL]],
    )


def lost_view(one: Membership) -> View:
    """Tell somebody that they hold a role no longer."""
    return View(
        f"Peran Anda sebagai {bold(post_of(one))} sudah dicabut. Bila menurut Anda keliru, hubungi koordinator."
    )


def move_prompt(one: Membership, name: str) -> View:
    """Ask for the unit to which a role moves."""
    return View(f"Ke unit mana {bold(name)} pindah sebagai {OFFICES[one.office]}? Ketik sebagian nama unitnya.")


def targets_view(one: Membership, units: Sequence[Unit]) -> View:
    """Offer the units to which a role may move."""
    return View(
        f"Pindahkan {bold(post_of(one))} ke?",
        [[Button(shorten(unit.name, 60), MoveTo(one.id, unit.id))] for unit in units],
    )


def moved_view(before: Membership, unit: Unit) -> View:
    """Tell somebody that their role is in another unit now."""
    role = post(before.office, unit.short_name)
    return View(f"Anda kini {bold(role)}, tidak lagi {escape(post_of(before))}. Silakan buka /tugas.")
