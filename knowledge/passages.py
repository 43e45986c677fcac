"""What of a topic an answer shows: what is asked for may stand in a part, or in a line, and not in the answer."""

from collections.abc import Iterator

from knowledge.facets import facet_of
from knowledge.schema import Part, Topic
from knowledge.search import Index
from knowledge.stems import stem

ROOM = 450
"""Characters within which the answer's first lines follow a part."""
_NAMED = 2.5
"""What a facet is ahead by whose name the question holds; a word counts 1 to 2.5, the more the rarer."""
_ASKED = 3.0
"""What a part is ahead by if the nearest phrasings all ask for it."""
_AHEAD = 1.5
"""How much more must speak for a part than for the answer: in doubt the whole is shown."""
LONGEST_LINE = 200
"""Characters of a line that is shown beside."""
_ASKED_LINE = 2.0
"""What a line is ahead by if the nearest phrasings all ask for its part."""
_LINE = 1.5
"""How much must speak for a line that is shown beside."""


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


def telling_part(question: str, topic: Topic, index: Index) -> Part | None:
    """Return the part with which the answer says more of what is asked than by itself; None when there is none.

    It speaks of the words asked, and people who asked alike asked for it.
    """
    asked = {stem(word): index.telling(word) for word in index.language.telling_words(question)}
    named = facet_of(index.language.words(question), topic)
    alike = index.asked_parts(question, topic)

    def worth(part: Part | None) -> float:
        ahead = _NAMED if part and part == named else 0.0
        spoken = index.stems_of(*shown(topic, part))
        return ahead + _ASKED * alike.get(part, 0.0) + sum(told for word, told in asked.items() if word in spoken)

    best = max(topic.parts, key=worth, default=None)
    return best if best and worth(best) > worth(None) + _AHEAD else None


def telling_line(question: str, topic: Topic, part: Part | None, index: Index) -> str:
    """Return the line of what is not shown that speaks most of what else is asked; "" when none says enough."""
    opening = "\n".join(shown(topic, part))
    said = index.stems_of(topic.title, opening)
    asked = {stem(word): index.telling(word) for word in index.language.telling_words(question)}
    unsaid = {word: told for word, told in asked.items() if word not in said}
    alike = index.asked_parts(question, topic)

    def worth(line: str, of: Part | None) -> float:
        spoken = index.stems_of(line)
        return _ASKED_LINE * alike.get(of, 0.0) + sum(told for word, told in unsaid.items() if word in spoken)

    lines = ((worth(line, of), line) for of, line in _lines(topic) if line not in opening)
    return max((line for line in lines if line[0] >= _LINE), default=(0.0, ""))[1]


def _lines(topic: Topic) -> Iterator[tuple[Part | None, str]]:
    """The lines that can be read by themselves: no points of a list, nothing in fixed width."""
    texts: list[tuple[Part | None, str]] = [(None, topic.answer), *topic.parts.items()]
    for part, text in texts:
        for line in text.partition("```")[0].splitlines():
            if line and len(line) <= LONGEST_LINE and not line.startswith("- "):
                yield part, line
