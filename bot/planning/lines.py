"""Items as they are typed: a line each, "Area: butir"."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from bot.checklists.rounds import Item
from bot.reports.checklist_sheet import AREA, LIMITS, TITLE

NO_AREA = "Umum"
MOST_LINES = 100
SHORTEST = 3
MOST_DAYS = 366
_DAYS = re.compile(r"(?:h ?)?(?:- ?)?(\d{1,3})(?: ?(?:hari|hr))?(?: sebelum(?:nya)?(?: tenggat)?)?")
_MINUS = str.maketrans("−–", "--")
_LEAD = re.compile(r"^(?:[-*•·–]\s*|\d{1,3}[.)]\s*)")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row; row 0 is the whole."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class ReadItems:
    """Items that were read, and everything that is wrong with the rest."""

    items: tuple[Item, ...]
    faults: tuple[RowFault, ...]


def read_lines(text: str, there: Collection[Item]) -> ReadItems:
    """Read items; where no area is named, it is that of the line above, or of the last item there is."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return ReadItems((), (RowFault(0, f"Paling banyak {MOST_LINES} baris sekali kirim."),))
    known = {_name(item) for item in there}
    area = next((item.area for item in reversed(list(there))), NO_AREA)
    items: list[Item] = []
    faults: list[RowFault] = []
    for number, line in lines:
        item = _read(line, area)
        area = item.area
        if wrong := fault_of(item) or (_name(item) in known and "Butir itu sudah ada."):
            faults.append(RowFault(number, wrong))
        else:
            known.add(_name(item))
            items.append(item)
    return ReadItems(tuple(items), tuple(faults))


def _name(item: Item) -> tuple[str, str]:
    return item.area.casefold(), item.title.casefold()


def flat(text: str) -> str:
    """Return the text on one line, without signs that nobody sees."""
    return " ".join("".join(char if unicodedata.category(char)[0] != "C" else " " for char in text).split())


def _read(line: str, area: str) -> Item:
    bare = _LEAD.sub("", flat(line))
    before, sign, after = (part.strip() for part in bare.partition(":"))
    # A colon further on belongs to the sentence.
    named = sign and before and after and len(before) <= LIMITS[AREA]
    return Item(before, after) if named else Item(area, bare)


def fault_of(item: Item) -> str | None:
    """Return what is wrong with an item; None when it can be taken."""
    if len(item.title) > LIMITS[TITLE]:
        return f"Butirnya {len(item.title)} huruf, paling banyak {LIMITS[TITLE]}."
    return f"Butirnya terlalu pendek: “{item.title}”." if len(item.title) < SHORTEST else None


def read_days_before(text: str) -> int | None:
    """Return how many days before the round an item is due: "14", "H-14", "14 hari sebelum"; None where it is not said.

    A day after the round is due is none: the round would be finished later than it says.
    """
    found = _DAYS.fullmatch(flat(text).casefold().translate(_MINUS))
    days = int(found[1]) if found else -1
    return days if 0 <= days <= MOST_DAYS else None
