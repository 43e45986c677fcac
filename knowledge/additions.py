"""What the clinic was taught outside the files: laid over the files' content, and never in its way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.base import KnowledgeBase
from knowledge.language import plain
from knowledge.schema import LONGEST_PHRASING, Elsewhere, Topic

TAUGHT = "diajarkan"
"""The id of the entry that holds the questions taught to be not ours."""


@dataclass(frozen=True)
class Additions:
    """Topics of the agency's own, phrasings by topic id, and questions that are not ours."""

    topics: tuple[Topic, ...] = ()
    phrasings: tuple[tuple[str, str], ...] = ()
    not_ours: tuple[str, ...] = ()


def extended(base: KnowledgeBase, additions: Additions) -> KnowledgeBase:
    """The base with the additions, as far as they fit it.

    Left out are topics whose id, key or shelf the base has for something else or not at all, and phrasings that it
    knows already: the files may have changed since somebody taught them, and what they say goes first.
    """
    topics = {topic.id: topic for topic in (*base.topics.values(), *_fitting(base, additions.topics))}
    known = {plain(said) for topic in topics.values() for said in topic.ways}
    for topic_id, text in additions.phrasings:
        said = one_line(text)
        if topic_id in topics and said and plain(said) not in known:
            known.add(plain(said))
            topic = topics[topic_id]
            topics[topic_id] = topic.model_copy(update={"phrasings": (*topic.phrasings, said)})
    return replace(base, topics=topics, elsewhere={**base.elsewhere, **_taught(additions.not_ours)})


def _fitting(base: KnowledgeBase, topics: Sequence[Topic]) -> Iterator[Topic]:
    prefixes = tuple(prefix for section in base.sections.values() for prefix in section.prefixes)
    for topic in topics:
        free = topic.id not in base.topics and topic.key not in base.topic_by_key
        sourced = all(source.regulation in base.regulations for source in topic.sources)
        if free and sourced and topic.id.startswith(prefixes):
            yield topic


def _taught(questions: Sequence[str]) -> dict[str, Elsewhere]:
    cut = tuple(filter(None, dict.fromkeys(map(one_line, questions))))
    return {TAUGHT: Elsewhere(id=TAUGHT, subject="pertanyaan lain", phrasings=cut)} if cut else {}


def one_line(text: str) -> str:
    """Return what somebody wrote as one line, as short as a phrasing in the files."""
    return " ".join(text.split())[:LONGEST_PHRASING].strip()
