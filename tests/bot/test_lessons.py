"""Whatever a coordinator writes makes a topic: a fault here would stop all learning."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from bot.learning.lessons import ANSWER, MORE, note_topic, split_answer
from bot.learning.store import Note

ZONE = ZoneInfo("Asia/Jayapura")
NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
written = st.text(min_size=1, max_size=3000).filter(str.strip)
lines = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=3, max_size=60).filter(
    lambda text: len(" ".join(text.split())) >= 3
)


@given(title=lines, answer=written, author=written, source=st.none() | lines, said=st.lists(written, max_size=3))
def test_every_note_is_a_topic(title: str, answer: str, author: str, source: str | None, said: list[str]) -> None:
    note = Note(7, " ".join(title.split()), answer, source, author, NOW, dropped=False)
    topic = note_topic(note, said, ZONE)
    assert topic.id == "instansi.7"
    assert topic.reviewed.isoformat() == "2026-11-24"


@given(text=written)
@example("a\n" + "b" * 2998)
@example("a\n" * 1000 + "b" * 990)
@example("a. " + "b" * 2990)
def test_nothing_of_an_answer_is_lost_in_folding(text: str) -> None:
    answer, more = split_answer(text)
    assert len(answer) <= ANSWER
    assert len(more or "") <= MORE
    assert "".join((answer + (more or "")).split()) == "".join(text.split())
