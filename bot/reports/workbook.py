"""Sheets written row by row, ready to print.

Text is always written as text: a cell that begins with = + - or @ is never a formula, whoever typed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from bot.reports.cleaning import cell_text, one_line
from bot.reports.rows import Cells, Rows
from bot.reports.wording import long_day

if TYPE_CHECKING:
    import xlsxwriter

A4 = 9
"""The number of the paper in Excel."""
HEADER_LIMIT = 200
"""Characters of a name in a printed header; Excel takes 255 in all."""

QUICK = 1
"""The level of compression that takes the least time."""
DAY_ZERO = datetime(1899, 12, 30)
"""From where Excel counts days, as far as dates after February 1900 go."""
ONE_DAY = timedelta(days=1)

Look = Literal["text", "wrap", "count", "number", "percent", "day", "moment"]
Value = str | int | float | date | datetime | None

LOOKS: dict[Look, dict[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "count": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.##"},
    "percent": {"num_format": "0%"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and how its cells look."""

    heading: str
    width: float
    look: Look = "text"


class Book:
    """A workbook that keeps one row of each sheet in memory; the rest goes to a temporary file."""

    def __init__(self, agency: str, title: str, made_at: datetime) -> None:
        import xlsxwriter

        self._out = BytesIO()
        self._book: xlsxwriter.Workbook = xlsxwriter.Workbook(self._out, {"constant_memory": True})
        self._book.set_properties({"title": cell_text(title)[:HEADER_LIMIT], "created": made_at.replace(tzinfo=None)})
        self._left = f"&L{_printed(agency)}"
        self._right = f"&R{_printed(title)}"
        self._foot = f"&LDicetak dari Klinik RB, {long_day(made_at)}&RHalaman &P dari &N"
        self.zone = made_at.tzinfo
        self.formats = {look: self._format(**how) for look, how in LOOKS.items()}
        self.bold = {look: self._format(bold=True, top=1, **how) for look, how in LOOKS.items()}
        self.heading = self._format(bold=True, text_wrap=True, bg_color="#0b4f8a", font_color="#ffffff", border=1)
        self.title = self._format(bold=True, font_size=14)

    def _format(self, **how: Any) -> Any:
        return self._book.add_format({"valign": "top", **how})

    def table(self, name: str, columns: Sequence[Column], above: Sequence[str] = ()) -> Table:
        """Begin a sheet: lines above it, then the headings, which stay in sight and come back on every page."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.set_header(self._left + self._right)
        sheet.set_footer(self._foot)
        sheet.hide_gridlines(0)
        return Table(self, sheet, columns, above)

    def content(self) -> bytes:
        """Close the workbook and return it."""
        with _packed_quickly():
            self._book.close()
        return self._out.getvalue()


@contextmanager
def _packed_quickly() -> Iterator[None]:
    """XlsxWriter packs as small as it can and cannot be told otherwise: half the time for a third more bytes."""
    import xlsxwriter.workbook as made_by

    slow = made_by.ZipFile
    made_by.ZipFile = partial(slow, compresslevel=QUICK)
    try:
        yield
    finally:
        made_by.ZipFile = slow


def _printed(text: str) -> str:
    # An ampersand begins a code in headers and footers.
    return one_line(text)[: HEADER_LIMIT // 2].replace("&", "&&")


class Table:
    """A sheet that is being written, from the top to the bottom."""

    def __init__(self, book: Book, sheet: Any, columns: Sequence[Column], above: Sequence[str]) -> None:
        self._sheet = sheet
        self._width = len(columns)
        self._head = len(above)
        self._zone = book.zone
        for row, line in enumerate(above):
            sheet.write_string(row, 0, cell_text(line), book.formats["text"] if row else book.title)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width, book.formats[column.look])
            sheet.write_string(self._head, number, cell_text(column.heading), book.heading)
        sheet.freeze_panes(self._head + 1, 1)
        sheet.repeat_rows(self._head)
        self._rows = Rows(sheet, self._head + 1, self._width)
        self._plain = self._cells(columns, book.formats)
        self._bold = self._cells(columns, book.bold)

    def _cells(self, columns: Sequence[Column], formats: Mapping[Look, Any]) -> list[Cells]:
        shared = self._sheet.str_table._get_shared_string_index
        return [Cells(number, formats[column.look], self._seen, shared) for number, column in enumerate(columns)]

    def add(self, values: Iterable[Value]) -> None:
        """Write a row."""
        self._rows.add(values, self._plain)

    def add_total(self, values: Iterable[Value]) -> None:
        """Write a row in bold under a line."""
        self._rows.add(values, self._bold)
        self._rows.finish()

    def finish(self) -> None:
        """Put filters on the headings; call it when all rows but a total are written."""
        self._rows.finish()
        self._sheet.autofilter(self._head, 0, max(self._rows.next - 1, self._head + 1), self._width - 1)

    def _seen(self, value: Value) -> str | float | None:
        """Excel knows neither days nor zones: a moment is a number, as the clock of the recap's zone showed it."""
        if isinstance(value, datetime):
            return (value.astimezone(self._zone).replace(tzinfo=None) - DAY_ZERO) / ONE_DAY
        if isinstance(value, date):
            return value.toordinal() - DAY_ZERO.toordinal()
        return value
