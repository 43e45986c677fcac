"""Deadlines from Excel: the sheet to fill in, and how it is read back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bot.reports.grid import EXAMPLE, Line, SheetFault, bare, read_grid, too_long
from bot.reports.template import Field, template
from bot.reports.wording import long_day
from reminders.dates import read_day
from reminders.rungs import read_rungs
from reminders.times import read_time

TITLE, DAY, CLOCK, RUNGS = "Tenggat", "Tanggal", "Jam", "Pengingat"
HEADINGS = {
    TITLE: ("Nama tenggat", "Kegiatan", "Uraian", "Agenda"),
    DAY: ("Tgl", "Batas waktu", "Tanggal tenggat", "Jatuh tempo"),
    CLOCK: ("Pukul", "Waktu"),
    RUNGS: ("Jenjang", "Jenjang pengingat"),
}
LIMITS = {TITLE: 80}
SHORTEST = 3
MOST = 200
"""Deadlines in a file; each is reckoned with for every unit."""
MOST_RUNGS = 20
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}")


@dataclass(frozen=True, slots=True)
class DeadlineDraft:
    """A deadline as a row describes it; until the end of its day where `due_at` is None, with the usual rungs if ""."""

    row: int
    title: str
    due_on: date
    due_at: time | None
    rungs: str


@dataclass(frozen=True, slots=True)
class DeadlineSheet:
    """The rows that can be taken as they are, and everything that is wrong with the others."""

    rows: tuple[DeadlineDraft, ...]
    faults: tuple[SheetFault, ...]


def deadline_template() -> bytes:
    """Return the workbook to fill in."""
    fields = (
        Field(TITLE, 50, f"{EXAMPLE} Kirim laporan SKM semester II", f"Nama tenggat, {SHORTEST} sampai 80 huruf."),
        Field(DAY, 18, "31 Mei 2027", "Tanggal lengkap dengan tahunnya, misalnya 31 Mei 2027 atau 31/5/2027."),
        Field(CLOCK, 10, "14.00", "Jam setempat bila ada, misalnya 14.00. Kosong: sampai akhir hari."),
        Field(
            RUNGS, 40, "H-14, H-7, H-1, H", "Kapan diingatkan, misalnya H-14, H-7, H, H+3 koordinator. Kosong: baku."
        ),
    )
    return template("Jadwal", fields)


def read_deadlines(content: bytes, today: date) -> DeadlineSheet:
    """Read a filled-in sheet; days before `today` are faults. Never raises."""
    grid = read_grid(content, HEADINGS, (TITLE, DAY))
    lines = grid.lines[:MOST]
    faults = [*grid.faults, *_doubles(lines, today)]
    for line in lines:
        faults += _faults(line, today)
    if len(grid.lines) > MOST:
        faults.append(SheetFault(0, "", f"Paling banyak {MOST} tenggat dalam satu berkas; sisanya tidak dibaca."))
    if not faults and not lines:
        faults.append(SheetFault(0, "", "Belum ada tenggat di berkas ini. Isilah mulai di bawah judul kolom."))
    wrong = {fault.row for fault in faults}
    drafts = (_draft(line, today) for line in lines if line.row not in wrong)
    return DeadlineSheet(tuple(drafts), tuple(sorted(faults, key=lambda fault: fault.row)))


def _draft(line: Line, today: date) -> DeadlineDraft:
    """Make a deadline of a row without faults."""
    day = read_day(line[DAY], today) or today
    rungs = ", ".join(rung.code for rung in read_rungs(line[RUNGS])) if line[RUNGS] else ""
    return DeadlineDraft(line.row, line[TITLE], day, read_time(_clock(line)) if line[CLOCK] else None, rungs)


def _clock(line: Line) -> str:
    """Return the time that a cell holds; one that Excel knows for a time comes with its seconds."""
    return _SECONDS.sub(r"\1", line[CLOCK])


def _faults(line: Line, today: date) -> Iterator[SheetFault]:
    yield from too_long(line, LIMITS)
    if len(line[TITLE]) < SHORTEST:
        yield line.fault(TITLE, "Nama tenggat belum diisi, atau terlalu pendek.")
    if message := _day_fault(line[DAY], today):
        yield line.fault(DAY, message)
    if line[CLOCK] and not _is_time(_clock(line)):
        yield line.fault(CLOCK, f"Jam “{line[CLOCK]}” tidak dimengerti. Tulis misalnya 14.00.")
    if message := _rungs_fault(line[RUNGS]):
        yield line.fault(RUNGS, message)


def _day_fault(words: str, today: date) -> str:
    if not words:
        return "Tanggal belum diisi."
    day = read_day(words, today)
    if day is None:
        return f"Tanggal “{words}” tidak dimengerti. Tulis misalnya 31 Mei {today.year + 1}."
    return f"{long_day(day)} sudah lewat." if day < today else ""


def _is_time(words: str) -> bool:
    try:
        read_time(words)
    except ValueError:
        return False
    return True


def _rungs_fault(words: str) -> str:
    if not words:
        return ""
    try:
        rungs = read_rungs(words)
    except ValueError as fault:
        return str(fault)
    return f"Paling banyak {MOST_RUNGS} jenjang." if len(rungs) > MOST_RUNGS else ""


def _doubles(lines: tuple[Line, ...], today: date) -> Iterator[SheetFault]:
    first: dict[tuple[str, date | None], int] = {}
    for line in lines:
        row = first.setdefault((bare(line[TITLE]), read_day(line[DAY], today)), line.row)
        if line[TITLE] and row != line.row:
            yield line.fault(TITLE, f"Tenggat ini sama dengan yang di baris {row}.")
