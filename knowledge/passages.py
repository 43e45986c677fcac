"""Which part of a topic an answer begins with: what is asked for may stand in a facet and not in the answer."""

from knowledge.facets import facet_of
from knowledge.schema import FacetName, Topic
from knowledge.search import Index
from knowledge.stems import stem

ROOM = 420
"""Characters within which the answer's first lines follow a facet."""
_ASKED_FOR = 2.5
"""What a facet is ahead by whose name the question holds; a word counts 1 to 2.5, the more the rarer."""
_AHEAD = 1.5
"""How much more of the question a facet must speak of than the answer does: in doubt the whole is shown."""


def shown(topic: Topic, facet: FacetName | None) -> tuple[str, str]:
    """Return the facet, if one is asked for, and as much of the answer as is shown with it."""
    if facet is None:
        return "", topic.answer
    asked = topic.facets[facet]
    return asked, first_lines(topic.answer, ROOM - len(asked))


def first_lines(text: str, limit: int) -> str:
    """Return as many whole lines of a curator's text as fit in the limit."""
    fitting: list[str] = []
    for line in text.splitlines():
        if sum(map(len, fitting)) + len(line) > limit or line.startswith("```"):
            break
        fitting.append(line)
    return "\n".join(fitting)


def telling_facet(question: str, topic: Topic, index: Index) -> FacetName | None:
    """Return the facet with which the answer speaks of more that is asked than by itself; None when there is none."""
    asked = {stem(word): index.telling(word) for word in index.language.telling_words(question)}
    named = facet_of(index.language.words(question), topic)

    def worth(facet: FacetName | None) -> float:
        ahead = _ASKED_FOR if facet and facet == named else 0.0
        spoken = frozenset().union(*map(index.stems_of, shown(topic, facet)))
        return ahead + sum(weight for word, weight in asked.items() if word in spoken)

    best = max(topic.facets, key=worth, default=None)
    return best if best and worth(best) > worth(None) + _AHEAD else None
