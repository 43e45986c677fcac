"""Files to one knowledge base, or every fault that stands in the way."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from knowledge.base import KnowledgeBase
from knowledge.checking import errors, warnings
from knowledge.faults import ContentError, Fault
from knowledge.merging import Draft, Drafts, read_all
from knowledge.schema import (
    AfterQuarters,
    Agency,
    Asked,
    Awaited,
    Checklist,
    ChecklistItem,
    Elsewhere,
    Entry,
    InMonths,
    Line,
    Occasion,
    Once,
    OnDays,
    Regulation,
    Section,
    SmallTalk,
    Source,
    Topic,
)
from knowledge.wording import model_problem

_Entry = TypeVar("_Entry", bound=Entry)
_Value = TypeVar("_Value")
_PARTS: Mapping[str | int, type[Entry]] = {"items": ChecklistItem, "sources": Source, "asked": Asked}
_PATTERNS: Mapping[str | int, type[Entry]] = {
    "tanggal": OnDays,
    "bulan": InMonths,
    "triwulan": AfterQuarters,
    "sekali": Once,
    "menunggu": Awaited,
}
_WORDS: TypeAdapter[dict[str, str]] = TypeAdapter(dict[Line, Line])


def load(folders: Sequence[Path]) -> KnowledgeBase:
    """Read every YAML file below the folders; a later folder overrides and extends the earlier ones.

    An entry with an id seen in an earlier folder replaces that entry field by field, except that its
    phrasings are added and the items of a checklist replace each other by their ids. Raises ContentError with all
    faults when any entry or reference is faulty.
    """
    base, faults = _read(folders)
    if faults:
        raise ContentError(tuple(sorted(set(faults))))
    return base


def check(folders: Sequence[Path], today: date) -> list[Fault]:
    """The faults that `load` would raise, then the warnings about what could be read, each by file and line."""
    base, faults = _read(folders)
    return sorted(set(faults)) + sorted(warnings(base, today))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: all that reading makes is kept, and looking takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def _read(folders: Sequence[Path]) -> tuple[KnowledgeBase, list[Fault]]:
    drafts = read_all(folders)
    reading = _Reading(drafts)
    base = reading.base()
    # When a file could not be read as such, nobody knows what it would have held: references wait.
    unread = _Everything() if drafts.faults else _unread(drafts, base)
    return base, [*drafts.faults, *reading.faults, *errors(base, unread)]


class _Everything:
    """Contains whatever it is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


def _unread(drafts: Drafts, base: KnowledgeBase) -> set[str]:
    read = {*base.topics, *base.regulations, *base.sections, *base.checklists, *base.occasions}
    return {identity for _, identity in drafts.entries if identity not in read}


class _Reading:
    """Checks drafts against the models; what passes becomes an entry, what does not becomes faults."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self.faults: list[Fault] = []

    def base(self) -> KnowledgeBase:
        return KnowledgeBase(
            topics=self._entries("topics", Topic),
            regulations=self._entries("regulations", Regulation),
            sections=self._entries("sections", Section),
            smalltalk=self._entries("smalltalk", SmallTalk),
            elsewhere=self._entries("elsewhere", Elsewhere),
            checklists=self._entries("checklists", Checklist),
            occasions=self._entries("calendar", Occasion),
            words=MappingProxyType(self._single("words", _WORDS.validate_python, ()) or {}),
            agency=self._single("agency", Agency.model_validate, Agency.model_fields) or Agency(),
            spots=MappingProxyType({place: draft.spot for place, draft in self._drafts.entries.items()}),
        )

    def _entries(self, name: str, model: type[_Entry]) -> Mapping[str, _Entry]:
        read = [(key, self._entry(draft, model)) for (kind, key), draft in self._drafts.entries.items() if kind == name]
        for (kind, _), draft in self._drafts.repeated:
            if kind == name:
                self._entry(draft, model)
        return MappingProxyType({key: entry for key, entry in read if entry is not None})

    def _entry(self, draft: Draft, model: type[_Entry]) -> _Entry | None:
        return self._checked(draft, model.model_validate, model.model_fields)

    def _single(self, name: str, read: Callable[[Any], _Value], known: Iterable[str]) -> _Value | None:
        draft = self._drafts.entries.get((name, ""))
        return self._checked(draft, read, known) if draft else None

    def _checked(self, draft: Draft, read: Callable[[Any], _Value], known: Iterable[str]) -> _Value | None:
        try:
            return read(draft.data)
        except ValidationError as error:
            self.faults.extend(_told(error, draft, known))
            return None


def _told(error: ValidationError, draft: Draft, known: Iterable[str]) -> Iterator[Fault]:
    details = error.errors(include_url=False)
    places = [detail["loc"] for detail in details]
    for detail in details:
        place = detail["loc"]
        # A faulty item also makes its list count as too short: only the item is told.
        if not any(len(other) > len(place) and other[: len(place)] == place for other in places):
            part = _part(place)
            fields = part.model_fields if part else known
            yield draft.spot.at(*_written(place)).fault(model_problem(detail, fields))


def _part(place: tuple[str | int, ...]) -> type[Entry] | None:
    if len(place) < 2:
        return None
    return _PATTERNS.get(place[1]) if place[0] == "when" else _PARTS.get(place[0])


def _written(place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where in the file the place is: within `when` the model also names the pattern."""
    if place == ("when",):
        return ("when", "pattern")
    return ("when", *place[2:]) if place[:1] == ("when",) else place
