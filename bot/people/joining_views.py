"""What somebody is shown who joins with a link or a code, and what coordinators see of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.people import (
    Approve,
    OpenMember,
    OpenMembers,
    OpenProfile,
    OpenRequest,
    OpenRequests,
    Refuse,
    TakeAgencyRole,
    TakeRole,
    UseOwnName,
)
from bot.markup import bold, escape, shorten
from bot.people.memberships import Membership
from bot.people.requests import Request
from bot.people.words import post, post_of
from bot.view import Button, View

LISTED = 8
CODE_PROMPT = View("Ketik kode undangan Anda, misalnya ABCD-2345. Belum punya? Mintalah kepada koordinator.")
NOT_A_CODE = View("Itu bukan kode undangan. Kodenya 8 huruf dan angka, misalnya ABCD-2345. Coba lagi, atau /batal.")
UNKNOWN = View("Undangan itu tidak dikenal. Periksa lagi tautan atau kodenya, atau minta yang baru kepada koordinator.")
OVER = View("Undangan itu sudah tidak berlaku. Mohon minta yang baru kepada koordinator.")
REFUSED_BEFORE = View(
    "Permintaan Anda dengan undangan ini sudah ditolak. Bila menurut Anda keliru, hubungi koordinator."
)
NAME_LENGTH = View("Tulis nama Anda saja, 2–60 karakter, misalnya: Siti Rahmawati")
NOT_JOINING = "Tidak ada undangan yang sedang Anda buka. Buka lagi tautannya."
GONE = "Permintaan itu sudah tidak ada."
CHANGED = "Sudah diselesaikan; ini keadaan terbarunya."
UNIT_CLOSED = "Unitnya sudah ditutup, jadi tidak dapat disetujui."


def too_many(again: datetime, zone: ZoneInfo) -> View:
    """Say when somebody may try again."""
    return View(f"Terlalu banyak undangan yang keliru. Coba lagi pukul {again.astimezone(zone):%H.%M}.")


def already_view(role: str) -> View:
    """Say that somebody holds the role already."""
    return View(f"Anda sudah {bold(role)}. Silakan buka /tugas.")


def waiting_view(role: str) -> View:
    """Say that the coordinators have been asked."""
    return View(
        f"📨 Permintaan Anda sebagai {bold(role)} sudah dikirim kepada koordinator. "
        "Anda diberi tahu di sini begitu disetujui. Sementara itu, silakan bertanya apa saja."
    )


def name_prompt(role: str, suggestion: str | None) -> View:
    """Ask for the name by which somebody's colleagues know them."""
    offered = [[Button(f"Pakai nama: {shorten(suggestion, 40)}", UseOwnName())]] if suggestion else []
    return View(
        f"Anda diundang sebagai {bold(role)}.\n\nDengan nama apa rekan kerja mengenal Anda? "
        "Koordinator melihat nama ini saat menyetujui.",
        offered,
    )


def welcome_view(role: str, of_unit: bool) -> View:
    """Say that somebody holds a role from now on, and what to do next."""
    following = (
        "Buka /tugas untuk melihat tugas unit Anda." if of_unit else "Buka /bantuan untuk melihat perintah Anda."
    )
    return View(f"✅ Anda kini {bold(role)}. {following}", [[Button("👤 Profil saya", OpenProfile())]])


def refused_view(role: str) -> View:
    """Say that a request was refused."""
    return View(
        f"Permintaan Anda sebagai {bold(role)} tidak disetujui. Bila menurut Anda keliru, hubungi koordinator. "
        "Anda tetap dapat bertanya di sini."
    )


def handed_over_view(role: str, successor: str) -> View:
    """Tell a focal person that their successor has taken over."""
    return View(
        f"🤝 {escape(successor)} kini menggantikan Anda sebagai {bold(role)}. "
        "Semua tugas dan eviden tetap milik unit. Terima kasih."
    )


def code_used_view(name: str, membership: Membership) -> View:
    """Tell the maker of a code who used it."""
    take = TakeAgencyRole(membership.id, 1) if membership.of_agency else TakeRole(membership.id, 1)
    return View(
        f"🔑 {bold(name)} memakai kode Anda dan kini {bold(post_of(membership))}. Bukan orang yang dimaksud?",
        [[Button("Cabut perannya", take, style="danger")], [Button("👤 Lihat", OpenMember(membership.person_id))]],
    )


def card_view(request: Request, who: str, unit: str | None, instead: str | None, settled_by: str) -> View:
    """Show a request as coordinators see it: `instead` of whom, and by whom it was settled."""
    role = post(request.office, unit)
    replaced = f"\nMenggantikan {escape(instead)} (serah terima)." if instead else ""
    seen = (request.id, request.version)
    head = f"🙋 {bold(f'Permintaan bergabung #{request.id}')}\n{bold(who)} sebagai {bold(role)}.{replaced}\n"
    match request.state:
        case "waiting":
            keys = [
                Button("✅ Setujui", Approve(*seen), style="success"),
                Button("❌ Tolak", Refuse(*seen), style="danger"),
            ]
            return View(f"{head}Anda kenal orang ini?", [keys])
        case "approved":
            member = [[Button("👤 Lihat", OpenMember(request.person_id))]]
            return View(f"{head}✅ Disetujui oleh {escape(settled_by)}.", member)
        case "refused":
            return View(f"{head}❌ Ditolak oleh {escape(settled_by)}.")


def list_view(waiting: list[tuple[Request, str, str | None]]) -> View:
    """Show the requests that wait."""
    text = f"🙋 {bold(f'{len(waiting)} permintaan')} menunggu persetujuan." if waiting else "Tidak ada yang menunggu."
    buttons = [
        [Button(f"{shorten(name, 30)} · {post(request.office, unit)}", OpenRequest(request.id))]
        for request, name, unit in waiting[:LISTED]
    ]
    return View(text, [*buttons, [Button("🔄 Segarkan", OpenRequests()), Button("‹ Anggota", OpenMembers())]])
