"""`python -m benchmarks.calibrate`: chooses the weights and thresholds of answering, and writes them with the reasons.

The chance that the best topic settles a question is learned from phrasings that the index has not read, a twelfth of
them of topics it does not hold, from subjects that are not ours, from dev-1 and from questions of our own. The
thresholds are chosen on the latter two by the counting rules: what is least short of the marks. What speaks for a topic
in a talk is learned from follow-ups and changes of subject (`benchmarks.talks`). dev-2 is not read.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.answers_figures import auroc
from benchmarks.processes import ROOT
from benchmarks.talks import changed, first_right, followed, learned
from bot.content import built_in_folder
from bot.evaluation.questions import Question, read_questions
from bot.evaluation.scoring import Scored, score_all
from knowledge.base import KnowledgeBase
from knowledge.calibration import CHOSEN, FILE, Calibration, written
from knowledge.certainty import Ranked, chance, signs_of_first, signs_of_ours
from knowledge.loading import load
from knowledge.search import Candidate, Foreign, Index

QUESTIONS = ROOT / "tests" / "questions"
TUNED_ON = (QUESTIONS / "dev-1.jsonl", QUESTIONS / "own-questions.jsonl")
FOLLOWED_ON = QUESTIONS / "own-followups.jsonl"
SEED = 2026
FOLDS = 5
LEFT_OUT = 12
"""One topic in so many is left out of a fold: its phrasings are questions about what the clinic does not know."""
WEIGHT = 12
"""How often a question counts: phrasings are written to differ, and are harder than what people ask."""
NEAREST = (0.1, 0.15, 0.2, 0.25, 0.3)
PAIRED = (0.1, 0.15, 0.2, 0.25, 0.3)
EVERY = 12
"""One unread phrasing in so many is asked for the shares: thousands tell no more."""
SURE = tuple(round(0.2 + 0.02 * step, 2) for step in range(21))
RIVALS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
MISSED = 0.02
"""Share of unread phrasings, of those whose topic is among the first four, that may lie below the band of choices."""
MARKS = {"right": 85, "within a tap": 96, "wrong": 4, "answered": 5}
"""What is aimed at, in percent: at least so many right and within a tap, at most so many wrong and answered."""
CHANCE = 0.5
"""Points short of the marks, in sum, that are chance."""
GIVEN = 3.0
"""Points of right that are given for misleading fewer: strangers ask otherwise than those tuned on."""


@dataclass(frozen=True)
class Sample:
    """A question asked of an index: what its ranking showed, what came true, and how much it counts.

    `held` is whether the index holds a topic that settles it, None for a topic left out: whether a question is ours
    must not be learned from those that merely lack their topic. `right` is whether the best topic settles it.
    """

    ranked: Ranked
    foreign: Foreign
    words: int
    held: bool | None
    right: bool
    weight: float


def main() -> int:
    """Choose, print and write."""
    base = load([built_in_folder()])
    questions = [question for file in TUNED_ON for question in read_questions(file)]
    index = Index(base)
    shares, tried = _shares(base, index, questions)
    judging, reached = _judging(index, questions, shares)
    asked_on = [question for question in (*questions, *read_questions(FOLLOWED_ON)) if question.kind == "followup"]
    patient = replace(judging, plausible=_plausible(base, judging))
    following, followed_up = _following(index, asked_on, questions, patient)
    chosen, thresholds = _thresholds(index, questions, following)
    why: dict[str, Any] = {
        "shares": {"why": "most right first topics on unread phrasings and questions together", "tried": tried},
        "chance": reached,
        "following": followed_up,
        "thresholds": thresholds,
    }
    FILE.write_text(written(chosen, why), "utf-8")
    print(FILE.read_text("utf-8"))
    return 0


def _shares(
    base: KnowledgeBase, index: Index, questions: Sequence[Question]
) -> tuple[Calibration, dict[str, list[float]]]:
    """Return the calibration with the shares that do best, and how often each pair found the topic first."""
    asked = [(question.q, question.ids) for question in questions if question.kind == "answer"]
    unread = [(said, (topic.id,)) for topic in base.topics.values() for said in topic.ways[::FOLDS]][::EVERY]
    apart = Index(_without(base, 0, set()))
    every = [replace(CHOSEN, nearest_share=near, paired_share=paired) for near, paired in product(NEAREST, PAIRED)]
    tried = [(_first(apart.calibrated(one), unread), _first(index.calibrated(one), asked)) for one in every]
    best = every[max(range(len(every)), key=lambda number: sum(tried[number]))]
    names = [f"{one.nearest_share}, {one.paired_share}" for one in every]
    return best, {name: [round(figure, 1) for figure in figures] for name, figures in zip(names, tried, strict=True)}


def _first(index: Index, asked: Sequence[tuple[str, Sequence[str]]]) -> float:
    """Return how many in a hundred find their topic first."""
    return _percent(bool(best := index.rank(said, 1)) and best[0].topic_id in ids for said, ids in asked)


def _judging(
    index: Index, questions: Sequence[Question], calibration: Calibration
) -> tuple[Calibration, dict[str, Any]]:
    """Return the calibration with the coefficients learned, and how well they tell right from wrong."""
    unread = list(_unread_phrasings(index.base, calibration))
    asked = [question for question in questions if question.kind in ("answer", "unknown")]
    twin = index.calibrated(calibration)
    tuned = [_sample(twin, question.q, question.ids, WEIGHT, held=bool(question.ids)) for question in asked]
    samples = [*unread, *tuned]
    told_ours = [one for one in samples if one.held is not None]
    ours, (foreign, beyond) = _regression(
        (signs_of_ours(one.ranked, one.foreign), bool(one.held), one.weight) for one in told_ours
    )
    first, (lead, likeness, words) = _regression(
        (signs_of_first(one.ranked, one.words), one.right, one.weight) for one in samples if one.held
    )
    judging = replace(calibration, ours=ours, foreign=foreign, beyond=beyond)
    judging = replace(judging, first=first, lead=lead, likeness=likeness, words=words)
    chances = [chance(one.ranked, one.foreign, one.words, judging) for one in samples]
    told = {
        "unread phrasings": len(unread),
        "of them rightly first, percent": round(100 * float(np.mean([sample.right for sample in unread])), 1),
        "AUROC on them": round(_area(unread, chances[: len(unread)]), 1),
        "AUROC on questions": round(_area(tuned, chances[len(unread) :]), 1),
        "came true on unread phrasings, percent by chance": _came_true(unread, chances[: len(unread)]),
    }
    return judging, told


def _regression(told: Iterable[tuple[Sequence[float], bool, float]]) -> tuple[float, list[float]]:
    """Return the constant and the coefficients of a logistic regression over signs, outcomes and weights."""
    signs, outcomes, weights = zip(*told, strict=True)
    model = LogisticRegression(C=10.0, max_iter=2000).fit(np.array(signs), outcomes, weights)
    return float(model.intercept_[0]), list(map(float, model.coef_[0]))


def _area(samples: Sequence[Sample], chances: Any) -> float:
    right = [chance for sample, chance in zip(samples, chances, strict=True) if sample.right]
    wrong = [chance for sample, chance in zip(samples, chances, strict=True) if not sample.right]
    return 100 * auroc(right[:1000], wrong[:1000])


def _came_true(samples: Sequence[Sample], chances: Any) -> dict[str, int]:
    bands: dict[str, list[bool]] = {}
    for sample, likely in sorted(zip(samples, chances, strict=True), key=lambda pair: float(pair[1])):
        bands.setdefault(f"{int(likely * 5) / 5:.1f}", []).append(sample.right)
    return {band: round(100 * sum(right) / len(right)) for band, right in bands.items()}


def _unread_phrasings(base: KnowledgeBase, calibration: Calibration) -> Iterator[Sample]:
    dice = random.Random(SEED)
    topics = list(base.topics)
    for fold in range(FOLDS):
        left_out = set(dice.sample(topics, len(topics) // LEFT_OUT))
        index = Index(_without(base, fold, left_out), calibration)
        for topic in base.topics.values():
            # Of a topic that is left out every phrasing is unread; a third keeps them from outweighing the others.
            unread = topic.ways[::3] if topic.id in left_out else topic.ways[fold::FOLDS]
            held = None if topic.id in left_out else True
            yield from (_sample(index, said, (topic.id,), 1, held=held) for said in unread)
        for entry in base.elsewhere.values():
            yield from (_sample(index, said, (), 1, held=False) for said in entry.phrasings[fold::FOLDS])


def _without(base: KnowledgeBase, fold: int, left_out: set[str]) -> KnowledgeBase:
    topics = {
        topic.id: topic.model_copy(update={"phrasings": _others(topic.ways, fold), "asked": {}})
        for topic in base.topics.values()
        if topic.id not in left_out
    }
    elsewhere = {
        entry.id: entry.model_copy(update={"phrasings": _others(entry.phrasings, fold)})
        for entry in base.elsewhere.values()
    }
    return replace(base, topics=topics, elsewhere=elsewhere)


def _others(phrasings: Sequence[str], fold: int) -> tuple[str, ...]:
    return tuple(said for number, said in enumerate(phrasings) if number % FOLDS != fold)


def _sample(index: Index, question: str, settles: Sequence[str], weight: float, *, held: bool | None) -> Sample:
    ranked = tuple(index.rank(question, 2)) or (Candidate("", 0.0),)
    words = len(index.language.telling_words(question))
    return Sample(ranked, index.foreign(question), words, held, ranked[0].topic_id in settles, weight)


def _thresholds(
    index: Index, questions: Sequence[Question], calibration: Calibration
) -> tuple[Calibration, dict[str, Any]]:
    every = [replace(calibration, sure=sure) for sure in SURE]
    scored = [score_all(questions, index.calibrated(one)) for one in every]
    best = every[_best([_figures(found) for found in scored])]
    rivals = {rival: _figures(score_all(questions, index.calibrated(replace(best, rival=rival)))) for rival in RIVALS}
    most = max(figures["within a tap"] for figures in rivals.values())
    rival = max(rival for rival, figures in rivals.items() if figures["within a tap"] >= most)
    why = {
        "sure": {
            "why": "the least misled of those least short of the marks and within three points of the most right",
            "marks": MARKS,
            "tried": {str(one.sure): _figures(found) for one, found in zip(every, scored, strict=True)},
        },
        "plausible": f"{MISSED:.0%} of the unread phrasings whose topic is among the first four lie below it",
        "rival": "the fewest buttons with the most questions within a tap",
    }
    return replace(best, rival=rival), why


def _best(tried: Sequence[dict[str, float]]) -> int:
    """Return the number of the figures that are best.

    Of those least short of the marks some right is given for misleading fewer.
    """
    short = [_short(figures) for figures in tried]
    near = [number for number, points in enumerate(short) if points <= min(short) + CHANCE]
    most = max(tried[number]["right"] for number in near)
    worth = [number for number in near if tried[number]["right"] >= most - GIVEN]
    return min(worth, key=lambda number: tried[number]["wrong"] + tried[number]["answered"])


def _plausible(base: KnowledgeBase, calibration: Calibration) -> float:
    index = Index(_without(base, 0, set()), calibration)
    unread = ((topic.id, said) for topic in base.topics.values() for said in topic.ways[::FOLDS])
    ranked = ((topic_id, index.rank(said, 4)) for topic_id, said in unread)
    found = [best[0].score for topic_id, best in ranked if topic_id in [candidate.topic_id for candidate in best]]
    return float(np.quantile(found, MISSED))


def _following(
    index: Index, following: Sequence[Question], questions: Sequence[Question], calibration: Calibration
) -> tuple[Calibration, dict[str, Any]]:
    """Return the calibration with what speaks for a topic in a talk learned, and how often it comes first then."""
    twin = index.calibrated(calibration)
    turns = {"follow-ups": followed(following, twin), "changes of subject": changed(questions, twin)}
    chosen = learned([turn for some in turns.values() for turn in some], calibration)
    told = {name: [len(some), first_right(some, chosen)] for name, some in turns.items()}
    return chosen, {
        "why": "how many it was learned from, and in how many of a hundred of these what is meant comes first",
        **told,
    }


def _figures(scored: Sequence[Scored]) -> dict[str, float]:
    answerable = [one for one in scored if one.question.answerable]
    strange = [one for one in scored if one.question.kind == "unknown"]
    near = ("right", "thin", "tap")
    return {
        "right": _percent(one.verdict == "right" for one in answerable),
        "within a tap": _percent(one.verdict in near for one in answerable),
        "wrong": _percent(one.verdict == "wrong" for one in answerable),
        "answered": _percent(one.verdict == "answered" for one in strange),
    }


def _short(figures: dict[str, float]) -> float:
    """How many percentage points are missing to the marks, together."""
    missing = (MARKS[name] - figures[name] for name in ("right", "within a tap"))
    beyond = (figures[name] - MARKS[name] for name in ("wrong", "answered"))
    return round(sum(max(0.0, points) for points in (*missing, *beyond)), 1)


def _percent(found: Iterator[bool]) -> float:
    held = list(found)
    return round(100 * sum(held) / (len(held) or 1), 1)


if __name__ == "__main__":
    sys.exit(main())
