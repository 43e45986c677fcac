import pytest

from knowledge.loading import load
from knowledge.passages import ROOM, first_lines, shown, telling_part
from knowledge.schema import Part
from knowledge.search import Index
from tests.knowledge.conftest import CLINIC, WEIGHTS, Write


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
    assert telling_part(question, index.base.topics["zi.agen"], index) == part


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
    assert telling_part(question, index.base.topics["zi.agen"], index) == part


def test_what_is_asked_of_a_part_that_is_not_there_gets_the_answer(write: Write) -> None:
    folder = write(
        "t.yaml", "topics:\n  - id: zi.agen\n    asked: {jadwal: {phrasings: [kapan masa jabatannya habis]}}\n"
    )
    index = Index(load([CLINIC, folder]), WEIGHTS)
    assert telling_part("kapan masa jabatannya habis", index.base.topics["zi.agen"], index) is None


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
