"""What coordinators are shown when they invite, and the texts that they pass on."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.people import OpenMembers
from bot.actions.units import (
    InviteAll,
    InviteToUnit,
    MakeCode,
    OfferCodes,
    OpenInvitations,
    OpenJoined,
    OpenUnit,
    OpenUnits,
    RevokeInvitation,
)
from bot.asking.words import short_date
from bot.markup import bold, escape, shorten
from bot.people.invitations import Invitation
from bot.people.issuing import Pass
from bot.people.paging import arrows, last_page
from bot.people.store import Unit
from bot.people.tokens import shown
from bot.people.words import OFFICES, post
from bot.view import Button, View

NUDGES = 5
"""Units a page: each comes with a text of a few hundred characters."""
LISTED = 20
GONE = "Undangan itu sudah tidak ada."
REVOKED = "Undangan dicabut."
ALL_JOINED = View("🎉 Semua unit sudah punya PIC; tidak ada yang perlu diundang.")
WORKBOOK_CAPTION = "Tautan, kode QR, dan teks siap kirim per unit. Salin teksnya ke WhatsApp."
PAGES_CAPTION = "Untuk dicetak dan dibagikan: satu kotak untuk satu unit."


def until(moment: datetime, zone: ZoneInfo) -> str:
    """Return the last day on which something can be used, as it is said there."""
    return short_date(moment.astimezone(zone).date())


def ready_text(unit: str, office: str, address: str, last_day: str, agency: str) -> str:
    """Return what a coordinator passes on to a unit through WhatsApp."""
    from_whom = f"{agency}: " if agency else ""
    return (
        f"{from_whom}{unit} diundang ke Klinik RB, layanan tanya jawab dan pemantauan tugas reformasi birokrasi. "
        f"Mohon {office} membuka tautan ini di Telegram lalu mengetuk Mulai (Start): {address} "
        f"(berlaku sampai {last_day})."
    )


def link_view(unit: Unit, invitation: Invitation, text: str, last_day: str) -> View:
    """Go with a unit's QR code: what it is for, and the text to pass on."""
    other, whom = ("head", "kepala") if invitation.office == "focal" else ("focal", "PIC")
    return View(
        f"✉️ Undangan {bold(post(invitation.office, unit.short_name))}\n"
        f"Untuk {invitation.uses_left} orang, sampai {last_day}. Anda menyetujui setiap orang sebelum ia bergabung.\n\n"
        f"Teks siap kirim (ketuk untuk menyalin):\n<code>{escape(text)}</code>",
        [
            [Button(f"Undang {whom}", InviteToUnit(unit.id, other))],
            [Button("🚫 Cabut undangan ini", RevokeInvitation(invitation.id))],
        ],
    )


def codes_view(unit: Unit) -> View:
    """Ask for which role a personal code is."""
    return View(
        f"🔑 {bold('Kode pribadi')} untuk {escape(unit.short_name)}\n"
        "Sekali pakai, 7 hari. Pemakainya langsung mendapat peran, jadi berikan hanya kepada orang yang dituju.",
        [
            [Button("Kode PIC", MakeCode(unit.id, "focal")), Button("Kode kepala", MakeCode(unit.id, "head"))],
            [Button("‹ Kembali", OpenUnit(unit.id))],
        ],
    )


def pass_view(made: Pass, unit: str | None, last_day: str) -> View:
    """Show a code, this once."""
    role = post(made.invitation.office, unit)
    back = Button("‹ Kode lain", OfferCodes(made.invitation.unit_id)) if unit else Button("‹ Anggota", OpenMembers())
    return View(
        f"🔑 Kode pribadi {bold(role)}: <code>{shown(made.code)}</code>\n"
        f"Sekali pakai, sampai {last_day}. Kode ini tidak dapat ditampilkan lagi.\n\n"
        f"Teks siap kirim:\n<code>{escape(code_text(made, role))}</code>",
        [[Button("🚫 Batalkan kode", RevokeInvitation(made.invitation.id))], [back]],
    )


def code_text(made: Pass, role: str) -> str:
    """Return what goes with a personal code."""
    return (
        f"Anda ditunjuk sebagai {role} di Klinik RB. Buka tautan ini di Telegram lalu ketuk Mulai (Start): {made.link} "
        f"— atau kirim /gabung {shown(made.code)} kepada bot. Kode ini untuk Anda sendiri."
    )


def open_view(unit: Unit, open_ones: Sequence[Invitation], zone: ZoneInfo) -> View:
    """Show a unit's open invitations."""
    lines = [f"{number}. {_described(one, zone)}" for number, one in enumerate(open_ones[:LISTED], 1)]
    revoke = [
        [Button(f"🚫 Cabut nomor {number}", RevokeInvitation(one.id))]
        for number, one in enumerate(open_ones[:LISTED], 1)
    ]
    text = "\n".join(lines) or "Tidak ada undangan terbuka."
    return View(
        f"✉️ {bold('Undangan terbuka')} {escape(unit.short_name)}\n{text}",
        [*revoke, [Button("✉️ Undang", InviteToUnit(unit.id))], [Button("‹ Kembali", OpenUnit(unit.id))]],
    )


def _described(one: Invitation, zone: ZoneInfo) -> str:
    kinds = {"link": f"tautan, sisa {one.uses_left} orang", "code": "kode pribadi", "handover": "serah terima"}
    return f"{OFFICES[one.office]}: {kinds[one.kind]}, sampai {until(one.expires_at, zone)}"


def revoked_view(unit_id: int) -> View:
    """Say that an invitation holds no longer."""
    back = Button("‹ Undangan lain", OpenInvitations(unit_id)) if unit_id else Button("‹ Anggota", OpenMembers())
    return View("🚫 Undangan dicabut. Tautan atau kodenya tidak berlaku lagi.", [[back]])


def sent_view(alone: int, total: int) -> View:
    """Say what is being sent, and how many have joined."""
    return View(
        f"✉️ Menyiapkan undangan untuk {alone} unit; berkas Excel dan PDF menyusul.\n{standing_line(alone, total)}",
        [[Button("🔄 Lihat yang belum bergabung", OpenJoined())]],
    )


def standing_line(alone: int, total: int) -> str:
    """Say how many units have joined."""
    return f"{total} unit: {total - alone} bergabung, {alone} belum"


def joined_view(nudges: Sequence[tuple[Unit, str | None]], page: int, alone: int, total: int) -> View:
    """Show a page of the units that have not joined, each with the text to remind them."""
    pages = f" (halaman {page + 1} dari {last_page(alone, NUDGES) + 1})" if alone > NUDGES else ""
    parts = [_nudge(unit, text) for unit, text in nudges]
    listed = f"\n\n{bold('Belum bergabung')}{pages}\n" + "\n".join(parts) if parts else ""
    invite = [Button("✉️ Undang semua yang belum", InviteAll())] if alone else []
    return View(
        f"📊 {bold(standing_line(alone, total))}{listed}",
        [
            arrows(page, alone, OpenJoined, NUDGES),
            [Button("🔄 Segarkan", OpenJoined(page))],
            invite,
            [Button("‹ Daftar unit", OpenUnits())],
        ],
    )


def _nudge(unit: Unit, text: str | None) -> str:
    words = f"\n<code>{escape(text)}</code>" if text else "\nBelum diundang."
    return f"• {bold(shorten(unit.name, 60))}{words}"
