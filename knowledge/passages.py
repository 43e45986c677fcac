"""What of a topic an answer shows: what is asked for may stand in a part, or in a line, and not in the answer."""

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from knowledge.facets import facet_of
from knowledge.schema import Part, Topic
from knowledge.search import Index
from knowledge.stems import stem

ROOM = 410
"""Characters within which the answer's first lines follow a part."""
_NAMED = 7.0
"""What a facet is ahead by whose name the question holds; a word counts 1 to 2.5, the more the rarer."""
_ASKED = 10.0
"""What a part is ahead by if the nearest phrasings all ask for it."""
LONGEST_LINE = 200
"""Characters of a line that is shown beside."""
_ASKED_LINE = 2.0
"""What a line is ahead by if the nearest phrasings all ask for its part."""
_LINE = 1.5
"""How much must speak for a line that is shown beside."""


class Wanted(NamedTuple):
    """What a question wants of a topic: its words by their stems, each as telling as it is; and which part.

    One part may be `named`; those for which people asked who asked `alike` have the share of these.
    """

    words: Mapping[str, float]
    named: Part | None
    alike: Mapping[Part | None, float]

    def spoken_of(self, stems: Set[str]) -> float:
        """How much of what is asked a text with these stems speaks of."""
        return sum(told for word, told in self.words.items() if word in stems)

    def without(self, stems: Set[str]) -> "Wanted":
        """What is left to ask when a text with these stems was read."""
        return self._replace(words={word: told for word, told in self.words.items() if word not in stems})


def shown(topic: Topic, part: Part | None) -> tuple[str, str]:
    """Return the part, if one is asked for, and as much of the answer as is shown with it."""
    if part is None:
        return "", topic.answer
    asked = topic.parts[part]
    return asked, first_lines(topic.answer, ROOM - len(asked))


def first_lines(text: str, limit: int) -> str:
    """Return as many whole lines of a curator's text as fit in the limit."""
    fitting: list[str] = []
    for line in text.splitlines():
        if sum(map(len, fitting)) + len(line) > limit or line.startswith("```"):
            break
        fitting.append(line)
    return "\n".join(fitting)


def wanted_of(topic: Topic, question: str, index: Index) -> Wanted:
    """Return what the question wants of the topic."""
    words = {stem(word): index.telling(word) for word in index.language.telling_words(question)}
    named = facet_of(index.language.words(question), topic)
    return Wanted(words, named, index.asked_parts(question, topic))


def telling_part(wanted: Wanted, topic: Topic, index: Index) -> Part | None:
    """Return the part with which the answer says more of what is asked than by itself; None when there is none.

    It speaks of the words asked, and people who asked alike asked for it.
    """

    def worth(part: Part | None) -> float:
        ahead = _NAMED if part and part == wanted.named else 0.0
        return ahead + _ASKED * wanted.alike.get(part, 0.0) + wanted.spoken_of(index.stems_of(*shown(topic, part)))

    best = max(topic.parts, key=worth, default=None)
    return best if best and worth(best) > worth(None) else None


def telling_line(wanted: Wanted, topic: Topic, part: Part | None, index: Index) -> str:
    """Return the line of what is not shown that speaks most of what else is asked; "" when none says enough."""
    opening = "\n".join(shown(topic, part))
    unsaid = wanted.without(index.stems_of(topic.title, opening))

    def worth(line: str, of: Part | None) -> float:
        return _ASKED_LINE * wanted.alike.get(of, 0.0) + unsaid.spoken_of(index.stems_of(line))

    lines = ((worth(line, of), line) for of, line in _lines(topic) if line not in opening)
    return max((line for line in lines if line[0] >= _LINE), default=(0.0, ""))[1]


def _lines(topic: Topic) -> Iterator[tuple[Part | None, str]]:
    """The lines that can be read by themselves: no points of a list, nothing in fixed width."""
    texts: list[tuple[Part | None, str]] = [(None, topic.answer), *topic.parts.items()]
    for part, text in texts:
        for line in text.partition("```")[0].splitlines():
            if line and len(line) <= LONGEST_LINE and not line.startswith("- "):
                yield part, line
