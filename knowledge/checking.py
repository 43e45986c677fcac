"""Whether the entries agree with each other, fit a message and are written as the clinic shows them."""

import re
from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from knowledge.base import KnowledgeBase
from knowledge.documents import Spot
from knowledge.faults import Fault
from knowledge.language import plain
from knowledge.occasions import has_days, impossible_days
from knowledge.passages import LONGEST_LINE, ROOM
from knowledge.schema import Checklist, Occasion, Once, Regulation, Section, Source, Topic

ANSWER_LINES = 14
"""What a phone shows without scrolling."""
MESSAGE_UNITS = 4096
"""Telegram's limit of a message, in UTF-16 code units."""
FRAME_UNITS = 180
"""Room for what is shown around a topic's own text: notice of its status, signs, date of review, line breaks."""
SOURCE_UNITS = 40
"""Room for what is shown around the names in the line of a source: signs and the words on what became of it."""
JOIN_UNITS = 5
"""Between two regulations that replaced or amended one: " dan "."""
LINE_UNITS = 2 + 2 * LONGEST_LINE
"""Room for a line of what is not shown, and the break before it."""
TABLE_WIDTH = 34
"""Characters of a line in fixed width that a phone shows unbroken."""
FEWEST_PHRASINGS = 8
REVIEW_EVERY = timedelta(days=365)
FEWEST_AREAS, MOST_AREAS = 3, 8
"""Of a checklist: fewer say nothing on a heat map, more are no longer seen at a glance."""


def errors(base: KnowledgeBase, unread: Container[str] = ()) -> list[Fault]:
    """What keeps the content from being served.

    `unread` are the ids of entries that could not be read: that nothing is found under them is only their echo.
    """
    dead = [fault for other, fault in _dead_references(base) if other not in unread]
    return [*dead, *(fault for rule in _RULES for fault in rule(base))]


def warnings(base: KnowledgeBase, today: date) -> list[Fault]:
    """What a curator should look at, although it can be served. `today` is the date to count age from."""
    found = [fault for topic in base.topics.values() for fault in _topic_warnings(base, topic, today)]
    for checklist in base.checklists.values():
        found += _review_warnings(_spot(base, "checklists", checklist.id, "reviewed"), checklist.reviewed, today)
    for occasion in base.occasions.values():
        found += _review_warnings(_spot(base, "calendar", occasion.id, "reviewed"), occasion.reviewed, today)
        found += _time_warnings(base, occasion, today)
    return [replace(fault, severity="peringatan") for fault in found]


def _spot(base: KnowledgeBase, name: str, identity: str, *path: Hashable) -> Spot:
    # A base made in memory has no files to point to.
    return base.spots.get((name, identity), Spot(name, 0)).at(*path)


def _duplicate_keys(base: KnowledgeBase) -> Iterator[Fault]:
    kinds: tuple[tuple[str, Iterable[Topic | Checklist | Occasion | Section]], ...] = (
        ("topics", base.topics.values()),
        ("checklists", base.checklists.values()),
        ("calendar", base.occasions.values()),
        ("sections", base.sections.values()),
    )
    for name, entries in kinds:
        uses = ((_spot(base, name, entry.id, "key"), entry.key, entry.id) for entry in entries)
        for spot, key, _, owner in _repeats(uses, str):
            yield spot.fault(f"key `{key}` sudah dipakai `{owner}`. Pilih kunci lain yang belum dipakai.")


def _repeated_phrasings(base: KnowledgeBase) -> Iterator[Fault]:
    uses = (
        (_spot(base, "topics", topic.id, *place, number), phrasing, topic.id)
        for topic in base.topics.values()
        for place, phrasings in _phrased(topic)
        for number, phrasing in enumerate(phrasings)
    )
    for spot, phrasing, identity, owner in _repeats(uses, plain):
        place = "dua kali pada topik ini" if owner == identity else f"juga pada `{owner}`"
        yield spot.fault(f'Pertanyaan "{phrasing}" ada {place}. Hapus salah satunya.')


def _phrased(topic: Topic) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The phrasings of a topic, by where they stand in it."""
    yield ("phrasings",), topic.phrasings
    yield from ((("asked", part, "phrasings"), asked.phrasings) for part, asked in topic.asked.items())


def _repeats(
    uses: Iterable[tuple[Spot, str, str]], likened: Callable[[str], str]
) -> Iterator[tuple[Spot, str, str, str]]:
    """Each use of a text already used, with the id of the entry that uses it and of the one that has it first."""
    owners: dict[str, str] = {}
    # What stands in an earlier folder has it first, also below an entry that comes later in the base.
    for spot, text, identity in sorted(uses, key=lambda use: use[0].folder):
        key = likened(text)
        owner = owners.get(key)
        owners.setdefault(key, identity)
        if owner is not None:
            yield spot, text, identity, owner


def _dead_references(base: KnowledgeBase) -> Iterator[tuple[str, Fault]]:
    for topic in base.topics.values():
        for number, other in enumerate(topic.related):
            if other not in base.topics:
                yield _dead("Topik", other, _spot(base, "topics", topic.id, "related", number))
        yield from _dead_sources(base, "topics", topic)
    for checklist in base.checklists.values():
        for number, item in enumerate(checklist.items):
            if item.topic not in base.topics:
                yield _dead("Topik", item.topic, _spot(base, "checklists", checklist.id, "items", number, "topic"))
        yield from _dead_sources(base, "checklists", checklist)
    for occasion in base.occasions.values():
        if occasion.topic not in base.topics:
            yield _dead("Topik", occasion.topic, _spot(base, "calendar", occasion.id, "topic"))
        if occasion.checklist and occasion.checklist not in base.checklists:
            yield _dead("Daftar", occasion.checklist, _spot(base, "calendar", occasion.id, "checklist"))
        yield from _dead_sources(base, "calendar", occasion)
    for regulation in base.regulations.values():
        for field, others in (("replaced_by", regulation.replaced_by), ("amended_by", regulation.amended_by)):
            for number, other in enumerate(others):
                if other not in base.regulations:
                    yield _dead("Peraturan", other, _spot(base, "regulations", regulation.id, field, number))


def _dead_sources(base: KnowledgeBase, name: str, entry: Topic | Checklist | Occasion) -> Iterator[tuple[str, Fault]]:
    for number, source in enumerate(entry.sources):
        if source.regulation not in base.regulations:
            spot = _spot(base, name, entry.id, "sources", number, "regulation")
            yield _dead("Peraturan", source.regulation, spot)


def _dead(what: str, other: str, spot: Spot) -> tuple[str, Fault]:
    return other, spot.fault(f"{what} `{other}` tidak ada. Periksa ejaan id-nya, atau tambahkan entrinya.")


def _homeless_topics(base: KnowledgeBase) -> Iterator[Fault]:
    for topic in base.topics.values():
        if topic.id not in base.shelves and base.sections:
            message = f"id `{topic.id}` tidak termasuk bagian mana pun. Awali dengan salah satu prefixes di sections."
            yield _spot(base, "topics", topic.id, "id").fault(message)


def _revoked_sources(base: KnowledgeBase) -> Iterator[Fault]:
    kinds: tuple[tuple[str, str, Iterable[Topic | Occasion]], ...] = (
        ("topics", "topik", base.topics.values()),
        ("calendar", "agenda", base.occasions.values()),
    )
    for name, what, entries in kinds:
        for entry in entries:
            for number, regulation in _revoked(base, entry.sources):
                if entry.status == "berlaku":
                    message = (
                        f"{regulation.name} sudah dicabut, padahal status {what} ini `berlaku`. Ganti status menjadi "
                        f"`berubah` atau `historis`, dan sebutkan {_successor(base, regulation)}."
                    )
                    yield _spot(base, name, entry.id, "sources", number).fault(message)


def _revoked_checklist_sources(base: KnowledgeBase) -> Iterator[Fault]:
    for checklist in base.checklists.values():
        for number, regulation in _revoked(base, checklist.sources):
            message = f"{regulation.name} sudah dicabut. Sandarkan daftar ini pada {_successor(base, regulation)}."
            yield _spot(base, "checklists", checklist.id, "sources", number).fault(message)


def _revoked(base: KnowledgeBase, sources: Iterable[Source]) -> Iterator[tuple[int, Regulation]]:
    """The numbers of the sources that were revoked, each with its regulation."""
    for number, source in enumerate(sources):
        regulation = base.regulations.get(source.regulation)
        if regulation and regulation.status == "dicabut":
            yield number, regulation


def _impossible_days(base: KnowledgeBase) -> Iterator[Fault]:
    for occasion in base.occasions.values():
        if words := impossible_days(occasion.when):
            message = f"Tidak tiap tahun ada {words}. Perbaiki `day` atau `months`."
            yield _spot(base, "calendar", occasion.id, "when", "day").fault(message)


def _item_ids(base: KnowledgeBase) -> Iterator[Fault]:
    for checklist in base.checklists.values():
        seen: set[str] = set()
        for number, item in enumerate(checklist.items):
            spot = _spot(base, "checklists", checklist.id, "items", number, "id")
            if item.id in seen:
                yield spot.fault(f"id butir `{item.id}` sudah dipakai dalam daftar ini. Pilih id lain.")
            if "." in item.id:  # links carry it, and Telegram allows no full stop in them
                yield spot.fault(f"id butir `{item.id}` memuat titik. Pakai tanda hubung, mis. `sk-tim`.")
            seen.add(item.id)


def _areas(base: KnowledgeBase) -> Iterator[Fault]:
    for checklist in base.checklists.values():
        areas = len({item.area for item in checklist.items})
        if not FEWEST_AREAS <= areas <= MOST_AREAS:
            message = (
                f"Butirnya terbagi dalam {areas} area; seharusnya {FEWEST_AREAS} sampai {MOST_AREAS}. Samakan ejaan "
                "`area` pada butir yang sekelompok."
            )
            yield _spot(base, "checklists", checklist.id, "items").fault(message)


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
        if (shown := most_units(base, topic)) > MESSAGE_UNITS:
            message = (
                f"Seluruh jawaban, dengan facet terpanjang dan sumbernya, dapat mencapai {shown} karakter; paling "
                f"banyak {MESSAGE_UNITS}. Ringkaslah `more`."
            )
            yield _spot(base, "topics", topic.id, "more").fault(message)


def most_units(base: KnowledgeBase, topic: Topic) -> int:
    """An upper bound of the longest message that shows the topic: its longest facet above everything else."""
    facet = max((_facet_units(text, topic.answer) for text in topic.facets.values()), default=0)
    texts = units(topic.title) + units(topic.answer) + units(topic.more or "")
    return FRAME_UNITS + LINE_UNITS + facet + texts + sum(_source_units(base, source) for source in topic.sources)


def _facet_units(facet: str, answer: str) -> int:
    return units(facet) + units(answer[: max(0, ROOM - len(facet))])


def _source_units(base: KnowledgeBase, source: Source) -> int:
    regulation = base.regulations.get(source.regulation)
    if regulation is None:
        return 0
    heirs = (base.regulations.get(other) for other in (*regulation.replaced_by, *regulation.amended_by))
    named = sum(units(heir.name) + JOIN_UNITS for heir in heirs if heir)
    return SOURCE_UNITS + units(regulation.name) + units(source.at or "") + named


def units(text: str) -> int:
    """The length of the text in UTF-16 code units, as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _topic_warnings(base: KnowledgeBase, topic: Topic, today: date) -> Iterator[Fault]:
    yield from _mark_warnings(base, topic)
    yield from _review_warnings(_spot(base, "topics", topic.id, "reviewed"), topic.reviewed, today)
    for part in topic.asked.keys() - topic.parts.keys():
        message = f"Topik ini tidak punya bagian `{part}`; pertanyaannya dijawab dengan jawaban utama. Tulis bagiannya."
        yield _spot(base, "topics", topic.id, "asked", part).fault(message)
    if len(topic.ways) < FEWEST_PHRASINGS:
        message = f"Baru {len(topic.ways)} cara bertanya; usahakan paling sedikit {FEWEST_PHRASINGS}."
        yield _spot(base, "topics", topic.id, "phrasings").fault(message)


def _review_warnings(spot: Spot, reviewed: date, today: date) -> Iterator[Fault]:
    if reviewed > today:
        yield spot.fault(f"Tanggal `reviewed` di masa depan ({reviewed}). Tulis tanggal isi ini terakhir diperiksa.")
    if today - reviewed > REVIEW_EVERY:
        yield spot.fault(f"Terakhir ditinjau {reviewed}, lebih dari setahun lalu. Periksa lagi lalu ganti tanggalnya.")


def _time_warnings(base: KnowledgeBase, occasion: Occasion, today: date) -> Iterator[Fault]:
    if isinstance(occasion.when, Once) and occasion.when.on < today:
        message = f"Tanggalnya sudah lewat ({occasion.when.on}). Ganti dengan yang berikutnya, atau hapus agendanya."
        yield _spot(base, "calendar", occasion.id, "when", "on").fault(message)
    if not has_days(occasion.when) and occasion.to_confirm is None:
        message = "Tanggalnya belum pasti. Sebutkan di `to_confirm` surat atau pengumuman siapa yang ditunggu."
        yield _spot(base, "calendar", occasion.id, "when").fault(message)


def _mark_warnings(base: KnowledgeBase, topic: Topic) -> Iterator[Fault]:
    fields = [("answer", topic.answer), ("more", topic.more or "")]
    facets = [(f"facets.{name}", text) for name, text in topic.facets.items()]
    for field, text in (*fields, *facets):
        for message in _mark_problems(field, text):
            yield _spot(base, "topics", topic.id, *field.split(".")).fault(message)


def _mark_problems(field: str, text: str) -> Iterator[str]:
    """What of the text would be shown with its marks, or broken; the marks are those of `Topic`."""
    prose = _FENCED.sub("\n", text)
    if "```" in prose:
        yield f"Tanda ` ``` ` pada `{field}` tidak berpasangan, jadi akan tampil apa adanya. Lengkapi pasangannya."
    if "**" in _BOLD.sub(r"\1", prose):
        yield (
            f"Tanda `**` pada `{field}` akan tampil apa adanya. Tulis `**tebal**` berpasangan dalam satu baris, "
            "tanpa spasi di sisi dalamnya."
        )
    widest = max((len(line) for table in _FENCED.findall(text) for line in table.splitlines()), default=0)
    if widest > TABLE_WIDTH:
        yield f"Tabel pada `{field}` selebar {widest} karakter, paling banyak {TABLE_WIDTH}. Persempit kolomnya."


_FENCED = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_RULES: tuple[Callable[[KnowledgeBase], Iterator[Fault]], ...] = (
    _duplicate_keys,
    _repeated_phrasings,
    _homeless_topics,
    _revoked_sources,
    _revoked_checklist_sources,
    _impossible_days,
    _item_ids,
    _areas,
    _replacement_loops,
    _lengthy_answers,
)
