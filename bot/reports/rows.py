"""The many rows of a sheet, written straight into the file that XlsxWriter keeps for it.

XlsxWriter makes a workbook that Excel trusts, but spends 20 microseconds on a cell: 17 s on 90,000 tasks. So the
workbook, its formats and its print settings stay with XlsxWriter, and the rows are written here, in the same XML
(ECMA-376 part 1, 18.3.1.4 and 18.3.1.73). Needs a workbook in constant_memory mode; relies on insides of XlsxWriter,
which is why its version is pinned and the tests read the sheets back.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.reports.cleaning import cell_text

SHORT = 200
"""Characters of a text that is worth remembering: names, titles and states come back thousands of times."""
REMEMBERED = 8192
"""Values of a column that are remembered."""
_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")
_TOGETHER = 256
"""Rows handed to the file at once."""

Seen = Callable[[Any], str | float | None]
"""What Excel shows of a value."""

Shared = Callable[[str], int]
"""Where the workbook keeps a text that comes back: cells name its number, and the file is a fifth smaller."""


class Cells(dict[Any, str]):
    """A column: by value, what a cell says behind its row number; nothing where a value is not shown.

    A million cells are looked up here, and few of them are new.
    """

    def __init__(self, column: int, look: Any, seen: Seen, shared: Shared) -> None:
        from xlsxwriter.utility import xl_col_to_name

        super().__init__()
        self.begin = f'<c r="{xl_col_to_name(column)}'
        self._look = f'" s="{look._get_xf_index()}"'
        self._seen = seen
        self._shared = shared

    def __missing__(self, value: Any) -> str:
        often = len(self) < REMEMBERED and not (isinstance(value, str) and len(value) > SHORT)
        said = self._written(self._seen(value), often)
        if often:
            self[value] = said
        return said

    def _written(self, seen: str | float | None, often: bool) -> str:
        if isinstance(seen, str):
            text = cell_text(seen)
            said = f' t="s"><v>{self._shared(text)}</v></c>' if often and text else _inline(text)
            return self._look + said if text else ""
        return f"{self._look}><v>{seen!r}</v></c>" if seen is not None and math.isfinite(seen) else ""


class Rows:
    """The rows of a sheet from a given one (counted from 0) to its end; nothing else may be written there."""

    def __init__(self, sheet: Any, first: int, width: int) -> None:
        self.next = first
        self._width = width
        self._sheet = sheet
        self._waiting: list[str] = []
        sheet._write_single_row(first)

    def add(self, values: Iterable[Any], columns: Sequence[Cells]) -> None:
        """Write a row; nothing stands where a value is None, empty or not finite."""
        row = str(self.next + 1)
        parts = ['<row r="', row, '">']
        for cells, value in zip(columns, values, strict=True):
            if said := cells[value]:
                parts += (cells.begin, row, said)
        parts.append("</row>")
        self._waiting.append("".join(parts))
        self.next += 1
        if len(self._waiting) >= _TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Write what waits; a row may still be added after it."""
        if self._waiting:
            self._sheet.row_data_fh.write("".join(self._waiting))
            self._sheet._check_dimensions(self.next - 1, self._width - 1)
            self._waiting.clear()


def _inline(text: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # What looks like an escape of Excel's would be read as the character it stands for.
    return _ESCAPE.sub(r"_x005F\1", text) if "_x" in text else text
