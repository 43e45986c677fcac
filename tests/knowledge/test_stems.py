import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.stems import stem


@pytest.mark.parametrize(
    "forms", [("membandingkan", "dibandingkan", "bandingannya"), ("laporan", "melapor", "lapornya")]
)
def test_the_forms_of_a_word_share_its_stem(forms: tuple[str, ...]) -> None:
    assert len(set(map(stem, forms))) == 1


@pytest.mark.parametrize("word", ["nilai", "ikan", "wbk", "90/2021", "2025"])
def test_short_words_and_numbers_are_their_own(word: str) -> None:
    assert stem(word) == word


@given(st.text(max_size=40))
def test_any_word_has_a_stem(word: str) -> None:
    assert len(stem(word)) <= max(len(word), 6)
    assert bool(stem(word)) == bool(word)
