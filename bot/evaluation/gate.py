"""The last accepted run: no figure may fall far below it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.errors import KlinikError
from bot.evaluation.report import decimal

MOST = 1.0
"""The percentage points a figure may fall: more than one question of a hundred is no accident."""

Run = Mapping[str, Mapping[str, float]]
"""The figures of each file of questions by its name, in percent; more is better in each."""

_RUN: TypeAdapter[dict[str, dict[str, float]]] = TypeAdapter(dict[str, dict[str, float]])


class GateError(KlinikError):
    """The accepted run cannot be read."""


def read_accepted(file: Path) -> Run:
    """Read the accepted run. Raises GateError."""
    try:
        return _RUN.validate_json(file.read_bytes())
    except (OSError, ValidationError):
        raise GateError(f"{file}: belum ada angka yang diterima di sini. Tulis dengan --accept {file}.") from None


def write_accepted(file: Path, run: Run) -> None:
    """Write a run as the accepted one."""
    file.write_text(json.dumps(run, indent=2) + "\n", "utf-8")


def falls(accepted: Run, run: Run) -> Iterator[str]:
    """Name each figure that fell by more than `MOST` points, and each that there is nothing to hold against."""
    for file, figures in run.items():
        for name, now in figures.items():
            before = accepted.get(file, {}).get(name)
            if before is None:
                yield f"{file} {name}: belum ada angka yang diterima. Tulis dengan --accept."
            elif before - now > MOST:
                yield f"{file} {name}: turun dari {decimal(before, 1)} ke {decimal(now, 1)}."
