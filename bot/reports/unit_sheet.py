"""Units from Excel: the sheet to fill in, and how it is read back."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from textwrap import shorten
from typing import get_args

from bot.reports.grid import EXAMPLE, Line, SheetFault, bare, read_grid, too_long
from bot.reports.template import Field, template
from knowledge.schema import UnitKind

KINDS: tuple[str, ...] = get_args(UnitKind)
ZONES = ("WIB", "WITA", "WIT")
CODE_LIMIT = 24
NAME_LIMIT = 120
SHORT_NAME_LIMIT = 30

CODE, NAME, SHORT, KIND, ZONE, PARENT = "Kode", "Nama", "Singkatan", "Jenis", "Zona waktu", "Induk"
HEADINGS = {
    CODE: ("Kode unit", "Code"),
    NAME: ("Nama unit", "Nama OPD", "Nama perangkat daerah", "Unit", "Unit kerja"),
    SHORT: ("Nama singkat", "Nama pendek", "Akronim"),
    KIND: ("Jenis unit", "Tipe"),
    ZONE: ("Zona", "Waktu"),
    PARENT: ("Unit induk", "Kode induk", "Induk unit"),
}
_CODE = re.compile(rf"[a-z0-9_-]{{1,{CODE_LIMIT}}}")


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit as a row describes it; `parent` is the code of the unit above it."""

    row: int
    code: str
    name: str
    short_name: str
    kind: str
    zone: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The rows that can be taken as they are, and everything that is wrong with the others."""

    rows: tuple[UnitDraft, ...]
    faults: tuple[SheetFault, ...]


def unit_template(zone: str = "WIB") -> bytes:
    """Return the workbook to fill in; the example row has that time zone."""
    fields = (
        Field(CODE, 16, "disdik", "Boleh kosong: dibuat dari singkatan. Huruf, angka, - atau _, paling banyak 24."),
        Field(NAME, 46, f"{EXAMPLE} Dinas Pendidikan", f"Wajib. Nama lengkap, paling banyak {NAME_LIMIT} huruf."),
        Field(SHORT, 22, "Disdik", f"Nama di tombol dan rekap, paling banyak {SHORT_NAME_LIMIT} huruf. Boleh kosong."),
        Field(KIND, 18, "opd", "Wajib. Pilih dari daftar.", KINDS),
        Field(ZONE, 12, zone, f"WIB, WITA, atau WIT. Jika kosong: {zone}.", ZONES),
        Field(PARENT, 20, "", "Kode atau nama unit di atasnya, misalnya dinas dari sebuah UPTD. Boleh kosong."),
    )
    return template("Unit", fields)


def read_units(content: bytes, *, zone: str = "WIB", known: Collection[str] = ()) -> UnitSheet:
    """Read a filled-in sheet. `zone` is for rows without one; `known` are codes that exist already. Never raises."""
    grid = read_grid(content, HEADINGS, (NAME,))
    coded = _coded(grid.lines)
    parents = _parents(coded, known)
    drafts = [_draft(line, code, zone, parents) for line, code in coded]
    faults = [*grid.faults, *_double_codes(coded), *_circles(drafts)]
    for line, code in coded:
        faults += _faults(line, code, parents)
    if not faults and not drafts:
        faults.append(SheetFault(0, "", "Belum ada unit di berkas ini. Isilah mulai di bawah judul kolom."))
    wrong = {fault.row for fault in faults}
    return UnitSheet(
        tuple(draft for draft in drafts if draft.row not in wrong), tuple(sorted(faults, key=lambda fault: fault.row))
    )


def _coded(lines: Iterable[Line]) -> list[tuple[Line, str]]:
    """Every row with its code; what is derived gives way to what is written, and to what stands above it."""
    lines = list(lines)
    taken = {line[CODE].lower() for line in lines}
    coded: list[tuple[Line, str]] = []
    for line in lines:
        code = line[CODE].lower() or _free(slug(line[SHORT] or line[NAME]), taken)
        taken.add(code)
        coded.append((line, code))
    return coded


def slug(name: str) -> str:
    """Return a code made from a name, "" where the name has no letter or digit for it."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:CODE_LIMIT].strip("-")


def _free(code: str, taken: Collection[str]) -> str:
    if not code or code not in taken:
        return code
    tails = (f"-{number}" for number in count(2))
    return next(free for tail in tails if (free := code[: CODE_LIMIT - len(tail)] + tail) not in taken)


def _parents(coded: Iterable[tuple[Line, str]], known: Iterable[str]) -> dict[str, str]:
    """The codes by all that people write for a unit; a code wins over a name."""
    coded = list(coded)
    parents = {bare(line[column]): code for column in (NAME, SHORT) for line, code in coded}
    parents |= {bare(code): code for code in known}
    parents |= {spelt: code for _, code in coded for spelt in (bare(code), code)}
    parents.pop("", None)
    return parents


def _parent(words: str, parents: Mapping[str, str]) -> str | None:
    return parents.get(words.lower()) or parents.get(bare(words))


def _draft(line: Line, code: str, zone: str, parents: Mapping[str, str]) -> UnitDraft:
    short = line[SHORT] or shorten(line[NAME], SHORT_NAME_LIMIT, placeholder="")
    return UnitDraft(
        line.row,
        code,
        line[NAME],
        short or line[NAME][:SHORT_NAME_LIMIT],
        _kind(line[KIND]),
        line[ZONE].upper() or zone,
        _parent(line[PARENT], parents),
    )


def _kind(words: str) -> str:
    return next((kind for kind in KINDS if bare(kind) == bare(words)), "")


def _faults(line: Line, code: str, parents: Mapping[str, str]) -> Iterator[SheetFault]:
    yield from too_long(line, {NAME: NAME_LIMIT, SHORT: SHORT_NAME_LIMIT})
    if not line[NAME]:
        yield line.fault(NAME, "Nama unit belum diisi.")
    if line[CODE] and not _CODE.fullmatch(code):
        yield line.fault(CODE, f"Kode hanya huruf, angka, - atau _, paling banyak {CODE_LIMIT}.")
    if line[NAME] and not code:
        yield line.fault(CODE, "Kode tidak dapat dibuat dari namanya. Isilah kode.")
    if not _kind(line[KIND]):
        problem = f"Jenis “{line[KIND]}” tidak dikenal" if line[KIND] else "Jenis belum diisi"
        yield line.fault(KIND, f"{problem}. Pilihannya: {', '.join(KINDS)}.")
    if line[ZONE] and line[ZONE].upper() not in ZONES:
        yield line.fault(ZONE, f"Zona waktu “{line[ZONE]}” tidak dikenal. Pilihannya: {', '.join(ZONES)}.")
    if line[PARENT] and not _parent(line[PARENT], parents):
        yield line.fault(PARENT, f"Induk “{line[PARENT]}” tidak ada di berkas ini dan belum terdaftar.")


def _double_codes(coded: Iterable[tuple[Line, str]]) -> Iterator[SheetFault]:
    first: dict[str, int] = {}
    for line, code in coded:
        row = first.setdefault(code, line.row)
        if code and row != line.row:
            yield line.fault(CODE, f"Kode “{code}” sudah dipakai di baris {row}.")


def _circles(drafts: Iterable[UnitDraft]) -> Iterator[SheetFault]:
    """A unit may not be above itself, however many units lie between."""
    drafts = list(drafts)
    above = {draft.code: draft.parent for draft in drafts}
    for draft in drafts:
        passed = {draft.code}
        parent = draft.parent
        while parent is not None and parent not in passed:
            passed.add(parent)
            parent = above.get(parent)
        if parent == draft.code:
            yield SheetFault(draft.row, PARENT, "Unit ini menjadi induk dari dirinya sendiri.")
