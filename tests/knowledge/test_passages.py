import pytest

from knowledge.loading import load
from knowledge.passages import LONGEST_LINE, ROOM, first_lines, shown, telling_line, telling_part, wanted_of
from knowledge.schema import Part, Topic
from knowledge.search import Index
from tests.knowledge.conftest import CLINIC, WEIGHTS, Write


def _part(question: str, topic: Topic, index: Index) -> Part | None:
    return telling_part(wanted_of(topic, question, index), topic, index)


def _line(question: str, topic: Topic, part: Part | None, index: Index) -> str:
    return telling_line(wanted_of(topic, question, index), topic, part, index)


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("antrean daring itu kerjaan siapa", "contoh"),  # names no facet, but that is where it stands
        ("agen perubahan apa contohnya", "contoh"),
        ("siapa penggerak perubahan di unitnya", None),
        ("agen perubahan", None),
    ],
)
def test_the_part_that_speaks_of_what_is_asked_comes_first(index: Index, question: str, part: Part | None) -> None:
    assert _part(question, index.base.topics["zi.agen"], index) == part


ASKED = """\
topics:
  - id: zi.agen
    more: Ditunjuk setahun sekali.
    asked:
      contoh: {phrasings: [warga tak perlu antre dari subuh, bikin warga gampang daftar]}
      more: {phrasings: [berapa lama dia menjabat]}
"""


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("biar warga tdk antre dr subuh", "contoh"),  # shares no word with that part, but people who asked alike do
        ("menjabat brp lama", "more"),
        ("siapa penggerak perubahan di unitnya", None),
    ],
)
def test_the_part_that_people_who_asked_alike_meant_comes_first(write: Write, question: str, part: Part | None) -> None:
    index = Index(load([CLINIC, write("t.yaml", ASKED)]), WEIGHTS)
    assert _part(question, index.base.topics["zi.agen"], index) == part


def test_what_is_asked_of_a_part_that_is_not_there_gets_the_answer(write: Write) -> None:
    folder = write(
        "t.yaml", "topics:\n  - id: zi.agen\n    asked: {jadwal: {phrasings: [kapan masa jabatannya habis]}}\n"
    )
    index = Index(load([CLINIC, folder]), WEIGHTS)
    assert _part("kapan masa jabatannya habis", index.base.topics["zi.agen"], index) is None


def test_a_facet_is_shown_with_what_fits_of_the_answer(index: Index) -> None:
    topic = index.base.topics["zi.agen"]
    assert shown(topic, None) == ("", topic.answer)
    asked, opening = shown(topic, "contoh")
    assert (asked, opening) == (topic.facets["contoh"], topic.answer)
    assert len(asked) + len(opening) <= ROOM


def test_first_lines_are_whole_and_end_before_a_table() -> None:
    assert first_lines("satu\ndua\ntiga", 8) == "satu\ndua"
    assert first_lines("satu\n```\na  b\n```", 80) == "satu"
    assert first_lines("panjang", 3) == ""


HISTORY = "Dulu agen perubahan dipilih lewat pemungutan suara."
FOLDED = f"""\
topics:
  - id: zi.agen
    more: |
      {HISTORY}
      - pemungutan suara ulang bila seri
      Suara {"panjang " * 40}
      ```
      suara  sah
      ```
"""


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("agen perubahan dipilih pakai pemungutan suara kah", HISTORY),
        ("suara pemungutan ulang yang sah dan panjang", HISTORY),  # points, tables and long lines are not shown
        ("agen perubahan itu teladan ya", ""),
        ("", ""),
    ],
)
def test_the_line_that_says_what_else_is_asked_is_shown_beside(write: Write, question: str, line: str) -> None:
    index = Index(load([CLINIC, write("t.yaml", FOLDED)]), WEIGHTS)
    topic = index.base.topics["zi.agen"]
    assert _line(question, topic, None, index) == line
    assert HISTORY not in _line(question, topic, "more", index)


def test_a_line_of_the_part_that_people_who_asked_alike_meant_is_shown_beside(write: Write) -> None:
    index = Index(load([CLINIC, write("t.yaml", ASKED)]), WEIGHTS)
    topic = index.base.topics["zi.agen"]
    assert _line("menjabat brp lama", topic, None, index) == "Ditunjuk setahun sekali."
    assert _line("menjabat brp lama", topic, "contoh", index) == "Ditunjuk setahun sekali."


def test_what_did_not_fit_of_the_answer_may_be_the_line(index: Index) -> None:
    topic = index.base.topics["zi.agen"]
    long = topic.model_copy(update={"answer": f"{'Teladan. ' * 55}\nMasa tugasnya sampai ada penggantinya."})
    assert len(long.answer) > ROOM > LONGEST_LINE
    assert _line("agen perubahan masa tugas sampai penggantinya", long, "contoh", index) == (
        "Masa tugasnya sampai ada penggantinya."
    )
