from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.border import Border

OURS = [
    line.split()
    for line in ("berapa nilai minimal wbk", "nilai wbk unit kerja", "siapa yang menilai wbk", "apa itu wbk")
]
FOREIGN = [
    line.split() for line in ("berapa nilai dinas kita", "nilai dinas kita naik", "siapa kepala dinas kita", "cuti")
]

TEXTS = st.lists(st.lists(st.sampled_from(["nilai", "wbk", "kita", "cuti", "siapa", ""]), max_size=6), max_size=8)


def test_words_that_only_the_other_side_uses_lead_beyond() -> None:
    border = Border(OURS, FOREIGN)
    assert border.beyond(["nilai", "wbk", "dinas", "lain"]) < 0 < border.beyond(["nilai", "dinas", "kita"])


def test_what_one_text_alone_has_is_not_learned() -> None:
    border = Border(OURS, FOREIGN)
    assert border.beyond(["cuti"]) == border.beyond([])


def test_order_tells_where_words_do_not() -> None:
    ours, foreign = [["kita", "nilai"], ["kita", "nilai", "a"]], [["nilai", "kita"], ["nilai", "kita", "a"]]
    border = Border(ours, foreign)
    assert border.beyond(["kita", "nilai"]) < border.beyond(["nilai", "kita"])


def test_the_side_with_more_texts_does_not_win_by_their_number() -> None:
    few, many = Border(OURS * 2, FOREIGN * 2), Border(OURS * 2, FOREIGN * 100)
    assert few.beyond(["nilai"]) == pytest.approx(many.beyond(["nilai"]))


@given(TEXTS, TEXTS, st.lists(st.text(max_size=9), max_size=9))
def test_any_texts_and_words_serve(ours: list[list[str]], foreign: list[list[str]], asked: list[str]) -> None:
    border = Border(ours, foreign)
    assert isfinite(border.beyond(asked))
    assert border.beyond(asked) == border.beyond(asked)
