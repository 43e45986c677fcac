"""What is wrong with the content, told to the curator who wrote it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["kesalahan", "peringatan"]


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend, where it stands (lines count from 1), and what to do about it."""

    file: str
    line: int
    message: str
    severity: Severity = "kesalahan"

    def __str__(self) -> str:
        mark = "peringatan: " if self.severity == "peringatan" else ""
        return f"{self.file}:{self.line}: {mark}{self.message}"


class ContentError(Exception):
    """The content cannot be served; `faults` says why, in the order of files and lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
