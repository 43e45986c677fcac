"""Units as they are typed: a line each, "Nama; Singkatan; jenis"."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.people.store import KINDS, Unit, Zone
from bot.people.words import KIND_NAMES
from bot.reports.unit_sheet import NAME_LIMIT, SHORT_NAME_LIMIT, slug
from knowledge.schema import UnitKind

SHORTEST_NAME = 3
MOST_LINES = 200
GUESSES: tuple[tuple[str, UnitKind], ...] = (
    ("bagian", "bagian"),
    ("kecamatan", "kecamatan"),
    ("kelurahan", "kelurahan"),
    ("uptd", "uptd"),
    ("upt ", "uptd"),
    ("puskesmas", "puskesmas"),
    ("rumah sakit", "rumah-sakit"),
    ("rsud", "rumah-sakit"),
    ("sekolah", "sekolah"),
    ("kantor wilayah", "kantor-wilayah"),
)


class LineFault(NamedTuple):
    """What is wrong with a row; row 0 is the whole."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class ReadUnits:
    """Units that were read, and everything that is wrong with the rest."""

    units: tuple[Unit, ...]
    faults: tuple[LineFault, ...]


def read_lines(text: str, zone: Zone, existing: Iterable[Unit]) -> ReadUnits:
    """Read units, a line each; one that there is keeps its time zone and the unit above it."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(" ;\t")]
    if len(lines) > MOST_LINES:
        return ReadUnits((), (LineFault(0, f"paling banyak {MOST_LINES} baris sekali kirim; pakai templat Excel"),))
    known = {unit.code: unit for unit in existing}
    read = [(number, _read(line, zone)) for number, line in lines]
    faults = [LineFault(number, found) for number, found in read if isinstance(found, str)]
    units = [(number, _kept(found, known)) for number, found in read if isinstance(found, Unit)]
    doubles = _doubles(units)
    good = tuple(unit for number, unit in units if number not in {fault.row for fault in doubles})
    return ReadUnits(good, tuple(sorted([*faults, *doubles])))


def _read(line: str, zone: Zone) -> Unit | str:
    parts = [_flat(part) for part in re.split(r"[;\t|]", line)]
    name, short, kind_word = [*parts, "", ""][:3]
    kind = _kind(kind_word, name)
    code = slug(short or name)
    if not SHORTEST_NAME <= len(name) <= NAME_LIMIT:
        return f"nama harus {SHORTEST_NAME}–{NAME_LIMIT} karakter"
    if len(short or name) > SHORT_NAME_LIMIT:
        return f"tambahkan singkatan, paling banyak {SHORT_NAME_LIMIT} karakter: Nama; Singkatan"
    if kind is None:
        return f"jenis “{kind_word[:20]}” tidak dikenal; pilih {', '.join(KIND_NAMES.values())}"
    return Unit(code, name, short or name, kind, zone) if code else "singkatan harus memuat huruf atau angka"


def _flat(text: str) -> str:
    return " ".join("".join(char if unicodedata.category(char)[0] != "C" else " " for char in text).split())


def _kind(word: str, name: str) -> UnitKind | None:
    if not word:
        lowered = f"{name.lower()} "
        return next((kind for start, kind in GUESSES if lowered.startswith(start)), "opd")
    asked = word.lower().replace(" ", "-")
    return next((kind for kind in KINDS if kind == asked), None)


def _kept(unit: Unit, known: dict[str, Unit]) -> Unit:
    there = known.get(unit.code)
    return replace(unit, zone=there.zone, parent=there.parent) if there else unit


def _doubles(units: Sequence[tuple[int, Unit]]) -> list[LineFault]:
    first: dict[str, int] = {}
    faults = []
    for number, unit in units:
        if unit.code in first:
            faults.append(LineFault(number, f"singkatan {unit.short_name} sudah dipakai di baris {first[unit.code]}"))
        else:
            first[unit.code] = number
    return faults
