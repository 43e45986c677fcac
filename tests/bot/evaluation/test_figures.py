"""Shares, their intervals, groups, misses and confusions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.figures import confusions, existing, figures_of, grouped, in_percent, worst
from bot.evaluation.intervals import Share
from bot.evaluation.questions import Question
from bot.evaluation.report import report
from bot.evaluation.scoring import Scored, Verdict


def scored(worth: Verdict, outcome: str = "answer", score: float = 0.5, topic: str = "a", **given: Any) -> Scored:
    fields: dict[str, Any] = {"q": "apa a", "kind": "answer", "ids": ("a",), "facts": (), "style": "casual"}
    return Scored(Question(**(fields | given)), outcome, (topic,), score, "x" * int(100 * score), worth)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 27.75), (5, 10, 23.66, 76.34), (10, 10, 72.25, 100.0), (0, 0, 0, 100)]
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert Share(hits, of).interval == pytest.approx((low, high), abs=0.01)


@given(st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_lies_in_its_interval(counted: tuple[int, int]) -> None:
    share = Share(*counted)
    low, high = share.interval
    assert 0 <= low <= share.percent + 1e-9
    assert share.percent - 1e-9 <= high <= 100


def test_within_a_tap_is_right_thin_or_offered() -> None:
    some = [scored("right", score=0.9), scored("thin", score=0.3), scored("tap", "clarification"), scored("wrong")]
    figures = figures_of([*some, scored("missed", "unknown")])
    assert [figures.right.hits, figures.thin.hits, figures.within_a_tap.hits, figures.wrong.hits] == [1, 1, 3, 1]
    assert figures.length == 50


def test_what_is_not_there_yet_can_be_left_out() -> None:
    there, gone = scored("right"), scored("missed", "unknown", ids=("z",))
    nobodys = scored("refused", "unknown", kind="unknown", ids=())
    assert existing([there, gone, nobodys], {"a"}) == [there, nobodys]


def test_the_surest_wrong_answer_is_the_worst_miss() -> None:
    sure, unsure, silent = scored("wrong", score=0.9), scored("wrong", score=0.4), scored("missed", "unknown", 0.8)
    unasked = scored("answered", score=0.6, kind="unknown", ids=())
    assert worst([silent, unsure, scored("right"), sure, unasked]) == [sure, unasked, unsure, silent]


def test_confusions_are_counted_by_pair() -> None:
    strayed, thin = scored("wrong", topic="b"), scored("thin", topic="b")
    assert confusions([strayed, thin, scored("right"), scored("missed", "unknown")]) == [(("a", "b"), 2)]


def test_the_largest_group_comes_first() -> None:
    some = [scored("right", style="typo"), scored("right"), scored("wrong")]
    assert list(grouped(some, "style")) == ["casual", "typo"]


def test_more_is_better_in_every_figure() -> None:
    asked = [scored("right"), scored("wrong"), scored("refused", "unknown", kind="unknown", ids=())]
    assert in_percent(asked) == {
        "all/right": 50.0,
        "all/within-a-tap": 50.0,
        "all/not-wrong": 50.0,
        "answer/right": 50.0,
        "answer/within-a-tap": 50.0,
        "answer/not-wrong": 50.0,
        "unknown/refused": 100.0,
    }


def test_a_report_shows_tables_misses_and_confusions() -> None:
    asked = [scored("right"), scored("wrong", topic="b", q="apa itu a"), scored("refused", kind="unknown", ids=())]
    told = report("soal", asked, misses=3)
    assert "50,0 (9–91)" in told
    assert "- apa itu a\n  seharusnya a; didapat b (answer, 0,50)" in told
    assert "unknown" in told
    assert "tertukar" in told
    assert "meleset" not in report("soal", asked, misses=0)
