"""Rungs as people list them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.rungs import RUNGS, Rung, read_rungs
from tests.support.reminding import AUDIENCES


def test_the_usual_rungs() -> None:
    assert ", ".join(rung.code for rung in RUNGS) == "H-30, H-14, H-7, H-3, H-1, H, H+1, H+3 koordinator, H+7 kepala"


@pytest.mark.parametrize(
    ("text", "rungs"),
    [
        ("H-7", [Rung(-7)]),
        ("h - 7; hari-H\nH+1 PIC", [Rung(-7), Rung(0), Rung(1)]),
        ("Hari H, h-3,, H-3", [Rung(-3), Rung(0)]),
        ("H+3 Koordinator, H+7 kepala unit", [Rung(3, "coordinator"), Rung(7, "head")]),
    ],
)
def test_rungs_are_read(text: str, rungs: list[Rung]) -> None:
    assert list(read_rungs(text)) == rungs


@pytest.mark.parametrize("text", ["", " , ", "besok", "H-7 H-3", "H+15", "H-366", "H-7 bupati", "-7"])
def test_what_is_no_rung_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"\bH-7|batas"):
        read_rungs(text)


@given(rungs=st.frozensets(st.builds(Rung, st.integers(-365, 14), st.sampled_from(AUDIENCES)), min_size=1))
def test_what_is_called_by_its_code_is_read_back(rungs: frozenset[Rung]) -> None:
    assert read_rungs(", ".join(rung.code for rung in rungs)) == tuple(sorted(rungs))


@given(text=st.text(st.sampled_from("hH+-0379 ,;PICkepal"), max_size=20))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    try:
        assert read_rungs(text)
    except ValueError as refusal:
        assert str(refusal)
