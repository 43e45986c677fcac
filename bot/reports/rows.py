"""The many rows of a sheet, written straight into the file that XlsxWriter keeps for it.

XlsxWriter makes a workbook that Excel trusts, but spends 20 microseconds on a cell: 17 s on 90,000 tasks. So the
workbook, its formats and its print settings stay with XlsxWriter, and the rows are written here, in the same XML
(ECMA-376 part 1, 18.3.1.4 and 18.3.1.73). Needs a workbook in constant_memory mode; relies on insides of XlsxWriter,
which is why its version is pinned and the tests read the sheets back.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from bot.reports.cleaning import cell_text

Cell = tuple[str, str]
"""How a cell begins, before and after its row number."""

SHORT = 200
"""Characters of a text that is worth remembering: names, titles and states come back thousands of times."""
_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")
_TEXT = ' t="inlineStr"><is><t xml:space="preserve">'


class Rows:
    """The rows of a sheet from a given one (counted from 0) to its end; nothing else may be written there."""

    def __init__(self, sheet: Any, first: int) -> None:
        self.next = first
        self._sheet = sheet
        sheet._write_single_row(first)
        self._write = sheet.row_data_fh.write

    def cell(self, column: int, look: Any) -> Cell:
        """Return how the cells of a column begin, in a format of XlsxWriter's."""
        from xlsxwriter.utility import xl_col_to_name

        return f'<c r="{xl_col_to_name(column)}', f'" s="{look._get_xf_index()}"'

    def add(self, values: Iterable[str | float | None], cells: Sequence[Cell]) -> None:
        """Write a row; nothing stands where a value is None, empty or not finite."""
        row = self.next + 1
        parts = [f'<row r="{row}">']
        for (before, after), value in zip(cells, values, strict=True):
            if isinstance(value, str):
                if text := _written(value):
                    parts.append(f"{before}{row}{after}{_TEXT}{text}</t></is></c>")
            elif value is not None and math.isfinite(value):
                parts.append(f"{before}{row}{after}><v>{value!r}</v></c>")
        self._write("".join((*parts, "</row>")))
        self._sheet._check_dimensions(self.next, len(cells) - 1)
        self.next += 1


def _written(text: str) -> str:
    return _written_often(text) if len(text) <= SHORT else _escaped(cell_text(text))


@lru_cache(maxsize=8192)
def _written_often(text: str) -> str:
    return _escaped(cell_text(text))


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # What looks like an escape of Excel's would be read as the character it stands for.
    return _ESCAPE.sub(r"_x005F\1", text) if "_x" in text else text
