"""Several folders of entries made one: a later folder overrides and extends the earlier ones."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
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


Drafts = dict[Place, Draft]


def read_all(folders: Iterable[Path]) -> tuple[Drafts, list[Fault]]:
    """The entries of all folders, merged, and what is wrong with the files as such."""
    merged: Drafts = {}
    faults: list[Fault] = []
    for folder in folders:
        drafts: Drafts = {}
        for page in read_folder(folder):
            faults += page.faults
            faults += _add_page(drafts, page)
        for place, draft in drafts.items():
            merged[place] = _over(merged[place], draft) if place in merged else draft
    return merged, faults


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
        if place in drafts:
            yield draft.spot.at("id").fault(f"id `{identity}` sudah dipakai di {_where(drafts[place].spot)}.")
        else:
            drafts[place] = draft


def _add_fields(drafts: Drafts, name: str, draft: Draft) -> Iterator[Fault]:
    earlier = drafts.get((name, ""))
    if earlier is None:
        drafts[name, ""] = draft
        return
    for field in _shared_fields(earlier, draft):
        first = _where(earlier.spot.at(field))
        yield draft.spot.at(field).fault(f"Isian `{field}` sudah ada di {first}. Hapus salah satunya.")
    drafts[name, ""] = _over(earlier, draft)


def _shared_fields(one: Draft, other: Draft) -> list[str]:
    if isinstance(one.data, dict) and isinstance(other.data, dict):
        return [field for field in other.data if field in one.data]
    return []


def _where(spot: Spot) -> str:
    return f"{spot.file} baris {spot.line}"


def _over(earlier: Draft, later: Draft) -> Draft:
    """The earlier entry with the later one's fields in place of its own; phrasings not there yet are added."""
    if not isinstance(earlier.data, dict) or not isinstance(later.data, dict):
        return later
    parts = {**earlier.spot.parts, **later.spot.parts}
    data = {**earlier.data, **later.data}
    before, after = earlier.data.get("phrasings"), later.data.get("phrasings")
    if isinstance(before, list) and isinstance(after, list):
        known = {_plainly(phrasing) for phrasing in before}
        new = [number for number, phrasing in enumerate(after) if _plainly(phrasing) not in known]
        data["phrasings"] = before + [after[number] for number in new]
        parts["phrasings"] = _joined(earlier.spot.at("phrasings"), later.spot.at("phrasings"), len(before), new)
    return Draft(data, Spot(later.spot.file, later.spot.line, parts))


def _plainly(phrasing: Data) -> Hashable:
    return plain(phrasing) if isinstance(phrasing, str) else id(phrasing)


def _joined(before: Spot, after: Spot, offset: int, taken: Iterable[int]) -> Spot:
    moved: dict[Hashable, Spot] = {offset + number: after.at(old) for number, old in enumerate(taken)}
    return Spot(after.file, after.line, {**before.parts, **moved})
