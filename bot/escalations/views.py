"""What coordinators and askers are shown of a question that was handed on."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions import (
    AskBack,
    AttachTopic,
    ChooseTopic,
    Dismiss,
    KeepAnswer,
    OpenEscalation,
    ReadAsQuestion,
    Release,
    Reopen,
    SearchTopic,
    SendReply,
    TakeUp,
    Withdraw,
)
from bot.asking.words import short_date, thousands
from bot.escalations.store import Escalation
from bot.markup import bold, escape, italic, shorten
from bot.view import Button, View
from knowledge.schema import Topic

LONGEST_REPLY = 3000
"""Characters of a reply: with the question above it, it must fit in one message."""
QUOTED = 300
QUESTION_QUOTED = 1000
ANSWER_QUOTED = 1500
"""Characters of an answer on a card, which has to hold the question and what it goes on from as well."""
LISTED = 60
MOST_WAITING = 5
"""Questions of one person that may wait at a time: the coordinators are a few people with other work."""


def quote(text: str, limit: int = QUOTED) -> str:
    """Return somebody's words as a quote."""
    return f"\n<blockquote>{escape(shorten(text, limit))}</blockquote>\n"


def moment(when: datetime, zone: ZoneInfo) -> str:
    """Return when something happened, as people say it there."""
    local = when.astimezone(zone)
    return f"{short_date(local.date())} {local:%H.%M}"


# What coordinators see.


def card_view(escalation: Escalation, viewer: int, asked: str, before: str = "", topic: Topic | None = None) -> View:
    """Show the question, what has become of it, and what the viewer can do.

    `asked` says when and by how many; `before` is what it goes on from, as `before_text` tells it.
    """
    head = f"🙋 {bold(f'Pertanyaan #{escalation.id}')} · {asked}"
    text = f"{head}{before}{quote(escalation.text, QUESTION_QUOTED)}{_standing(escalation, viewer, topic)}"
    return View(text, tuple(_card_keyboard(escalation, viewer)))


def before_text(before: Escalation, topic: Topic | None) -> str:
    """Tell a question, and the answer, that somebody asks back about."""
    answer = (
        f"\nDijawab dengan topik {bold(topic.title)}." if topic else f"\nJawaban waktu itu:{quote(before.answer or '')}"
    )
    return f"\nLanjutan dari:{quote(before.text).rstrip()}{answer.rstrip()}\nPertanyaan lanjutannya:"


def _standing(escalation: Escalation, viewer: int, topic: Topic | None) -> str:
    mine = escalation.taken_by == viewer
    match escalation.state:
        case "open":
            return "Belum ada yang menjawab."
        case "taken":
            return "✍️ Anda sedang menjawab." if mine else "✍️ Sedang dijawab koordinator lain."
        case "answered" if topic:
            return f"✅ Dijawab dengan topik {bold(topic.title)}."
        case "answered":
            who = "Anda" if mine else "koordinator lain"
            return f"✅ Dijawab oleh {who}:{quote(escalation.answer or '', ANSWER_QUOTED)}"
        case "dismissed":
            return "🚫 Bukan urusan kita. Pertanyaan seperti ini tidak diusulkan lagi."
        case "withdrawn":
            return "↩️ Ditarik kembali oleh penanya."


def _card_keyboard(escalation: Escalation, viewer: int) -> Iterator[list[Button]]:
    seen = (escalation.id, escalation.version)
    if escalation.waits and escalation.taken_by in (None, viewer):
        yield [Button("✍️ Saya jawab", TakeUp(*seen), style="primary")]
        yield [Button("📎 Tautkan ke topik", ChooseTopic(*seen))]
        yield [Button("🚫 Bukan urusan kita", Dismiss(*seen))]
    if escalation.state == "taken":
        yield [Button("Lepaskan" if escalation.taken_by == viewer else "Ambil alih", Release(*seen))]
    if escalation.state == "dismissed":
        yield [Button("Urungkan", Reopen(*seen))]
    if escalation.state == "answered" and escalation.topic_id is None:
        yield [Button("💾 Simpan sebagai jawaban instansi", KeepAnswer(*seen))]


def reply_prompt(escalation: Escalation) -> View:
    """Ask for the reply."""
    return View(f"Silakan tulis jawaban Anda untuk pertanyaan #{escalation.id}:{quote(escalation.text)}")


def reply_preview(escalation: Escalation) -> View:
    """Show a reply before it is sent."""
    seen = (escalation.id, escalation.version)
    return View(
        f"Jawaban ini akan dikirim kepada penanya #{escalation.id}:{quote(escalation.draft or '', LONGEST_REPLY)}"
        "Belum pas? Tulis saja sekali lagi.",
        [
            [Button("📨 Kirim", SendReply(*seen), style="success")],
            [Button("Ini pertanyaan saya, bukan jawaban", ReadAsQuestion(*seen))],
        ],
    )


def too_long_view(length: int) -> View:
    """Ask for a shorter reply."""
    most = thousands(LONGEST_REPLY)
    return View(f"Jawabannya {thousands(length)} karakter, paling banyak {most}. Mohon diringkas lalu kirim lagi.")


def topics_view(escalation: Escalation, topics: Iterable[Topic]) -> View:
    """Offer topics to attach the question to."""
    seen = (escalation.id, escalation.version)
    return View(
        f"Topik mana yang menjawab pertanyaan #{escalation.id}?{quote(escalation.text)}"
        "Penanya langsung menerima jawabannya, dan bot mengenali pertanyaan ini mulai sekarang.",
        [
            *([Button(topic.title, AttachTopic(*seen, topic.key))] for topic in topics),
            [Button("🔎 Cari topik lain", SearchTopic(*seen))],
            [Button("‹ Kembali", OpenEscalation(escalation.id))],
        ],
    )


SEARCH_PROMPT = View("Tulis kata kunci topik yang dicari, misalnya: ambang wbk")
NO_TOPIC = "Tidak ada topik yang cocok. Coba kata kunci lain."
CHANGED = "Sudah berubah; ini keadaan terbarunya."


def reminder_view(waiting: list[Escalation], zone: ZoneInfo) -> View:
    """Remind the coordinators of what has waited too long."""
    shown = [[Button(f"#{one.id} {shorten(one.text, LISTED)}", OpenEscalation(one.id))] for one in waiting[:8]]
    oldest = moment(waiting[0].asked_at, zone)
    return View(
        f"⏰ {bold(f'{len(waiting)} pertanyaan')} menunggu jawaban Anda lebih dari dua hari kerja. "
        f"Yang paling lama sejak {oldest}.",
        shown,
    )


# What askers see.


def status_view(escalation: Escalation) -> View:
    """Tell the asker how far it is."""
    words = {
        "open": "📨 Diteruskan kepada koordinator. Anda diberi tahu di sini begitu ada jawaban.",
        "taken": "✍️ Koordinator sedang menjawab.",
        "answered": "✅ Sudah dijawab.",
        "dismissed": "🚫 Di luar urusan Klinik RB.",
        "withdrawn": "↩️ Pertanyaan ditarik kembali.",
    }
    button = [[Button("Tarik pertanyaan", Withdraw(escalation.id))]] if escalation.waits else []
    number = bold(f"Pertanyaan #{escalation.id}")
    return View(f"{number}{quote(escalation.text)}{words[escalation.state]}", button)


def answered_view(escalation: Escalation) -> View:
    """Bring the asker the coordinator's reply."""
    head = f"💬 {bold('Jawaban koordinator')} untuk pertanyaan Anda:{quote(escalation.text)}"
    return View(
        head + escape(escalation.answer or ""),
        [[Button("Tanya balik", AskBack(escalation.id))]],
    )


def settled_with_view(escalation: Escalation, answer: View) -> View:
    """Bring the asker a topic that a coordinator found to answer the question."""
    # Without the question, below which it is sent: a topic may fill a message by itself.
    head = "💬 Jawaban koordinator untuk pertanyaan Anda:\n"
    return View(head + answer.text, [*answer.keyboard, [Button("Tanya balik", AskBack(escalation.id))]])


NOT_OURS = View(
    "Maaf, menurut koordinator pertanyaan Anda di luar urusan reformasi birokrasi, jadi tidak dapat dijawab di sini. "
    "Silakan hubungi unit yang membidanginya."
)
QUESTION_PROMPT = View("Silakan tulis pertanyaan Anda untuk koordinator.")
TOO_MANY = View(
    f"Sudah ada {MOST_WAITING} pertanyaan Anda yang menunggu jawaban. Mohon tunggu, atau tarik salah satunya."
)
ALREADY = "Pertanyaan ini sudah diteruskan."
NO_COORDINATOR = "Belum ada koordinator yang dapat dihubungi lewat bot ini."
SETTLED = "Pertanyaan ini sudah selesai."
NOT_THEIRS = "Ini pertanyaan rekan lain."
GONE = "Itu sudah tidak ada."


def ask_back_prompt(escalation: Escalation) -> View:
    """Ask what the asker still wants to know."""
    return View(f"Apa yang masih ingin Anda tanyakan tentang jawaban #{escalation.id}?")


def joined_note(view: View) -> View:
    """Say that somebody else has asked the same already."""
    note = italic("Rekan lain juga menanyakannya; jawabannya dikirim kepada semua.")
    return View(f"{view.text}\n{note}", view.keyboard)
