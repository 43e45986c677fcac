"""From what the database holds to what the knowledge base is extended by."""

from zoneinfo import ZoneInfo

from bot.database import Connection
from bot.learning import store
from bot.learning.store import Note
from bot.markup import shorten
from knowledge.additions import Additions, one_line
from knowledge.language import plain
from knowledge.schema import Source, Topic

REFERENCE = "keterangan-instansi"
"""The regulations entry that every answer of the agency's own rests on."""
TITLE = 60
ANSWER = 700
ANSWER_LINES = 14
MORE = 2500


def read_lessons(on: Connection, zone: ZoneInfo) -> Additions:
    """Return everything that the clinic was taught in the chat."""
    phrasings = store.phrasings(on)
    topics = (
        note_topic(note, [text for id, text in phrasings if id == note.topic_id], zone) for note in store.notes(on)
    )
    return Additions(tuple(topics), tuple(phrasings), tuple(store.not_ours(on)))


def note_topic(note: Note, phrasings: list[str], zone: ZoneInfo) -> Topic:
    """Return a note as a topic: its title is a phrasing too, and a long answer is folded after its beginning."""
    answer, more = split_answer(note.answer)
    day = note.written_at.astimezone(zone).date()
    said_by = f"{note.source} (oleh {note.author})" if note.source else f"oleh {note.author}"
    said = {plain(text): text for text in (note.title, *map(one_line, phrasings))}
    return Topic(
        id=note.topic_id,
        key=note.key,
        title=shorten(note.title, TITLE),
        phrasings=tuple(said.values()),
        answer=answer,
        more=more,
        facets={},
        sources=(Source(regulation=REFERENCE, at=one_line(said_by)),),
        related=(),
        status="berlaku",
        confidence="sedang",
        reviewed=day,
    )


def split_answer(text: str) -> tuple[str, str | None]:
    """Return the part of an answer that is shown at once, and the rest, which is folded; nothing is lost between."""
    text = text.strip()
    lines = "\n".join(text.split("\n")[:ANSWER_LINES])[:ANSWER]
    if lines == text:
        return text, None
    least = len(text) - MORE
    # Many short lines before a long rest: then more lines are shown at once, rather than words lost.
    beginning = lines if len(lines) > least else text[:ANSWER]
    found = (beginning.rfind(mark, max(least, len(beginning) // 2)) for mark in ("\n", ". ", " "))
    cut = next((at + 1 for at in found if at >= 0), len(beginning))
    return text[:cut].strip(), text[cut:].strip()
