"""The rungs of a deadline: how many days before or after it whom a reminder reaches."""

import re
from dataclasses import dataclass
from typing import Literal

Audience = Literal["focal", "coordinator", "head"]
"""Who is reminded: the focal persons of the unit, the coordinators (in one digest), the head of the unit."""

SILENT_AFTER = 14
"""Days after a deadline from which nobody is reminded any more: by then it is a matter for people."""
EARLIEST = 365

_WORDS: dict[Audience, str] = {"focal": "", "coordinator": " koordinator", "head": " kepala"}
_AUDIENCES: dict[str, Audience] = {"pic": "focal", "koordinator": "coordinator", "kepala": "head"}
_RUNG = re.compile(rf"(?:hari[- ]?h|h(?: ?([+-]) ?(\d{{1,3}}))?)(?: ({'|'.join(_AUDIENCES)})(?: unit)?)?")


@dataclass(frozen=True, slots=True, order=True)
class Rung:
    """A reminder so many days after the deadline, before it when negative, and whom it reaches."""

    days: int
    audience: Audience = "focal"

    @property
    def overdue(self) -> bool:
        """Whether it is for those who have missed the deadline."""
        return self.days > 0

    @property
    def code(self) -> str:
        """What it is called in a ledger and in a chat: H-30, H, H+3 koordinator."""
        return f"H{f'{self.days:+}' if self.days else ''}{_WORDS[self.audience]}"


RUNGS = (
    *(Rung(days) for days in (-30, -14, -7, -3, -1, 0, 1)),
    Rung(3, "coordinator"),
    Rung(7, "head"),
)
"""What holds for a deadline that has none of its own."""


def read_rungs(text: str) -> tuple[Rung, ...]:
    """Read rungs as people list them ("H-30, H-7, hari-H, H+3 koordinator"), the earliest first, each once.

    Raises ValueError, in words for the chat, where something in the list is no rung.
    """
    parts = (" ".join(part.casefold().split()) for part in re.split(r"[,;\n]", text))
    rungs = tuple(sorted({_read(part) for part in parts if part}))
    if not rungs:
        raise ValueError("Tulis paling sedikit satu, misalnya H-7.")
    return rungs


def _read(part: str) -> Rung:
    found = _RUNG.fullmatch(part)
    if found is None:
        raise ValueError(f"“{part}” tidak dikenal. Contoh: H-7, H, H+3 koordinator.")
    days = int(f"{found[1]}{found[2]}") if found[1] else 0
    if not -EARLIEST <= days <= SILENT_AFTER:
        raise ValueError(f"“{part}” di luar batas: H-{EARLIEST} sampai H+{SILENT_AFTER}.")
    return Rung(days, _AUDIENCES[found[3] or "pic"])
