"""A small round of a checklist, and ways to look into what is made of it."""

import struct
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl

from bot.reports.figures import AuditRow, EvidenceRow, Recap, Tally, TaskRow, UnitRow, Week, added

JAKARTA = ZoneInfo("Asia/Jakarta")
MADE_AT = datetime(2026, 11, 21, 14, 5, tzinfo=JAKARTA)
DUE_ON = date(2026, 12, 15)
AREAS = ("Manajemen Perubahan", "Tata Laksana", "Pengawasan")


def a_recap(units: int = 4, areas: Sequence[str] = AREAS, title: str = "Renaksi RB", weeks: int = 3) -> Recap:
    """Unit 0 is furthest behind."""
    rows = [UnitRow(f"u{n}", f"Dinas Nomor {n}", f"Dinas {n}", "opd") for n in range(units)]
    done = [3 + round(5 * number / max(units - 1, 1)) for number in range(units)]
    cells = {
        (unit.code, area): Tally(10, open=10 - count, verified=count - 1, done=1, late=10 - count)
        for unit, count in zip(rows, done, strict=True)
        for area in areas
    }
    by_unit = tuple((unit, added(cells[unit.code, area] for area in areas)) for unit in rows)
    by_area = tuple((area, added(cells[unit.code, area] for unit in rows)) for area in areas)
    history = tuple(Week(date(2026, 11, 1) + timedelta(weeks=n), 2 * n + 1, n) for n in range(weeks))
    total = added(tally for _, tally in by_unit).counted
    return Recap(
        "Kabupaten Contoh", title, "Triwulan IV 2026", DUE_ON, MADE_AT, by_unit, by_area, cells, history, total
    )


def a_task(**changes: Any) -> TaskRow:
    """A task that is merely open."""
    values = {"unit": "Disdik", "area": "Pengawasan", "number": 3, "title": "Susun peta risiko", "state": "belum mulai"}
    return TaskRow(**{**values, "due_on": DUE_ON, "weight": 2, **changes})


def evidence(name: str) -> EvidenceRow:
    """A file."""
    sent = datetime(2026, 11, 20, 3, 4, tzinfo=UTC)
    return EvidenceRow("Disdik", 3, "Susun peta risiko", "berkas", name, 1234, "Operator", sent, "eviden-1.zip")


def a_change(before: str, after: str) -> AuditRow:
    """Something that was done."""
    return AuditRow(datetime(2026, 11, 20, 3, 4, tzinfo=UTC), "Operator", "Disdik", "mengubah butir 3", before, after)


def size_of(png: bytes) -> tuple[int, int]:
    """Return the width and height in a PNG's header."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    assert pdf.startswith(b"%PDF")
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


def opened(content: bytes) -> Any:
    """Return a workbook as openpyxl sees it, formulas and all."""
    return openpyxl.load_workbook(BytesIO(content))


def filled(rows: Sequence[Sequence[Any]], title: str = "Unit") -> bytes:
    """Return a workbook with those rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
