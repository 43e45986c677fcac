"""What curators are shown of the questions: what waits, what was missed, disliked and asked most."""

from collections.abc import Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.actions import OpenEscalation, OpenNotes, OpenQuestions, OpenTopic, TakeMissed
from bot.escalations.store import Escalation
from bot.escalations.views import moment
from bot.feedback.views import REASONS
from bot.learning.statistics import Judged, Missed, Totals
from bot.markup import bold, escape, italic, shorten
from bot.view import Button, View
from knowledge.base import KnowledgeBase

TABS = {"menunggu": "Menunggu", "terlewat": "Terlewat", "kurang": "Kurang disukai", "sering": "Paling ditanya"}
PAGE = 8
LISTED = 60
LISTED_WITH_TIME = 36
"""Characters of a question that leave room for the time on a button."""
GONE = "Itu sudah tidak ada."

T = TypeVar("T")


def waiting_view(totals: Totals, waiting: Sequence[Escalation], zone: ZoneInfo, page: int) -> View:
    """Show the questions that wait for a coordinator."""
    text = (
        "Pertanyaan yang menunggu jawaban koordinator, paling lama di atas."
        if waiting
        else "Tidak ada yang menunggu. 👍"
    )
    rows = [
        [
            Button(
                f"#{one.id} {shorten(one.text, LISTED_WITH_TIME)} · {moment(one.asked_at, zone)}",
                OpenEscalation(one.id),
            )
        ]
        for one in _page(waiting, page)
    ]
    return _view("menunggu", totals, text, rows, len(waiting), page)


def _waiting_label(one: Escalation, zone: ZoneInfo) -> str:
    return f"#{one.id} {shorten(one.text, LISTED_WITH_TIME)} · {moment(one.asked_at, zone)}"


def missed_view(totals: Totals, missed: Sequence[Missed], page: int) -> View:
    """Show the questions that got no answer."""
    text = (
        "Pertanyaan yang belum terjawab, paling sering di atas. Ketuk untuk menautkannya ke topik, menjawab, "
        "atau menandainya bukan urusan kita."
        if missed
        else "Tidak ada yang terlewat. 👍"
    )
    rows = [
        [Button(f"{one.many}× {shorten(one.text, LISTED)}", TakeMissed(one.question_id))] for one in _page(missed, page)
    ]
    return _view("terlewat", totals, text, rows, len(missed), page)


def disliked_view(totals: Totals, judged: Sequence[Judged], base: KnowledgeBase, page: int) -> View:
    """Show the answers that readers did not like, and why."""
    known = [one for one in judged if one.topic_id in base.topics]
    lines = [_judged_line(one, base) for one in _page(known, page)]
    text = "\n".join(lines) if lines else "Belum ada jawaban yang tidak disukai. 👍"
    return _view("kurang", totals, text, _open_rows(_page(known, page), base), len(known), page)


def asked_view(totals: Totals, judged: Sequence[Judged], base: KnowledgeBase, page: int) -> View:
    """Show the topics that are asked about most, with their figures."""
    known = [one for one in judged if one.topic_id in base.topics]
    text = "\n".join(_judged_line(one, base) for one in _page(known, page)) or "Belum ada pertanyaan."
    return _view("sering", totals, text, _open_rows(_page(known, page), base), len(known), page)


def _judged_line(one: Judged, base: KnowledgeBase) -> str:
    figures = f"{escape(base.topics[one.topic_id].title)}: ditanya {one.asked}, 👍 {one.liked}, 👎 {one.disliked}"
    said = [REASONS.get(reason, reason) for reason in one.reasons[:2]]
    return "\n".join([f"• {figures}", *(f"  {italic(shorten(reason, 120))}" for reason in said)])


def _open_rows(judged: Sequence[Judged], base: KnowledgeBase) -> list[list[Button]]:
    topics = (base.topics[one.topic_id] for one in judged)
    return [[Button(topic.title, OpenTopic(topic.key))] for topic in topics]


def _page(entries: Sequence[T], page: int) -> Sequence[T]:
    last = max(0, -(-len(entries) // PAGE) - 1)
    start = min(page, last) * PAGE
    return entries[start : start + PAGE]


def _view(tab: str, totals: Totals, text: str, rows: list[list[Button]], many: int, page: int) -> View:
    head = f"{bold('Pertanyaan')} · {TABS[tab]}\n{_summary(totals)}"
    return View(f"{head}\n\n{text}", [*rows, _pages(tab, many, page), *_tabs(tab)])


def _summary(totals: Totals) -> str:
    return (
        f"90 hari terakhir: {totals.asked} pertanyaan; dijawab langsung {totals.answered}, "
        f"lewat pilihan {totals.chosen}, belum tahu {totals.unknown}."
    )


def _pages(tab: str, many: int, page: int) -> list[Button]:
    last = max(0, -(-many // PAGE) - 1)
    page = min(page, last)
    before = [Button("‹ Sebelumnya", OpenQuestions(tab, page - 1))] if page > 0 else []
    after = [Button("Berikutnya ›", OpenQuestions(tab, page + 1))] if page < last else []
    return [*before, *after]


def _tabs(shown: str) -> list[list[Button]]:
    tabs = [Button(label, OpenQuestions(tab)) for tab, label in TABS.items() if tab != shown]
    return [tabs[:2], [*tabs[2:], Button("Jawaban instansi", OpenNotes(0))]]
