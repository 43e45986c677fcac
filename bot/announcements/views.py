"""What is shown of announcements: the buttons below one, and how its sending goes, to its author."""

from bot.actions import OpenTopic
from bot.actions.announcing import Acknowledge, NudgeReaders, OpenDraft, SteerBroadcast
from bot.announcements.store import Broadcast, Receipts, State
from bot.markup import bold
from bot.view import Button, Keyboard, View
from knowledge.base import KnowledgeBase

HEADINGS: dict[State, str] = {
    "draft": "📝 Pengumuman belum dikirim",
    "scheduled": "🕗 Pengumuman terjadwal",
    "sending": "📣 Pengumuman sedang dikirim",
    "paused": "⏸ Pengumuman dijeda",
    "cancelled": "🚫 Pengumuman dibatalkan",
    "done": "✅ Pengumuman selesai dikirim",
}
MINUTE, HOUR = 60, 3600


def buttons(broadcast: Broadcast, base: KnowledgeBase) -> Keyboard:
    """Return the buttons that readers find below an announcement."""
    topic = base.topics.get(broadcast.topic_id or "")
    offered = [[Button(f"📖 {topic.title}", OpenTopic(topic.key))]] if topic else []
    read = [[Button("✅ Sudah dibaca", Acknowledge(broadcast.id))]] if broadcast.acknowledged else []
    return [*offered, *read]


def progress_view(broadcast: Broadcast, receipts: Receipts, pace: int) -> View:
    """Show its author how far it is; `pace` is the messages a second that may be sent."""
    lines = [bold(HEADINGS[broadcast.state]), f"Terkirim: {number(receipts.sent)} dari {number(receipts.total)}"]
    others = (
        ("Tidak terjangkau", receipts.unreachable),
        ("Belum pasti sampai", receipts.unknown),
        ("Gagal", receipts.failed),
        ("Ditarik", receipts.withdrawn),
    )
    lines += [f"{words}: {number(count)}" for words, count in others if count]
    if broadcast.acknowledged:
        lines.append(f"Sudah dibaca: {number(receipts.acknowledged)} dari {number(receipts.sent)}")
    if broadcast.state == "sending" and receipts.waiting:
        lines.append(f"Perkiraan selesai: {duration(receipts.waiting / pace)} lagi")
    return View("\n".join(lines), steering(broadcast, receipts))


def steering(broadcast: Broadcast, receipts: Receipts) -> list[list[Button]]:
    """Return the buttons by which an announcement is steered."""

    def to(way: str) -> SteerBroadcast:
        return SteerBroadcast(broadcast.id, broadcast.version, way)

    match broadcast.state:
        case "scheduled":
            return [[Button("✏️ Ubah", to("draft")), Button("🚫 Batalkan", to("cancel"))]]
        case "sending":
            return [[Button("⏸ Jeda", to("pause")), Button("🚫 Hentikan", to("cancel"))]]
        case "paused":
            return [[Button("▶️ Lanjutkan", to("resume")), Button("🚫 Hentikan", to("cancel"))]]
        case "done":
            failed = [Button("🔁 Kirim ulang yang gagal", to("failed"))] if receipts.failed else []
            unknown = [Button("🔁 Kirim ulang yang belum pasti", to("unknown"))] if receipts.unknown else []
            left = broadcast.acknowledged and receipts.acknowledged < receipts.sent
            nudge = [Button("🔔 Ingatkan yang belum membaca", NudgeReaders(broadcast.id))] if left else []
            again = [Button("🔄 Segarkan", OpenDraft(broadcast.id))] if broadcast.acknowledged else []
            return [row for row in (failed, unknown, nudge, again) if row]
        case _:
            return []


def number(count: int) -> str:
    """Return a number as it is written in Indonesia: 10.000."""
    return f"{count:,}".replace(",", ".")


def duration(seconds: float) -> str:
    """Return a duration roughly, in words."""
    if seconds < MINUTE:
        return "kurang dari 1 menit"
    if seconds < HOUR:
        return f"± {round(seconds / MINUTE)} menit"
    hours, rest = divmod(round(seconds / MINUTE), MINUTE)
    return f"± {hours} jam {rest} menit" if rest else f"± {hours} jam"
