from hypothesis import given
from hypothesis import strategies as st

from knowledge.pairs import Pairs

DOCUMENTS = [
    [(["nilai", "minimal", "wbk"], 1.0), (["minimal", "berapa"], 1.0)],
    [(["minimal", "nilai", "renaksi"], 1.0)],
    [(["agen", "perubahan"], 1.0)],
]


def test_the_order_of_words_tells_siblings_apart() -> None:
    first, second, third = Pairs(DOCUMENTS).likenesses(["nilai", "minimal"])
    assert first > second > third == 0


def test_what_stands_in_more_texts_counts_more_but_never_wholly() -> None:
    often, once, _ = Pairs(DOCUMENTS).likenesses(["minimal"])
    assert 1 > often > once > 0


def test_a_word_that_nothing_has_is_missed() -> None:
    pairs = Pairs(DOCUMENTS)
    assert pairs.likenesses(["agen", "wisata"])[2] < pairs.likenesses(["agen"])[2]


def test_without_documents_or_words_there_is_nothing() -> None:
    assert Pairs([]).likenesses(["nilai"]).tolist() == []
    assert Pairs(DOCUMENTS).likenesses([]).tolist() == [0, 0, 0]


@given(st.lists(st.text(max_size=6), max_size=8), st.lists(st.text(max_size=6), max_size=8))
def test_a_likeness_is_a_share(text: list[str], question: list[str]) -> None:
    [value] = Pairs([[(text, 1.0)]]).likenesses(question)
    assert 0 <= value <= 1
