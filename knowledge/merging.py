"""Several folders of entries made one: a later folder overrides and extends the earlier ones."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
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
        before, after = _listed(earlier, name), _listed(later, name)
        if before is not None and after is not None:
            drafts = joined(before, after)
            data[name] = [draft.data for draft in drafts]
            parts[name] = later.spot.at(name)._replace(parts={n: draft.spot for n, draft in enumerate(drafts)})
    return Draft(data, later.spot._replace(parts=parts))


def _listed(draft: Draft, name: str) -> list[Draft] | None:
    """What stands in the list of that name; None when the entry has none."""
    listed = draft.data.get(name) if isinstance(draft.data, dict) else None
    if not isinstance(listed, list):
        return None
    return [Draft(data, draft.spot.at(name, number)) for number, data in enumerate(listed)]


def _phrasings(before: list[Draft], after: list[Draft]) -> list[Draft]:
    """The phrasings before, then those not among them yet."""
    known = {_plainly(phrasing.data) for phrasing in before}
    return before + [phrasing for phrasing in after if _plainly(phrasing.data) not in known]


def _plainly(phrasing: Data) -> Hashable:
    return plain(phrasing) if isinstance(phrasing, str) else id(phrasing)


def _items(before: list[Draft], after: list[Draft]) -> list[Draft]:
    """The items before, each with the later one of its id laid over it, then those with ids not among them yet."""
    items = list(before)
    places = {_identity(item): number for number, item in enumerate(items)}
    for item in after:
        # An id that comes again in the same list overrides nothing: it stays to be told.
        place = places.pop(_identity(item), None)
        if place is None:
            items.append(item)
        else:
            items[place] = _over(items[place], item)
    return items


def _identity(item: Draft) -> Hashable:
    identity = item.data.get("id") if isinstance(item.data, dict) else None
    return identity if isinstance(identity, str) else id(item.data)


_JOINED: Mapping[str, Callable[[list[Draft], list[Draft]], list[Draft]]] = {"phrasings": _phrasings, "items": _items}
