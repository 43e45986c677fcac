from hypothesis import given
from hypothesis import strategies as st

from knowledge.known import Known

TEXTS = st.dictionaries(st.text(max_size=20), st.integers(0, 1000), max_size=30)


@given(TEXTS, st.text(max_size=20))
def test_what_is_known_is_found_and_nothing_else(numbers: dict[str, int], other: str) -> None:
    known = Known(numbers)
    assert {text: known.get(text) for text in numbers} == numbers
    assert known.get(other) == numbers.get(other)
