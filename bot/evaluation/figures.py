"""What the verdicts on many questions come to."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.evaluation.intervals import Share
from bot.evaluation.scoring import Scored

ALL = "all"
"""The group of every question that a topic settles."""
_WITHIN_A_TAP = ("right", "thin", "tap")


@dataclass(frozen=True)
class Figures:
    """What a group of questions comes to; `length` is the median text of its direct answers, in characters."""

    right: Share
    thin: Share
    within_a_tap: Share
    wrong: Share
    length: int


def figures_of(scored: Sequence[Scored]) -> Figures:
    """Count questions that a topic settles."""
    lengths = [len(one.text) for one in scored if one.direct]
    return Figures(
        right=share_of(scored, "right"),
        thin=share_of(scored, "thin"),
        within_a_tap=share_of(scored, *_WITHIN_A_TAP),
        wrong=share_of(scored, "wrong"),
        length=round(median(lengths)) if lengths else 0,
    )


def share_of(scored: Sequence[Scored], *verdicts: str) -> Share:
    """Return how many of these got one of the verdicts."""
    return Share(sum(one.verdict in verdicts for one in scored), len(scored))


def answerable(scored: Iterable[Scored]) -> list[Scored]:
    """Return those that a topic settles."""
    return [one for one in scored if one.question.answerable]


def unanswerable(scored: Iterable[Scored]) -> list[Scored]:
    """Return those that no topic settles, small talk among them."""
    return [one for one in scored if not one.question.answerable]


def existing(scored: Iterable[Scored], topics: Container[str]) -> list[Scored]:
    """Leave out what a topic settles that is not there yet: nobody can answer it."""
    return [one for one in scored if not one.question.ids or any(topic in topics for topic in one.question.ids)]


def grouped(scored: Iterable[Scored], by: str) -> dict[str, list[Scored]]:
    """Group by a field of the question, the largest group first."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(getattr(one.question, by), []).append(one)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def worst(scored: Iterable[Scored]) -> list[Scored]:
    """Return the misses, worst first: a wrong answer is worse than none, and the surer the worse."""
    misses = [one for one in scored if one.verdict in ("wrong", "answered", "missed")]
    return sorted(misses, key=lambda one: (not one.direct, -one.score))


def confusions(scored: Iterable[Scored]) -> list[tuple[tuple[str, str], int]]:
    """Return (expected topic, topic answered) with how often it was so, the most frequent first.

    Only direct answers to what some topic settles count.
    """
    strayed = [one for one in answerable(scored) if one.direct and not one.on_topic]
    return Counter((one.question.ids[0], one.topics[0]) for one in strayed).most_common()


def in_percent(scored: Sequence[Scored]) -> Mapping[str, float]:
    """Return the figures that must not fall, in percent, by name; more is better in each."""
    named: dict[str, float] = {}
    settled = answerable(scored)
    for group, members in ({ALL: settled} | grouped(settled, "kind")).items():
        if members:
            figures = figures_of(members)
            named[f"{group}/right"] = figures.right.percent
            named[f"{group}/within-a-tap"] = figures.within_a_tap.percent
            named[f"{group}/not-wrong"] = 100 - figures.wrong.percent
    for group, members in grouped(unanswerable(scored), "kind").items():
        named[f"{group}/refused"] = share_of(members, "refused").percent
    return {name: round(percent, 2) for name, percent in named.items()}
