import pytest

from knowledge.passages import ROOM, first_lines, shown, telling_facet
from knowledge.schema import FacetName
from knowledge.search import Index


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("antrean daring itu kerjaan siapa", "contoh"),  # names no facet, but that is where it stands
        ("agen perubahan apa contohnya", "contoh"),
        ("siapa penggerak perubahan di unitnya", None),
        ("agen perubahan", None),
    ],
)
def test_the_facet_that_speaks_of_what_is_asked_comes_first(
    index: Index, question: str, facet: FacetName | None
) -> None:
    assert telling_facet(question, index.base.topics["zi.agen"], index) == facet


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
