"""From a question to what the clinic does with it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from knowledge import schema
from knowledge.certainty import NEAR, Ranked, chance, chance_of_ours, rivals
from knowledge.comparing import compared, explaining
from knowledge.facets import asks_for_facet, bare_facet_of
from knowledge.following import goes_on, points_back, ranked_after
from knowledge.language import LONGEST_QUESTION
from knowledge.passages import telling_line, telling_part, wanted_of
from knowledge.phrases import compares, parts, without_denied
from knowledge.schema import Elsewhere, Part, Section, Topic
from knowledge.search import Candidate, Index

SMALLTALK = 0.55
"""The likeness from which a message is small talk, if no topic is more like it."""
CHATTER = 0.4
"""The same where no topic is plausible: everything else would be "belum tahu"."""
EXACT = 0.9
"""The same for a lone word that stands in a title ("rb")."""
KNOWN = 0.9
"""The likeness from which the last question of a message is answered though the whole of it is not clear."""
LONGEST_SMALLTALK = 12
"""The most words of small talk."""
THANKS = ("terima", "kasih")
"""Who begins so thanks, also for "contohnya"."""
FOREIGN = 0.2
"""The likeness from which a question belongs to a subject that is not ours, if no topic is more like it."""
UNLIKELY = 0.5
"""The chance of being ours from which it does not."""
SHARED = 3
"""A lone word ("nilai", "jadwal") in the titles of so many topics asks for none of them in particular."""
SHOWN = 4
"""The most topics in a choice, and the most candidates an outcome carries."""


@dataclass(frozen=True)
class Answer:
    """One topic settles it; `part` is what is asked for, None for the whole.

    `line` is a line of what is not shown that says more of what is asked, if one does; `also` the topic of a second
    question in the same message; `rival` the topic meant if this one is not.
    """

    kind: ClassVar[str] = "answer"
    topic: Topic
    part: Part | None
    ranked: Ranked
    line: str = ""
    also: Topic | None = None
    rival: Topic | None = None


@dataclass(frozen=True)
class Comparison:
    """Two topics, side by side, in the order of the question."""

    kind: ClassVar[str] = "comparison"
    topics: tuple[Topic, Topic]
    ranked: Ranked


@dataclass(frozen=True)
class Clarification:
    """Two to four topics, best first, to choose from."""

    kind: ClassVar[str] = "clarification"
    topics: tuple[Topic, ...]
    ranked: Ranked


@dataclass(frozen=True)
class Unknown:
    """Nothing here settles it; `section` is where to look around, if anything comes near.

    `elsewhere` is the subject it belongs to when that is known to be none of the clinic's.
    """

    kind: ClassVar[str] = "unknown"
    section: Section | None
    ranked: Ranked
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True)
class SmallTalk:
    """A greeting, thanks or the like."""

    kind: ClassVar[str] = "smalltalk"
    entry: schema.SmallTalk
    ranked: Ranked = ()


Outcome = Answer | Comparison | Clarification | Unknown | SmallTalk


def subject_of(outcome: Outcome, about: str | None = None) -> Topic | None:
    """The topic that a question after this outcome is about, if it names none itself.

    `about` is the id of the topic before the outcome.
    """
    match outcome:
        case Answer(topic=topic):
            return topic
        case Comparison(topics=topics) | Clarification(topics=topics):
            # Who asks on without choosing mostly means what the talk is about, or else the likeliest.
            return next((topic for topic in topics if topic.id == about), topics[0])
        case _:
            return None


def answer(question: str, index: Index, about: str | None = None) -> Outcome:
    """What to do with a question, whatever its text is.

    `about` is the id of the topic of the last answer in the same conversation; an id that no longer
    exists counts as none.
    """
    before = index.base.topics.get(about or "")
    if before and (facet := bare_facet_of(index.language.telling_words(question), before)):
        return Answer(before, facet, (Candidate(before.id, 1.0),))
    meant = without_denied(question[:LONGEST_QUESTION])
    ranked = ranked_after(before, meant, index, SHOWN)
    if entry := _smalltalk(question, index, ranked, going_on=before is not None):
        return SmallTalk(entry)
    if (subject := _not_ours(meant, index, ranked)) and not (before and goes_on(meant, index)):
        return Unknown(None, ranked, subject)
    outcome = _compared(meant, index, ranked) or _decided(meant, index, ranked)
    return _with_second(meant, index, outcome)


def _smalltalk(question: str, index: Index, ranked: Ranked, *, going_on: bool) -> schema.SmallTalk | None:
    words = index.language.words(question)
    if len(words) > LONGEST_SMALLTALK:
        return None
    said = index.smalltalk(question)
    # Who asks on in the middle of a talk ("dan bagian organisasi?", "cara naikin gimana") is not chatting.
    points = words[:2] != THANKS and (points_back(question, index) or asks_for_facet(words))
    asks_on = going_on and ("?" in question or points)
    least = EXACT if asks_on else _least_chatter(question, index, ranked)
    return said[0] if said and said[1] >= least else None


def _least_chatter(question: str, index: Index, ranked: Ranked) -> float:
    """How like small talk a message must be to count as such, the more the more it names a topic."""
    words = index.language.words(question)
    best = ranked[0].score if ranked else 0.0
    named = any(map(index.titled_with, words))
    if named and len(words) == 1:
        return EXACT
    return max(SMALLTALK, best) if named or best >= index.calibration.plausible else CHATTER


def _not_ours(question: str, index: Index, ranked: Ranked) -> Elsewhere | None:
    found = index.elsewhere(question)
    if found is None or found[1] < FOREIGN or (ranked and found[1] <= ranked[0].score):
        return None
    likely = chance_of_ours(ranked, index.foreign(question), index.calibration)
    return found[0] if likely < UNLIKELY else None


def _compared(question: str, index: Index, ranked: Ranked) -> Outcome | None:
    words = index.language.telling_words(question)
    if not ranked or not compares(words):
        return None
    pair = compared(words, index)
    if topic := explaining(words, (*ranked, *(pair or ())), index):
        return Answer(topic, "beda" if "beda" in topic.facets else None, _first(topic, ranked))
    if pair is None:
        return None
    left, right = (index.base.topics[candidate.topic_id] for candidate in pair)
    return Comparison((left, right), tuple(sorted(pair, key=lambda candidate: -candidate.score)))


def _first(topic: Topic, ranked: Ranked) -> Ranked:
    """The ranking with the topic raised to the best."""
    others = [candidate for candidate in ranked if candidate.topic_id != topic.id]
    return (Candidate(topic.id, ranked[0].score), *others)[:SHOWN]


def _decided(question: str, index: Index, ranked: Ranked) -> Outcome:
    if _is_settled(question, index, ranked):
        return _answered(question, index, ranked)
    topics = tuple(index.base.topics[candidate.topic_id] for candidate in ranked)
    if len(topics) > 1 and ranked[0].score >= index.calibration.plausible:
        vague = _is_vague(question, index)
        return Clarification(topics if vague else topics[: max(2, rivals(ranked, index.calibration))], ranked)
    near = bool(ranked) and ranked[0].score >= NEAR
    return Unknown(index.base.section_of(topics[0]) if near else None, ranked)


def _answered(question: str, index: Index, ranked: Ranked) -> Answer:
    topic = index.base.topics[ranked[0].topic_id]
    rival = index.base.topics[ranked[1].topic_id] if rivals(ranked, index.calibration) > 1 else None
    wanted = wanted_of(topic, question, index)
    part = telling_part(wanted, topic, index)
    return Answer(topic, part, ranked, telling_line(wanted, topic, part, index), rival=rival)


def _is_settled(question: str, index: Index, ranked: Ranked) -> bool:
    """Whether the best topic may be answered without asking back."""
    return _is_sure(question, index, ranked) and not _is_vague(question, index)


def _is_vague(question: str, index: Index) -> bool:
    """Whether a question is a lone word that stands in many titles."""
    words = index.language.telling_words(question)
    return len(words) == 1 and index.titled_with(words[0]) >= SHARED


def _is_sure(question: str, index: Index, ranked: Ranked) -> bool:
    if not ranked or ranked[0].score < index.calibration.plausible:
        return False
    words = index.language.telling_words(question)
    likely = chance(ranked, index.foreign(question), len(words), index.calibration)
    strange = index.names_strange_place(question) or index.cites_strange_regulation(question)
    return likely >= index.calibration.sure and not strange


def _with_second(question: str, index: Index, outcome: Outcome) -> Outcome:
    """An answer, with the topic of the second question in the message, if that is as clear."""
    asked = parts(question)
    most = 2 if isinstance(outcome, Answer) else len(asked)
    if not 2 <= len(asked) <= most or isinstance(outcome, Comparison | SmallTalk):
        return outcome
    ranked = tuple(index.rank(asked[-1], SHOWN, alone=False))
    if not ranked or not _adds(ranked[0], outcome) or not _is_settled(asked[-1], index, ranked):
        return outcome
    if isinstance(outcome, Answer) and (ranked[0].score < KNOWN or _is_clear(asked[0], index)):
        return replace(outcome, also=index.base.topics[ranked[0].topic_id])
    return _answered(asked[-1], index, ranked)


def _is_clear(question: str, index: Index) -> bool:
    return _is_settled(question, index, tuple(index.rank(question, SHOWN, alone=False)))


def _adds(best: Candidate, outcome: Outcome) -> bool:
    """Whether the best topic of a message's last question tells more than the outcome of the whole message."""
    if isinstance(outcome, Answer):
        return best.topic_id != outcome.topic.id
    # Before the last question there may be a story, which asks nothing; but mostly it tells what is asked about.
    return best.score >= KNOWN
