from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.leaks import CLOSEST, Texts

WORDS = st.lists(st.sampled_from("abcdefghijklmno"), min_size=1, max_size=12).map(" ".join)


def overlap(one: str, other: str) -> float:
    first, second = set(one.split()), set(other.split())
    return len(first & second) / len(first | second)


@given(st.lists(WORDS, max_size=20), WORDS)
def test_every_text_that_is_near_enough_is_found_with_its_overlap(texts: list[str], phrasing: str) -> None:
    found = Texts(texts, str.split).overlaps(phrasing)
    near = {text: overlap(text, phrasing) for text in texts if overlap(text, phrasing) >= CLOSEST}
    assert near.items() <= found.items()


@given(WORDS, st.data())
def test_a_text_that_misses_a_fifth_of_the_words_is_found(phrasing: str, data: st.DataObject) -> None:
    words = sorted(set(phrasing.split()))
    kept = data.draw(st.permutations(words).map(lambda mixed: mixed[: -(-4 * len(mixed) // 5)]))
    assert " ".join(kept) in Texts([" ".join(kept)], str.split).overlaps(phrasing)
