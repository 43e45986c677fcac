"""Whether the entries agree with each other: references, duplicates, lengths, age."""

from collections.abc import Callable, Container, Hashable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from knowledge.base import KnowledgeBase
from knowledge.documents import Spot
from knowledge.faults import Fault
from knowledge.language import plain
from knowledge.schema import Regulation, Topic

ANSWER_CHARACTERS = 700
ANSWER_LINES = 14
"""What a phone shows without scrolling."""
UNFOLDED_CHARACTERS = 4096 - 400
"""Telegram's limit of a message, less room for the headings and notes around the entry's own text."""
FEWEST_PHRASINGS = 8
REVIEW_EVERY = timedelta(days=365)


def check(base: KnowledgeBase, today: date) -> list[Fault]:
    """All faults between entries, then the warnings, each in the order of files and lines."""
    return sorted(errors(base)) + sorted(warnings(base, today))


def errors(base: KnowledgeBase, unread: Container[str] = ()) -> list[Fault]:
    """What keeps the content from being served.

    `unread` are the ids of entries that could not be read: that nothing is found under them is only their echo.
    """
    dead = [fault for other, fault in _dead_references(base) if other not in unread]
    return [*dead, *(fault for rule in _RULES for fault in rule(base))]


def warnings(base: KnowledgeBase, today: date) -> list[Fault]:
    """What a curator should look at, although it can be served. `today` is the date to count age from."""
    found = (fault for topic in base.topics.values() for fault in _topic_warnings(base, topic, today))
    return [replace(fault, severity="peringatan") for fault in found]


def _spot(base: KnowledgeBase, name: str, identity: str, *path: Hashable) -> Spot:
    # A base made in memory has no files to point to.
    return base.spots.get((name, identity), Spot(name, 0)).at(*path)


def _duplicate_keys(base: KnowledgeBase) -> Iterator[Fault]:
    for name, entries in (("topics", base.topics), ("sections", base.sections)):
        owners: dict[str, str] = {}
        for entry in entries.values():
            owner = owners.setdefault(entry.key, entry.id)
            if owner != entry.id:
                message = f"key `{entry.key}` sudah dipakai `{owner}`. Pilih kunci lain yang belum dipakai."
                yield _spot(base, name, entry.id, "key").fault(message)


def _repeated_phrasings(base: KnowledgeBase) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for topic in base.topics.values():
        for number, phrasing in enumerate(topic.phrasings):
            owner = owners.get(plain(phrasing))
            owners.setdefault(plain(phrasing), topic.id)
            if owner is not None:
                place = "dua kali pada topik ini" if owner == topic.id else f"juga pada `{owner}`"
                message = f'Pertanyaan "{phrasing}" ada {place}. Hapus salah satunya.'
                yield _spot(base, "topics", topic.id, "phrasings", number).fault(message)


def _dead_references(base: KnowledgeBase) -> Iterator[tuple[str, Fault]]:
    for topic in base.topics.values():
        for number, other in enumerate(topic.related):
            if other not in base.topics:
                yield _dead("Topik", other, _spot(base, "topics", topic.id, "related", number))
        for number, source in enumerate(topic.sources):
            if source.regulation not in base.regulations:
                spot = _spot(base, "topics", topic.id, "sources", number, "regulation")
                yield _dead("Peraturan", source.regulation, spot)
    for regulation in base.regulations.values():
        for field, others in (("replaced_by", regulation.replaced_by), ("amended_by", regulation.amended_by)):
            for number, other in enumerate(others):
                if other not in base.regulations:
                    yield _dead("Peraturan", other, _spot(base, "regulations", regulation.id, field, number))


def _dead(what: str, other: str, spot: Spot) -> tuple[str, Fault]:
    return other, spot.fault(f"{what} `{other}` tidak ada. Periksa ejaan id-nya, atau tambahkan entrinya.")


def _homeless_topics(base: KnowledgeBase) -> Iterator[Fault]:
    for topic in base.topics.values():
        if topic.id not in base.shelves and base.sections:
            message = f"id `{topic.id}` tidak termasuk bagian mana pun. Awali dengan salah satu prefixes di sections."
            yield _spot(base, "topics", topic.id, "id").fault(message)


def _revoked_sources(base: KnowledgeBase) -> Iterator[Fault]:
    for topic in base.topics.values():
        for number, source in enumerate(topic.sources):
            regulation = base.regulations.get(source.regulation)
            if topic.status == "berlaku" and regulation and regulation.status == "dicabut":
                message = (
                    f"{regulation.name} sudah dicabut, padahal status topik ini `berlaku`. Ganti status menjadi "
                    f"`berubah` atau `historis`, dan sebutkan {_successor(base, regulation)}."
                )
                yield _spot(base, "topics", topic.id, "sources", number).fault(message)


def _successor(base: KnowledgeBase, regulation: Regulation) -> str:
    names = [base.regulations[other].name for other in regulation.replaced_by if other in base.regulations]
    return f"penggantinya ({', '.join(names)})" if names else "aturan yang berlaku sekarang"


def _replacement_loops(base: KnowledgeBase) -> Iterator[Fault]:
    for start in base.regulations.values():
        seen: set[str] = set()
        ahead = list(start.replaced_by)
        while ahead:
            current = ahead.pop()
            if current not in seen and current in base.regulations:
                seen.add(current)
                ahead += base.regulations[current].replaced_by
        if start.id in seen:
            message = f"Peraturan `{start.id}` berujung digantikan oleh dirinya sendiri. Perbaiki replaced_by."
            yield _spot(base, "regulations", start.id, "replaced_by").fault(message)


def _lengthy_answers(base: KnowledgeBase) -> Iterator[Fault]:
    for topic in base.topics.values():
        lines = topic.answer.count("\n") + 1
        if lines > ANSWER_LINES:
            message = f"Jawaban {lines} baris, paling banyak {ANSWER_LINES}. Pindahkan sebagian ke `more`."
            yield _spot(base, "topics", topic.id, "answer").fault(message)
        unfolded = len(topic.title) + len(topic.answer) + len(topic.more or "") + _sources_length(base, topic)
        if unfolded > UNFOLDED_CHARACTERS:
            message = f"Seluruh jawaban {unfolded} karakter, paling banyak {UNFOLDED_CHARACTERS}. Ringkaslah `more`."
            yield _spot(base, "topics", topic.id, "more").fault(message)


def _sources_length(base: KnowledgeBase, topic: Topic) -> int:
    cited = ((base.regulations.get(source.regulation), source.at or "") for source in topic.sources)
    return sum(len(regulation.name) + len(at) + len(", \n") for regulation, at in cited if regulation)


def _topic_warnings(base: KnowledgeBase, topic: Topic, today: date) -> Iterator[Fault]:
    if today - topic.reviewed > REVIEW_EVERY:
        message = f"Terakhir ditinjau {topic.reviewed}, lebih dari setahun lalu. Periksa lagi lalu ganti tanggalnya."
        yield _spot(base, "topics", topic.id, "reviewed").fault(message)
    if len(topic.phrasings) < FEWEST_PHRASINGS:
        message = f"Baru {len(topic.phrasings)} cara bertanya; usahakan paling sedikit {FEWEST_PHRASINGS}."
        yield _spot(base, "topics", topic.id, "phrasings").fault(message)


_RULES: tuple[Callable[[KnowledgeBase], Iterator[Fault]], ...] = (
    _duplicate_keys,
    _repeated_phrasings,
    _homeless_topics,
    _revoked_sources,
    _replacement_loops,
    _lengthy_answers,
)
