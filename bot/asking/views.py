"""What an asker is shown: answers, clarifications, an honest "belum tahu"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.actions import AskCoordinator, OpenFacet, OpenSection, OpenShelves, OpenTopic, Rate
from bot.asking.words import FACETS, NOTICES, short_date, standing
from bot.markup import bold, escape, folded, italic, render
from bot.view import Button, View
from knowledge.answering import Answer, Clarification, Comparison, Outcome, SmallTalk, Unknown
from knowledge.base import KnowledgeBase
from knowledge.passages import first_lines, shown
from knowledge.schema import Elsewhere, Part, Source, Topic

RELATED_SHOWN = 2
FACETS_A_ROW = 2
COMPARED = 280
"""Characters of each answer in a comparison."""
PAGE = 8
"""Topics on one page of a section."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The question an answer is given to (0 for none), and whether there is a coordinator to ask."""

    question: int = 0
    coordinator: bool = False


def outcome_view(base: KnowledgeBase, outcome: Outcome, occasion: Occasion | None = None) -> View:
    """Return what the asker reads."""
    match outcome:
        case Answer(topic=topic, part=part, line=line, also=also, rival=rival):
            view = topic_view(base, topic, part, occasion, line)
            return replace(view, keyboard=[*_others(also, rival, occasion), *view.keyboard])
        case Comparison(topics=topics):
            return comparison_view(base, topics, occasion)
        case Clarification(topics=topics):
            return clarification_view(topics, occasion)
        case SmallTalk(entry=entry):
            return View(render(entry.reply))
        case Unknown():
            return unknown_view(base, outcome, occasion)


def _others(also: Topic | None, rival: Topic | None, occasion: Occasion | None) -> Iterator[list[Button]]:
    if also:
        yield [topic_button(also, occasion)]
    if rival and rival != also:
        other = topic_button(rival, occasion)
        yield [replace(other, text=f"Atau: {other.text}")]


def topic_view(
    base: KnowledgeBase, topic: Topic, part: Part | None = None, occasion: Occasion | None = None, line: str = ""
) -> View:
    """Return a topic's answer; or one part of it, then the answer as far as there is room, the rest folded.

    `line` is what else of the topic is asked for, if anything. Without an occasion it is read where there is
    nobody to rate it: shared into a chat, in the terminal.
    """
    asked, opening = shown(topic, part if part in topic.parts else None)
    head = "\n\n".join(render(text) for text in (asked, opening, line) if text)
    left = (topic.answer.removeprefix(opening).strip(), topic.more if part != "more" else None)
    rest = [render(text) for text in left if text]
    rest += ["\n".join(source_line(base, source) for source in topic.sources[_sources_shown(base, topic) :])]
    below = folded("\n\n".join(filter(None, rest))) if any(rest) else ""
    ways = _ways_on(base, topic, part if asked else None, occasion)
    return View(f"{head}\n{below}\n{footer(base, topic)}", [*ways, *_feedback(topic, occasion)])


def comparison_view(base: KnowledgeBase, topics: tuple[Topic, Topic], occasion: Occasion | None = None) -> View:
    """Return two topics side by side: what each says of the difference, or how its answer begins."""
    texts = [
        f"{bold(topic.title)}\n{render(topic.facets.get('beda') or first_lines(topic.answer, COMPARED))}"
        for topic in topics
    ]
    sources = dict.fromkeys(source_line(base, topic.sources[0]) for topic in topics)
    return View("\n\n".join([*texts, "\n".join(sources)]), [[topic_button(topic, occasion)] for topic in topics])


def footer(base: KnowledgeBase, topic: Topic) -> str:
    """Return which topic this is, what it rests on, and when it was last checked."""
    notice = NOTICES[topic.status]
    sources = [source_line(base, source) for source in topic.sources[: _sources_shown(base, topic)]]
    lines = [f"📌 {bold(topic.title)}", *sources, f"Diperiksa {short_date(topic.reviewed)}"]
    return "\n".join([*([notice] if notice else []), *lines])


def _sources_shown(base: KnowledgeBase, topic: Topic) -> int:
    """How many sources are read without unfolding: the first, and with news or the like the next."""
    return 2 if base.regulations[topic.sources[0].regulation].status == "rujukan" else 1


def source_line(base: KnowledgeBase, source: Source) -> str:
    """Return what an answer rests on and what became of it, in HTML."""
    regulation = base.regulations[source.regulation]
    state = standing(regulation, base.regulations)
    place = f", {source.at}" if source.at else ""
    mark = "📄" if regulation.status == "rujukan" else "📚"
    return f"{mark} {escape(regulation.name + place)}" + (f" ({escape(state)})" if state else "")


def _ways_on(
    base: KnowledgeBase, topic: Topic, shown: Part | None, occasion: Occasion | None
) -> Iterator[list[Button]]:
    question = occasion.question if occasion else 0
    facets = [Button(FACETS[name], OpenFacet(topic.key, name, question)) for name in topic.facets if name != shown]
    if shown:
        facets.insert(0, Button("Jawaban utama", OpenTopic(topic.key, question)))
    for start in range(0, len(facets), FACETS_A_ROW):
        yield facets[start : start + FACETS_A_ROW]
    for related in topic.related[:RELATED_SHOWN]:
        yield [topic_button(base.topics[related], occasion)]
    section = base.section_of(topic)
    yield [Button(f"‹ {section.title}", OpenSection(section.key, base.position_of(topic) // PAGE))]


def _feedback(topic: Topic, occasion: Occasion | None) -> list[list[Button]]:
    if occasion is None:
        return []
    thumbs = [Button("👍", Rate(topic.key, 1, occasion.question)), Button("👎", Rate(topic.key, 0, occasion.question))]
    return [[*thumbs, *_to_coordinator(occasion)]]


def _to_coordinator(occasion: Occasion | None) -> list[Button]:
    if occasion is None or not occasion.coordinator:
        return []
    return [Button("🙋 Tanya koordinator", AskCoordinator(occasion.question))]


def topic_button(topic: Topic, occasion: Occasion | None = None) -> Button:
    """Return the button that opens a topic."""
    return Button(topic.title, OpenTopic(topic.key, occasion.question if occasion else 0))


def clarification_view(topics: tuple[Topic, ...], occasion: Occasion | None = None) -> View:
    """Ask which of a few topics is meant."""
    return View(
        "Maksud Anda yang mana? Silakan pilih, atau tulis dengan kata lain.",
        [
            *([topic_button(topic, occasion)] for topic in topics),
            [Button("Bukan semuanya, lihat topik", OpenShelves())],
            _to_coordinator(occasion),
        ],
    )


def unknown_view(base: KnowledgeBase, outcome: Unknown, occasion: Occasion | None = None) -> View:
    """Say honestly that there is no answer, and where one may be found."""
    if outcome.elsewhere:
        return elsewhere_view(outcome.elsewhere, occasion)
    nearest = outcome.section
    shelf = [[Button(f"{nearest.icon} {nearest.title}", OpenSection(nearest.key, 0))]] if nearest else []
    ask = _to_coordinator(occasion)
    return View(
        "Maaf, saya <b>belum tahu</b> jawabannya, dan saya tidak mau menebak.\n"
        "Coba tulis dengan kata lain, atau lihat topik yang tersedia." + ("" if ask else _contact(base)),
        [ask, *shelf, [Button("Lihat semua topik", OpenShelves())]],
    )


def elsewhere_view(subject: Elsewhere, occasion: Occasion | None = None) -> View:
    """Say that the question is about something else, and where to ask instead."""
    advice = subject.advice or "Silakan hubungi unit yang membidanginya."
    who = "Untuk itu instansi Anda yang dapat membantu" if subject.local else "Maaf, itu di luar bidang Klinik RB"
    return View(
        f"{who}; saya <b>belum tahu</b>.\n{render(advice)}\n\n"
        "Kalau bukan itu maksud Anda, coba tulis dengan kata lain.",
        [_to_coordinator(occasion) if subject.local else [], [Button("Lihat semua topik", OpenShelves())]],
    )


def _contact(base: KnowledgeBase) -> str:
    agency = base.agency
    ways = [way for way in (agency.phone, agency.email) if way]
    if not ways:
        return ""
    whom = agency.office or agency.name or "pengelola"
    return f"\n\nAnda juga dapat bertanya kepada {escape(whom)}: {escape(', '.join(ways))}."


def usage_view() -> View:
    """Say how to ask, to somebody who sent the command alone."""
    return View(f"Tulis pertanyaan Anda setelah perintahnya, misalnya:\n{italic('/tanya nilai minimal WBK')}")
