"""The counting rules, one by one, and questions asked for real."""

from typing import Any

import pytest

from bot.evaluation import scoring
from bot.evaluation.questions import Question
from bot.evaluation.scoring import Verdict, score, verdict
from knowledge.answering import Outcome, answer
from knowledge.search import Index
from tests.support.house import built_in_library


def question(**given: Any) -> Question:
    fields: dict[str, Any] = {
        "q": "x",
        "kind": "answer",
        "ids": ("a", "b"),
        "facts": ("75", "ombak"),
        "style": "casual",
    }
    return Question(**(fields | given))


BOTH = "Nilai 75, kata OMBAK."


@pytest.mark.parametrize(
    ("outcome", "topics", "text", "worth"),
    [
        ("answer", ("a",), BOTH, "right"),
        ("answer", ("b",), BOTH, "right"),
        ("comparison", ("c", "b"), BOTH, "right"),
        ("answer", ("a",), "Nilai 75.", "thin"),
        ("answer", ("c",), BOTH, "thin"),
        ("answer", ("c",), "Nilai 75.", "wrong"),
        ("answer", ("a",), "x" * 690 + BOTH, "thin"),
        ("clarification", ("c", "d", "e", "b"), "Yang mana?", "tap"),
        ("clarification", ("c", "d"), BOTH, "missed"),
        ("unknown", (), BOTH, "missed"),
        ("smalltalk", (), BOTH, "missed"),
    ],
)
def test_what_a_topic_settles(outcome: str, topics: tuple[str, ...], text: str, worth: Verdict) -> None:
    assert verdict(question(), outcome, topics, text) == worth


@pytest.mark.parametrize("kind", ["unknown", "chitchat"])
@pytest.mark.parametrize("outcome", ["answer", "comparison", "clarification", "unknown", "smalltalk"])
def test_what_no_topic_settles_must_not_be_answered(kind: str, outcome: str) -> None:
    worth = verdict(question(kind=kind, ids=(), facts=()), outcome, ("a", "b"), BOTH)
    assert worth == ("answered" if outcome in ("answer", "comparison") else "refused")


def test_without_facts_the_topic_decides() -> None:
    assert verdict(question(facts=()), "answer", ("a",), "") == "right"
    assert verdict(question(facts=()), "answer", ("c",), "") == "wrong"


def test_a_follow_up_is_asked_after_the_question_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str | None]] = []

    def listening(question: str, index: Index, about: str | None = None) -> Outcome:
        asked.append((question, about))
        return answer(question, index, about)

    monkeypatch.setattr(scoring, "answer", listening)
    score(question(q="bobotnya?", kind="followup", prev="brp nilai minimal wbk"), built_in_library().index)
    assert asked == [("brp nilai minimal wbk", None), ("bobotnya?", "zi.ambang-nilai")]


def test_a_question_asked_for_real() -> None:
    index = built_in_library().index
    scored = score(question(q="brp nilai minimal wbk", ids=("zi.ambang-nilai",), facts=("75",)), index)
    assert (scored.verdict, scored.outcome, scored.topics) == ("right", "answer", ("zi.ambang-nilai",))
    assert 0 < scored.score <= 1
    assert scored.direct
    assert "<" not in scored.text
