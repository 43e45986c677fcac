"""Several folders of entries made one: a later folder overrides and extends the earlier ones."""

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.base import Place
from knowledge.documents import Data, Page, Spot, read_folder
from knowledge.faults import Fault
from knowledge.language import plain
from knowledge.schema import Document
from knowledge.wording import unknown_field

SINGLE = ("words", "agency")
"""What the content holds once: a mapping whose fields come together from all files."""


@dataclass(frozen=True)
class Draft:
    """An entry not yet checked against its model, each field knowing the file it came from."""

    data: Data
    spot: Spot


@dataclass(frozen=True)
class Drafts:
    """The entries by place, merged, and what is wrong with the files as such.

    `repeated` are entries whose id stands earlier in the same folder: checked like all others, but never served.
    """

    entries: dict[Place, Draft] = field(default_factory=dict)
    repeated: list[tuple[Place, Draft]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_all(folders: Iterable[Path]) -> Drafts:
    """The drafts of all folders; a later folder overrides and extends the earlier ones."""
    merged = Drafts()
    for number, folder in enumerate(folders):
        drafts = Drafts()
        for page in read_folder(folder, number):
            drafts.faults.extend((*page.faults, *_add_page(drafts, page)))
        _merge(merged, drafts)
    return merged


def _merge(merged: Drafts, later: Drafts) -> None:
    merged.faults.extend(later.faults)
    # Before the entries: what stands twice overrides the folders before its own, not its own twin.
    merged.repeated.extend((place, _over(merged.entries.get(place), draft)) for place, draft in later.repeated)
    for place, draft in later.entries.items():
        merged.entries[place] = _over(merged.entries.get(place), draft)


def _add_page(drafts: Drafts, page: Page) -> Iterator[Fault]:
    for name, data in page.data.items():
        spot = page.spot.at(name)
        if name not in Document.model_fields:
            yield spot.fault(unknown_field(name, Document.model_fields))
        elif data == "":
            continue
        elif name in SINGLE:
            yield from _add_fields(drafts, name, Draft(data, spot))
        elif isinstance(data, list):
            yield from _add_entries(drafts, name, data, spot)
        else:
            yield spot.fault(f"Isi `{name}` harus berupa daftar: tiap entri diawali `- id: ...`.")


def _add_entries(drafts: Drafts, name: str, entries: list[Data], spot: Spot) -> Iterator[Fault]:
    for number, data in enumerate(entries):
        draft = Draft(data, spot.at(number))
        identity = data.get("id") if isinstance(data, dict) else None
        # Without an id nothing can be merged; the model will say what is missing.
        place = (name, identity if isinstance(identity, str) else _where(draft.spot))
        if place in drafts.entries:
            yield draft.spot.at("id").fault(f"id `{identity}` sudah dipakai di {_where(drafts.entries[place].spot)}.")
            drafts.repeated.append((place, draft))
        else:
            drafts.entries[place] = draft


def _add_fields(drafts: Drafts, name: str, draft: Draft) -> Iterator[Fault]:
    earlier = drafts.entries.get((name, ""))
    drafts.entries[name, ""] = _over(earlier, draft)
    if earlier is not None:
        for shared in _shared_fields(earlier, draft):
            first = _where(earlier.spot.at(shared))
            yield draft.spot.at(shared).fault(f"Isian `{shared}` sudah ada di {first}. Hapus salah satunya.")


def _shared_fields(one: Draft, other: Draft) -> list[str]:
    if isinstance(one.data, dict) and isinstance(other.data, dict):
        return [name for name in other.data if name in one.data]
    return []


def _where(spot: Spot) -> str:
    return f"{spot.file} baris {spot.line}"


def _over(earlier: Draft | None, later: Draft) -> Draft:
    """The earlier entry with the later one's fields in place of its own, and what both list joined."""
    if earlier is None or not isinstance(earlier.data, dict) or not isinstance(later.data, dict):
        return later
    parts = {**earlier.spot.parts, **later.spot.parts}
    data = {**earlier.data, **later.data}
    for name, joined in _JOINED.items():
        if (both := joined(earlier, later, name)) is not None:
            data[name], parts[name] = both.data, both.spot
    return Draft(data, later.spot._replace(parts=parts))


def _field(draft: Draft, name: str) -> Draft:
    return Draft(draft.data.get(name, "") if isinstance(draft.data, dict) else "", draft.spot.at(name))


def _listed(draft: Draft) -> list[Draft] | None:
    """What stands in a list; None when it is none."""
    if not isinstance(draft.data, list):
        return None
    return [Draft(data, draft.spot.at(number)) for number, data in enumerate(draft.data)]


def _list_of(drafts: Sequence[Draft], spot: Spot) -> Draft:
    return Draft([draft.data for draft in drafts], spot._replace(parts={n: one.spot for n, one in enumerate(drafts)}))


def _phrasings(earlier: Draft, later: Draft, name: str) -> Draft | None:
    return _lengthened(_field(earlier, name), _field(later, name), _said(earlier))


def _asked(earlier: Draft, later: Draft, name: str) -> Draft | None:
    """The phrasings of each part lengthened."""
    before, after, said = _field(earlier, name), _field(later, name), _said(earlier)
    if not isinstance(after.data, dict):
        return None
    data = {**(before.data if isinstance(before.data, dict) else {}), **after.data}
    parts = {**before.spot.parts, **after.spot.parts}
    for part in after.data:
        new = _field(after, part)
        both = _lengthened(_field(_field(before, part), "phrasings"), _field(new, "phrasings"), said)
        if both and isinstance(new.data, dict):
            data[part] = {**new.data, "phrasings": both.data}
            parts[part] = new.spot._replace(parts={**new.spot.parts, "phrasings": both.spot})
    return Draft(data, after.spot._replace(parts=parts))


def _lengthened(before: Draft, after: Draft, said: Container[Hashable]) -> Draft | None:
    """The phrasings before, then those that were said nowhere in the entry before; None when none are added."""
    known, new = _listed(before), _listed(after)
    if new is None:
        return None
    return _list_of([*(known or []), *(one for one in new if _plainly(one.data) not in said)], after.spot)


def _said(entry: Draft) -> set[Hashable]:
    asked = _field(entry, "asked")
    entries = [entry, *(_field(asked, part) for part in _names(asked))]
    return {_plainly(one.data) for draft in entries for one in _listed(_field(draft, "phrasings")) or []}


def _names(draft: Draft) -> list[str]:
    return list(draft.data) if isinstance(draft.data, dict) else []


def _plainly(phrasing: Data) -> Hashable:
    return plain(phrasing) if isinstance(phrasing, str) else id(phrasing)


def _items(earlier: Draft, later: Draft, name: str) -> Draft | None:
    """The items before, each with the later one of its id laid over it, then those with ids not among them yet."""
    before, after = _listed(_field(earlier, name)), _listed(_field(later, name))
    if before is None or after is None:
        return None
    items = list(before)
    places = {_identity(item): number for number, item in enumerate(items)}
    for item in after:
        # An id that comes again in the same list overrides nothing: it stays to be told.
        place = places.pop(_identity(item), None)
        if place is None:
            items.append(item)
        else:
            items[place] = _over(items[place], item)
    return _list_of(items, later.spot.at(name))


def _identity(item: Draft) -> Hashable:
    identity = item.data.get("id") if isinstance(item.data, dict) else None
    return identity if isinstance(identity, str) else id(item.data)


_JOINED: Mapping[str, Callable[[Draft, Draft, str], Draft | None]] = {
    "phrasings": _phrasings,
    "asked": _asked,
    "items": _items,
}
