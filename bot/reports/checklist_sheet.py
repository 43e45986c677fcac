"""A checklist from Excel: the sheet to fill in, and how it is read back."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.reports.grid import EXAMPLE, Line, SheetFault, bare, read_grid, too_long
from bot.reports.template import Directory, Field, template

AREA, TITLE, TODO, EVIDENCE, TOPIC = "Area", "Butir", "Yang dikerjakan", "Eviden", "Topik"
WHO, WEIGHT, DAYS, NUMBERS = "Siapa", "Bobot", "Hari", "Angka"
HEADINGS = {
    AREA: ("Kelompok", "Aspek"),
    TITLE: ("Nama butir", "Kegiatan", "Uraian"),
    TODO: ("Langkah", "Yang harus dikerjakan", "Cara"),
    EVIDENCE: ("Bukti", "Bukti dukung", "Evidence", "Data dukung"),
    TOPIC: ("ID topik",),
    WHO: ("Penanggung jawab", "PIC", "Pelaksana"),
    WEIGHT: (),
    DAYS: ("Selisih hari", "Hari dari tenggat"),
    NUMBERS: ("Pakai angka",),
}
LIMITS = {AREA: 24, TITLE: 70, TODO: 300, EVIDENCE: 160, WHO: 40}
"""Letters; as for the checklists that come with the clinic."""
WEIGHTS = range(1, 6)
OFFSETS = range(-366, 1)

YES = ("ya", "y", "iya", "1", "benar", "true")
NO = ("", "tidak", "t", "tdk", "0", "salah", "false")

_OFFSET = re.compile(r"(?:h\s*)?([+-]?\s*\d{1,4})(?:\s*hari)?", re.IGNORECASE)
_WEIGHT = re.compile(r"[0-9]")
_MINUS_SIGNS = str.maketrans("−–", "--")


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as a row describes it; `due_offset` in days from the due date, negative before it."""

    row: int
    area: str
    title: str
    todo: str
    evidence: str
    topic: str | None
    who: str
    weight: int
    due_offset: int
    numbers: bool


@dataclass(frozen=True, slots=True)
class ChecklistSheet:
    """The rows that can be taken as they are, and everything that is wrong with the others."""

    rows: tuple[ItemDraft, ...]
    faults: tuple[SheetFault, ...]


def checklist_template(topics: Mapping[str, str]) -> bytes:
    """Return the workbook to fill in; `topics` are the titles of the topics by their ids, to choose from."""
    fields = (
        Field(AREA, 20, "Tata Laksana", f"Kelompok pada rekap, {LIMITS[AREA]} huruf. Kosong: sama dengan di atasnya."),
        Field(TITLE, 40, f"{EXAMPLE} Tetapkan SK Tim RB", f"Wajib. Kalimat perintah, {LIMITS[TITLE]} huruf."),
        Field(TODO, 50, "Susun konsep SK, lalu ajukan ke pimpinan.", f"Caranya, {LIMITS[TODO]} huruf. Boleh kosong."),
        Field(EVIDENCE, 36, "SK yang sudah ditandatangani", f"Bukti yang diminta, {LIMITS[EVIDENCE]} huruf."),
        Field(TOPIC, 26, "", "ID topik yang menjelaskannya; lihat lembar Topik. Boleh kosong."),
        Field(WHO, 20, "PIC unit", f"Siapa yang mengerjakan, {LIMITS[WHO]} huruf. Boleh kosong."),
        Field(WEIGHT, 9, "1", "Bobot 1 (ringan) sampai 5 (menentukan). Kosong: 1.", tuple(map(str, WEIGHTS))),
        Field(DAYS, 9, "-7", "Hari dari tenggat: -7 berarti sepekan sebelumnya. Paling jauh -366. Kosong: 0."),
        Field(NUMBERS, 9, "tidak", "Apakah diisi dengan target, realisasi, anggaran. Kosong: tidak.", ("ya", "tidak")),
    )
    return template("Daftar", fields, Directory(TOPIC, "Tentang", tuple(topics.items())))


def read_checklist(content: bytes, topics: Collection[str]) -> ChecklistSheet:
    """Read a filled-in sheet; `topics` are the ids that exist. Never raises."""
    grid = read_grid(content, HEADINGS, (TITLE, AREA))
    lines = _with_areas(grid.lines)
    faults = [*grid.faults, *_double_items(lines)]
    for line in lines:
        faults += _faults(line, topics)
    if not faults and not lines:
        faults.append(SheetFault(0, "", "Belum ada butir di berkas ini. Isilah mulai di bawah judul kolom."))
    wrong = {fault.row for fault in faults}
    return ChecklistSheet(
        tuple(_draft(line) for line in lines if line.row not in wrong),
        tuple(sorted(faults, key=lambda fault: fault.row)),
    )


def _with_areas(lines: Iterable[Line]) -> list[Line]:
    """In merged cells only the first row holds the text: a blank area is the one above."""
    area = ""
    filled = []
    for line in lines:
        area = line[AREA] or area
        filled.append(Line(line.row, {**line.cells, AREA: area}))
    return filled


def _draft(line: Line) -> ItemDraft:
    """Make an item of a row without faults."""
    return ItemDraft(
        line.row,
        line[AREA],
        line[TITLE],
        line[TODO],
        line[EVIDENCE],
        line[TOPIC] or None,
        line[WHO],
        _weight(line[WEIGHT]) or 1,
        _offset(line[DAYS]) or 0,
        line[NUMBERS].casefold() in YES,
    )


def _weight(words: str) -> int | None:
    return int(words) if _WEIGHT.fullmatch(words) and int(words) in WEIGHTS else None


def _offset(words: str) -> int | None:
    found = _OFFSET.fullmatch(words.translate(_MINUS_SIGNS))
    days = int("".join(found[1].split())) if found else None
    return days if days in OFFSETS else None


def _faults(line: Line, topics: Collection[str]) -> Iterator[SheetFault]:
    yield from too_long(line, LIMITS)
    if not line[TITLE]:
        yield line.fault(TITLE, "Butir belum diisi.")
    if not line[AREA]:
        yield line.fault(AREA, "Area belum diisi.")
    if line[TOPIC] and line[TOPIC] not in topics:
        yield line.fault(TOPIC, f"Topik “{line[TOPIC]}” tidak ada. Kosongkan, atau pilih dari lembar Topik.")
    if line[WEIGHT] and _weight(line[WEIGHT]) is None:
        yield line.fault(WEIGHT, f"Bobot “{line[WEIGHT]}” tidak dapat dipakai. Isilah 1 sampai 5.")
    if line[DAYS] and _offset(line[DAYS]) is None:
        yield line.fault(DAYS, f"Hari “{line[DAYS]}” tidak dapat dipakai. Isilah 0 sampai -366, misalnya -7.")
    if line[NUMBERS].casefold() not in (*YES, *NO):
        yield line.fault(NUMBERS, f"Angka “{line[NUMBERS]}” tidak dapat dipakai. Isilah ya atau tidak.")


def _double_items(lines: Iterable[Line]) -> Iterator[SheetFault]:
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        row = first.setdefault((bare(line[AREA]), bare(line[TITLE])), line.row)
        if line[TITLE] and row != line.row:
            yield line.fault(TITLE, f"Butir ini sama dengan yang di baris {row}.")
