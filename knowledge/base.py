"""The clinic's knowledge as one immutable value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from knowledge.documents import Spot
from knowledge.schema import Agency, Checklist, Document, Elsewhere, Occasion, Regulation, Section, SmallTalk, Topic

Place = tuple[str, str]
"""What an entry is called across the content: the list it stands in and its id (empty for what exists once)."""


@dataclass(frozen=True)
class KnowledgeBase:
    """All entries by id, in the order of the files. What `load` returns has no dead references."""

    topics: Mapping[str, Topic]
    regulations: Mapping[str, Regulation]
    sections: Mapping[str, Section]
    smalltalk: Mapping[str, SmallTalk]
    words: Mapping[str, str]
    agency: Agency
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    occasions: Mapping[str, Occasion] = field(default_factory=dict)
    spots: Mapping[Place, Spot] = field(default_factory=dict, repr=False, compare=False)

    def portable(self) -> "KnowledgeBase":
        """The same entries in a form that can go to a file or another process, without their places in files."""
        entries = ("topics", "regulations", "sections", "smalltalk", "words", "elsewhere", "checklists", "occasions")
        plain: dict[str, Any] = {name: dict(getattr(self, name)) for name in entries}
        return replace(self, **plain, spots={})

    @cached_property
    def topic_by_key(self) -> Mapping[str, Topic]:
        """Topics by the short key that buttons and links carry."""
        return {topic.key: topic for topic in self.topics.values()}

    @cached_property
    def section_by_key(self) -> Mapping[str, Section]:
        """Sections by the short key that buttons carry."""
        return {section.key: section for section in self.sections.values()}

    @cached_property
    def shelves(self) -> Mapping[str, Section]:
        """The section of each topic id that has one: the section with the longest fitting prefix."""
        prefixes = [(prefix, section) for section in self.sections.values() for prefix in section.prefixes]
        prefixes.sort(key=lambda pair: len(pair[0]))
        return {
            topic_id: section for topic_id in self.topics for prefix, section in prefixes if topic_id.startswith(prefix)
        }

    @cached_property
    def digest(self) -> str:
        """Names this very content: equal entries have equal digests, whatever the files look like."""
        document = Document(
            sections=tuple(self.sections.values()),
            regulations=tuple(self.regulations.values()),
            topics=tuple(self.topics.values()),
            checklists=tuple(self.checklists.values()),
            calendar=tuple(self.occasions.values()),
            smalltalk=tuple(self.smalltalk.values()),
            elsewhere=tuple(self.elsewhere.values()),
            words=dict(self.words),
            agency=self.agency,
        )
        return sha256(document.model_dump_json().encode()).hexdigest()

    def section_of(self, topic: Topic) -> Section:
        """The section where one finds the topic when browsing."""
        return self.shelves[topic.id]

    @cached_property
    def _filled(self) -> Mapping[str, tuple[Topic, ...]]:
        filled: dict[str, list[Topic]] = {section: [] for section in self.sections}
        for topic in self.topics.values():
            if topic.id in self.shelves:
                filled[self.shelves[topic.id].id].append(topic)
        return {section: tuple(topics) for section, topics in filled.items()}

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {topic.id: number for topics in self._filled.values() for number, topic in enumerate(topics)}

    def topics_of(self, section: Section) -> tuple[Topic, ...]:
        """The topics of the section, in the order of the files."""
        return self._filled[section.id]

    def position_of(self, topic: Topic) -> int:
        """Where in its section the topic stands, counted from 0."""
        return self._positions[topic.id]
