"""The typed shape of the clinic's content, as curators write it in YAML.

One file is one `Document`: a mapping with any of its keys. The same models give the JSON Schema by which
editors complete and check the YAML (`knowledge/content/schema.json`, written by `python -m knowledge.schema`).
"""

import json
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

FacetName = Literal[
    "bobot", "ambang", "rumus", "jadwal", "penilai", "eviden", "langkah", "contoh", "beda", "dasar-hukum"
]
"""The parts of a topic that people ask for by themselves."""

Part = Literal[FacetName, "more"]
"""What an answer may begin with in place of the answer itself."""

TopicStatus = Literal["berlaku", "berubah", "historis"]
Confidence = Literal["tinggi", "sedang"]
ReferenceKind = Literal["peraturan", "keputusan", "edaran", "surat", "putusan", "pedoman", "bahan", "data", "berita"]
ReferenceStatus = Literal["berlaku", "diubah", "dicabut", "rujukan"]
Period = Literal["triwulan", "semester", "tahunan"]
UnitKind = Literal[
    "opd",
    "bagian",
    "kecamatan",
    "kelurahan",
    "uptd",
    "puskesmas",
    "rumah-sakit",
    "sekolah",
    "satker",
    "kantor-wilayah",
    "lainnya",
]
"""What a unit can be."""

SLUG_PATTERN = r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$"
KEY_PATTERN = r"^[a-z0-9]{1,10}$"
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=60)]
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160, pattern=r"^[^\n]+$")]
LONGEST_PHRASING = 600
"""Characters, as many as of a question are read: some tell their whole situation before they ask."""
Phrasing = Annotated[Line, StringConstraints(max_length=LONGEST_PHRASING)]
LONGEST_PART = 1400
"""Characters of `more` with which an answer may begin: a longer one stays folded, whatever is asked."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Month = Annotated[int, Field(ge=1, le=12)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=700)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2500)]


class Entry(BaseModel):
    """What every entry of the content has in common: unknown keys are faults, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Regulation(Entry):
    """A rule, or another document an answer rests on, with what became of it."""

    id: Slug
    kind: ReferenceKind
    name: Line = Field(description="Sebutan pendek, mis. PermenPANRB 90/2021")
    title: Text = Field(description="Nama lengkap")
    number: str | None = None
    year: int | None = Field(default=None, ge=1945, le=2100)
    status: ReferenceStatus = Field(description="rujukan: bukan peraturan, jadi tidak berlaku atau dicabut")
    replaced_by: tuple[Slug, ...] = ()
    amended_by: tuple[Slug, ...] = ()
    note: ShortText | None = None


class Source(Entry):
    """Where in a regulation or document the answer stands."""

    regulation: Slug
    at: Line | None = Field(default=None, description="Tempatnya, mis. Lampiran II hlm. 52")


class Asked(Entry):
    """How people ask for one part of a topic."""

    phrasings: tuple[Phrasing, ...] = Field(min_length=1)


class Topic(Entry):
    """One thing people ask about, and its answer.

    `answer`, `more` and the facets know three marks and no others: `**bold**`, lines that begin with
    "- " are bullets, and a block between two lines of ``` is a table in fixed width.
    """

    id: Slug
    key: Key = Field(description="Kunci pendek untuk tombol dan tautan; jangan pernah diganti")
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=60)]
    phrasings: tuple[Phrasing, ...] = Field(min_length=1, description="Cara orang menanyakannya")
    asked: dict[Part, Asked] = Field(
        default_factory=dict, description="Cara orang menanyakan satu bagiannya, menurut bagian yang menjawabnya"
    )
    answer: ShortText
    more: LongText | None = None
    facets: dict[FacetName, ShortText] = Field(default_factory=dict)
    sources: tuple[Source, ...] = Field(min_length=1)
    related: tuple[Slug, ...] = ()
    status: TopicStatus
    confidence: Confidence
    reviewed: date

    @property
    def ways(self) -> tuple[str, ...]:
        """All phrasings: those that the answer settles, then those that a part does."""
        return (*self.phrasings, *chain.from_iterable(one.phrasings for one in self.asked.values()))

    @property
    def parts(self) -> dict[Part, str]:
        """The texts with which an answer may begin in place of the answer itself."""
        folded: list[tuple[Part, str]] = [("more", self.more)] if self.more and len(self.more) <= LONGEST_PART else []
        return dict([*self.facets.items(), *folded])


class ChecklistItem(Entry):
    """One thing a unit has to get done in a round of its checklist; its texts know no marks."""

    id: Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=30)] = Field(
        description="Nama tetap dalam daftarnya, tanpa titik; jangan pernah diganti"
    )
    area: Annotated[Line, StringConstraints(max_length=24)] = Field(description="Kelompok butir pada rekap")
    title: Annotated[Line, StringConstraints(min_length=3, max_length=70)] = Field(description="Kalimat perintah")
    todo: Annotated[ShortText, StringConstraints(max_length=300)] = Field(description="Caranya, 1–3 kalimat pendek")
    evidence: Line = Field(description="Bukti yang diminta")
    topic: Slug = Field(description="id topik yang menjelaskannya")
    who: Annotated[Line, StringConstraints(max_length=40)] = Field(description="Siapa, mis. PIC unit")
    weight: int = Field(default=1, ge=1, le=5, description="1 ringan sampai 5 menentukan")
    due: int = Field(default=0, ge=-366, le=0, description="Hari dari tenggat putaran, mis. -14: dua pekan sebelumnya")
    numbers: bool = Field(default=False, description="Diisi dengan target, realisasi, satuan, anggaran, atau kendala")


class Checklist(Entry):
    """What units of some kinds work through in every period; a template from which rounds are opened."""

    id: Slug
    key: Key = Field(description="Kunci pendek untuk tombol dan tautan; jangan pernah diganti")
    title: Annotated[Line, StringConstraints(min_length=3, max_length=60)]
    about: Annotated[ShortText, StringConstraints(max_length=500)] = Field(description="2–3 kalimat")
    period: Period
    kinds: tuple[UnitKind, ...] = Field(min_length=1, description="Jenis unit yang lazim memakainya")
    sources: tuple[Source, ...] = Field(min_length=1)
    confidence: Confidence
    reviewed: date
    items: tuple[ChecklistItem, ...] = Field(min_length=3)


class OnDays(Entry):
    """The same day of one or more months, every year."""

    pattern: Literal["tanggal"]
    months: tuple[Month, ...] = Field(min_length=1)
    day: int = Field(ge=1, le=31)


class InMonths(Entry):
    """Some time in one or more months, every year; on which day, nobody knows beforehand."""

    pattern: Literal["bulan"]
    months: tuple[Month, ...] = Field(min_length=1, description="Berurutan bila satu rentang, mis. [12, 1, 2]")


class AfterQuarters(Entry):
    """So many days after the end of every quarter of the year, or about its end."""

    pattern: Literal["triwulan"]
    after: int | None = Field(
        default=None, ge=0, le=91, description="Hari sesudah triwulan berakhir; kosongkan bila tanggalnya belum pasti"
    )


class Once(Entry):
    """One day of one year."""

    pattern: Literal["sekali"]
    on: date


class Awaited(Entry):
    """A time not known beforehand: a letter, an announcement or the agency itself will set it."""

    pattern: Literal["menunggu"]


When = Annotated[OnDays | InMonths | AfterQuarters | Once | Awaited, Field(discriminator="pattern")]
"""The patterns in which occasions come."""


class Occasion(Entry):
    """Something of the field's year that has to be done in time; its texts know no marks."""

    id: Slug
    key: Key = Field(description="Kunci pendek untuk tombol dan tautan; jangan pernah diganti")
    title: Annotated[Line, StringConstraints(min_length=3, max_length=60)]
    about: Annotated[ShortText, StringConstraints(max_length=300)] = Field(description="Apa yang harus selesai")
    when: When
    to_confirm: Annotated[ShortText, StringConstraints(max_length=300)] | None = Field(
        default=None, description="Yang belum pasti, dan ke mana memastikannya"
    )
    topic: Slug = Field(description="id topik yang menjelaskannya")
    checklist: Slug | None = Field(default=None, description="id daftar tugas yang dikerjakan untuk itu")
    kinds: tuple[UnitKind, ...] = Field(default=(), description="Jenis unit yang terkena; kosong: semua")
    sources: tuple[Source, ...] = Field(min_length=1)
    status: TopicStatus
    confidence: Confidence
    reviewed: date


class Section(Entry):
    """A shelf for browsing: the topics whose id begins with one of its prefixes (the longest prefix wins)."""

    id: Slug
    key: Key
    icon: Annotated[str, StringConstraints(min_length=1, max_length=4)]
    title: Annotated[str, StringConstraints(min_length=3, max_length=40)]
    intro: ShortText
    prefixes: tuple[str, ...] = Field(min_length=1)


class SmallTalk(Entry):
    """A greeting, thanks or the like, and what the clinic says back."""

    id: Slug
    phrasings: tuple[Phrasing, ...] = Field(min_length=1)
    reply: ShortText


class Elsewhere(Entry):
    """A subject that people ask about and that is not the clinic's, so that nothing near it is answered instead."""

    id: Slug
    subject: Line = Field(description="Sebutannya, mis. gaji dan tunjangan")
    phrasings: tuple[Phrasing, ...] = Field(min_length=1)
    advice: ShortText | None = Field(default=None, description="Ke mana sebaiknya bertanya")
    local: bool = Field(default=False, description="Instansi sendiri dapat menjawabnya, jadi tawarkan koordinator")


class Agency(Entry):
    """The agency's own facts. Every field is optional: an agency fills in what it has."""

    name: Line | None = None
    office: Line | None = Field(default=None, description="Bagian yang mengampu RB")
    address: ShortText | None = None
    hours: ShortText | None = None
    phone: Line | None = None
    email: Line | None = None
    website: Line | None = None


class Document(Entry):
    """One YAML file."""

    sections: tuple[Section, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    topics: tuple[Topic, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    calendar: tuple[Occasion, ...] = ()
    smalltalk: tuple[SmallTalk, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    words: dict[Line, Line] = Field(default_factory=dict, description="Singkatan dan kata gaul -> kata baku")
    agency: Agency | None = None


def json_schema() -> str:
    """The JSON Schema of one file, as `knowledge/content/schema.json` holds it."""
    return json.dumps(Document.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    (Path(__file__).parent / "content" / "schema.json").write_text(json_schema(), encoding="utf-8")
