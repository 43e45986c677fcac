"""What coordinators are shown when they compose an announcement, and how its sending goes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.announcing import (
    ChooseAudience,
    LinkTopic,
    OpenDraft,
    PreviewDraft,
    RewriteDraft,
    SendLater,
    SendNow,
    SetAudience,
    SetTopic,
    SteerBroadcast,
    ToggleAcknowledgement,
    ToggleKind,
    ToggleUnit,
)
from bot.announcements.audience import Audience
from bot.announcements.store import Broadcast, Receipts
from bot.announcements.views import duration, number, progress_view
from bot.checklists.rounds import Round
from bot.checklists.words import named_day
from bot.markup import bold, escape, italic, shorten
from bot.people.store import KINDS, Unit
from bot.people.words import KIND_NAMES
from bot.view import Button, View
from knowledge.schema import Topic

PAGE = 8
ROLES = {"focal": "PIC semua unit", "head": "Kepala unit", "coordinator": "Koordinator"}
EVERYBODY = "Semua pengguna"
WITHOUT_TOPIC = "tanpa"

COMPOSE_PROMPT = View(
    f"📣 {bold('Pengumuman baru')}\nKirim isinya: teks, atau foto atau berkas dengan keterangan. "
    "Belum ada yang terkirim sebelum Anda menyetujuinya."
)
NOT_SENDABLE = View(
    "Isi itu tidak dapat disiarkan. Kirim teks (paling banyak 3.500 karakter), atau foto atau berkas dengan keterangan "
    "paling banyak 900 karakter."
)
LATER_PROMPT = View("Kapan dikirim? Tulis misalnya “besok jam 8”, “Senin pukul 09.30”, atau “31 Des 2026 pukul 10.00”.")
NOT_A_MOMENT = View(
    "Waktunya belum terbaca, atau sudah lewat. Tulis misalnya “besok jam 8” atau “31 Des 2026 pukul 10.00”."
)
TOPIC_PROMPT = View("Tulis kata kunci topik yang ingin ditautkan di bawah pengumuman.")
NO_TOPIC = View("Tidak ada topik yang mirip. Tulis kata kunci lain.")
CHANGED = "Pengumuman ini sudah berubah; ini keadaannya sekarang."
GONE = "Pengumuman ini sudah tidak ada."
READ = "Terima kasih, tercatat sudah dibaca."
READ_ALREADY = "Sudah tercatat sebelumnya. Terima kasih."
NOBODY = "Belum ada penerima yang cocok. Ubah penerimanya dahulu."
ALL_READ = "Semua penerima sudah membaca."


@dataclass(frozen=True, slots=True)
class Draft:
    """An announcement with all that is shown of it; `to` says whom it is for, `seconds` how long it takes."""

    broadcast: Broadcast
    to: str
    people: int
    seconds: float
    topic: Topic | None


def draft_view(draft: Draft) -> View:
    """Show a draft with whom it reaches and what can be changed."""
    one, version = draft.broadcast, draft.broadcast.version
    lines = [
        f"📣 {bold('Pengumuman')} (belum dikirim)",
        f"Isi: {italic(shorten(_gist(one), 120))}",
        f"Penerima: {bold(draft.to)}, {number(draft.people)} orang · perkiraan {duration(draft.seconds)}",
        f"Topik: {escape(draft.topic.title)}" if draft.topic else "",
        "Pembaca diminta mengetuk “Sudah dibaca”." if one.acknowledged else "",
    ]
    ask = "☑️ Minta tanda baca" if not one.acknowledged else "✖️ Tanpa tanda baca"
    rows = [
        [Button("👁 Pratinjau", PreviewDraft(one.id)), Button("✏️ Ganti isi", RewriteDraft(one.id, version))],
        [Button("👥 Penerima", ChooseAudience(one.id)), Button("📖 Tautkan topik", LinkTopic(one.id))],
        [Button(ask, ToggleAcknowledgement(one.id, version))],
        [Button("📨 Kirim", SendNow(one.id, version)), Button("🕘 Jadwalkan", SendLater(one.id, version))],
        [Button("🗑 Buang", SteerBroadcast(one.id, version, "drop"))],
    ]
    return View("\n".join(filter(None, lines)), rows)


def _gist(broadcast: Broadcast) -> str:
    params = broadcast.body["params"]
    words = str(params.get("text") or params.get("caption") or "")
    kind = {"sendPhoto": "[foto] ", "sendDocument": "[berkas] "}.get(str(broadcast.body["method"]), "")
    return f"{kind}{words}"


def sure_view(draft: Draft) -> View:
    """Ask before it is sent."""
    one = draft.broadcast
    return View(
        f"Kirim sekarang kepada {bold(draft.to)}, {number(draft.people)} orang?",
        [
            [Button("📨 Ya, kirim", SendNow(one.id, one.version, 1), style="primary")],
            [Button("‹ Kembali", OpenDraft(one.id))],
        ],
    )


def audience_view(broadcast: Broadcast, rounds: Sequence[Round]) -> View:
    """Offer whom an announcement may be for."""
    id_, version = broadcast.id, broadcast.version
    roles = [[Button(words, SetAudience(id_, version, role))] for role, words in ROLES.items()]
    open_ones = [
        [Button(shorten(f"Yang belum selesai: {round_.name}", 60), SetAudience(id_, version, "focal", round_.id))]
        for round_ in rounds[:PAGE]
    ]
    return View(
        "👥 Untuk siapa pengumuman ini?",
        [
            [Button(EVERYBODY, SetAudience(id_, version, "all"))],
            *roles,
            [Button("Jenis unit", ChooseAudience(id_, "kinds")), Button("Pilih unit", ChooseAudience(id_, "units"))],
            *open_ones,
            [Button("‹ Kembali", OpenDraft(id_))],
        ],
    )


def kinds_view(broadcast: Broadcast, present: Collection[str]) -> View:
    """Offer the kinds of units that there are, those chosen ticked."""
    chosen = broadcast.audience.kinds
    rows = [
        [Button(f"{_tick(kind in chosen)} {KIND_NAMES[kind]}", ToggleKind(broadcast.id, broadcast.version, kind))]
        for kind in KINDS
        if kind in present
    ]
    return View("👥 Jenis unit mana saja?", [*rows, [Button("‹ Kembali", OpenDraft(broadcast.id))]])


def units_view(broadcast: Broadcast, units: Sequence[Unit], page: int) -> View:
    """Offer a page of the units, those chosen ticked."""
    chosen = broadcast.audience.units
    shown = units[page * PAGE : (page + 1) * PAGE]
    rows = [
        [
            Button(
                shorten(f"{_tick(unit.id in chosen)} {unit.name}", 60),
                ToggleUnit(broadcast.id, broadcast.version, unit.id, page),
            )
        ]
        for unit in shown
    ]
    before = [Button("‹ Sebelumnya", ChooseAudience(broadcast.id, "units", page - 1))] if page else []
    more = (page + 1) * PAGE < len(units)
    after = [Button("Berikutnya ›", ChooseAudience(broadcast.id, "units", page + 1))] if more else []
    return View(
        f"👥 Unit mana saja? {len(chosen)} dipilih.",
        [*rows, [*before, *after], [Button("‹ Kembali", OpenDraft(broadcast.id))]],
    )


def _tick(chosen: bool) -> str:
    return "☑️" if chosen else "⬜"


def said(audience: Audience, units: Sequence[Unit], round_: Round | None) -> str:
    """Say whom an announcement is for."""
    if round_ is not None:
        return f"PIC unit yang belum menyelesaikan {round_.name}"
    if audience.units:
        names = [unit.short_name for unit in units if unit.id in audience.units]
        return shorten(f"unit {', '.join(names)}", 120)
    if audience.kinds:
        return shorten("unit jenis " + ", ".join(KIND_NAMES[kind] for kind in audience.kinds), 120)
    return ROLES.get(audience.role or "", EVERYBODY)


def topics_view(broadcast: Broadcast, topics: Sequence[Topic]) -> View:
    """Offer the topics that may be linked."""
    rows = [[Button(f"📖 {topic.title}", SetTopic(broadcast.id, broadcast.version, topic.key))] for topic in topics]
    off = [Button("Tanpa topik", SetTopic(broadcast.id, broadcast.version, WITHOUT_TOPIC))]
    return View("Topik mana yang ditautkan?", [*rows, [*off, Button("‹ Kembali", OpenDraft(broadcast.id))]])


def running_view(broadcast: Broadcast, receipts: Receipts, pace: int, zone: ZoneInfo) -> View:
    """Show an announcement that is no draft any more, with the ways to steer it."""
    shown = progress_view(broadcast, receipts, pace)
    if broadcast.state == "scheduled" and broadcast.send_at is not None:
        shown = View(f"{shown.text}\nDikirim {_moment(broadcast.send_at, zone)}", shown.keyboard)
    return shown


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{named_day(local.date())} pukul {local:%H.%M} {local.tzname()}"


def nudged_text(many: int) -> str:
    """Say how many are reminded."""
    return f"{many} orang diingatkan." if many else ALL_READ
