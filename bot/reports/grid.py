"""Reading a filled-in sheet: whatever people send, it becomes rows of text and a list of what is wrong."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from bot.reports.cleaning import one_line
from bot.reports.wording import thousands

MOST_ROWS = 5_000
LAST_ROW = 20_000
"""Where reading ends, blank rows included."""
MOST_COLUMNS = 40
MOST_BYTES = 20_000_000
"""Of a file when unpacked: fifty times what 5,000 rows need, and far from what fills a memory."""
HEADING_WITHIN = 20
"""Rows in which the headings are looked for; above them people write titles."""

EXAMPLE = "Contoh:"
"""How the example row of a template is named; a row that is still named so is passed over."""

_ERROR = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")
_ESCAPE = re.compile("_x([0-9a-fA-F]{4})_")
_SAVE_AGAIN = "Simpan sebagai Excel (.xlsx) tanpa kata sandi, lalu kirim lagi."


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong, in which row of the file (0: the file as a whole) and under which heading ("": the row)."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row: its number in the file and the text under each heading; "" where there is none."""

    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(self, column: str, message: str) -> SheetFault:
        """Return a fault of this row."""
        return SheetFault(self.row, column, message)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet that are not blank, and the faults of the file and of its cells."""

    lines: tuple[Line, ...]
    faults: tuple[SheetFault, ...]


class UnreadableError(Exception):
    """Why a file as a whole cannot be taken, in the sender's words."""


def read_grid(content: bytes, headings: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Grid:
    """Return the rows of the first sheet that has the needed headings, the first of which names a row.

    `headings` names each column and its other spellings; case, spaces, signs and order do not matter, and columns
    that are not named are passed over. Never raises: what cannot be read is a fault of row 0.
    """
    try:
        return _first_fitting(content, headings, needed)
    except UnreadableError as problem:
        return Grid((), (SheetFault(0, "", str(problem)),))
    except Exception:  # a damaged file fails anywhere in zipfile, expat and openpyxl, in two dozen ways
        return Grid((), (SheetFault(0, "", f"Berkas ini tidak terbaca. {_SAVE_AGAIN}"),))


def _first_fitting(content: bytes, headings: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Grid:
    import openpyxl

    _check_size(content)
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            rows = _rows_of(sheet)
            columns = _found(rows, headings, needed)
            if columns:
                return _grid(rows, columns, needed[0])
    finally:
        book.close()
    names = ", ".join(needed)
    raise UnreadableError(f"Judul kolom tidak ditemukan. Baris judul harus memuat: {names}. Pakailah berkas contoh.")


def _check_size(content: bytes) -> None:
    if not zipfile.is_zipfile(BytesIO(content)):
        raise UnreadableError(f"Ini bukan berkas Excel (.xlsx). {_SAVE_AGAIN}")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        # zipfile unpacks no more of a member than it declares, so the declared sizes bound what is read.
        size = sum(member.file_size for member in archive.infolist())
    if size > MOST_BYTES:
        raise UnreadableError("Isi berkas terlalu besar. Salin barisnya saja ke berkas contoh, lalu kirim.")


def _rows_of(sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    # A file may claim a million columns; what it claims is not asked, and what lies beyond the limits is not read.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    return enumerate((tuple(map(_text, row)) for row in rows), 1)


def _text(value: object) -> str:
    """Return what a cell holds, as one would read it out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else one_line(_unescaped(str(value)))


def _unescaped(text: str) -> str:
    """Excel writes a carriage return as _x000D_, and openpyxl leaves it so."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def bare(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _found(
    rows: Iterator[tuple[int, tuple[str, ...]]], headings: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> dict[str, int]:
    """Go on to the row of the headings and return in which column each stands; nothing where there is none."""
    spelt = {bare(word): name for name, others in headings.items() for word in (name, *others)}
    for number, cells in rows:
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if name := spelt.get(bare(cell)):
                columns.setdefault(name, place)
        if all(name in columns for name in needed):
            return columns
        if number >= HEADING_WITHIN:
            break
    return {}


def _grid(rows: Iterable[tuple[int, tuple[str, ...]]], columns: Mapping[str, int], naming: str) -> Grid:
    lines: list[Line] = []
    faults: list[SheetFault] = []
    for number, cells in rows:
        line = Line(number, {name: cells[place] if place < len(cells) else "" for name, place in columns.items()})
        if not any(line.cells.values()) or line[naming].casefold().startswith(EXAMPLE.casefold()):
            continue
        if len(lines) == MOST_ROWS:
            faults.append(
                SheetFault(0, "", f"Lebih dari {thousands(MOST_ROWS)} baris. Bagilah menjadi beberapa berkas.")
            )
            break
        lines.append(line)
        faults += _formula_faults(line)
    return Grid(tuple(lines), tuple(faults))


def too_long(line: Line, limits: Mapping[str, int]) -> Iterator[SheetFault]:
    """Yield a fault for every text of the row that is longer than its column allows."""
    for column, limit in limits.items():
        if len(line[column]) > limit:
            yield line.fault(column, f"Terlalu panjang: {len(line[column])} huruf, paling banyak {limit}.")


def _formula_faults(line: Line) -> Iterator[SheetFault]:
    for name, text in line.cells.items():
        if _ERROR.fullmatch(text):
            yield line.fault(name, f"Rumusnya menghasilkan galat {text}. Ketik isinya langsung.")
