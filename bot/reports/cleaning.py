"""Text on its way into a spreadsheet, a chat or a file name."""

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 allows in no document, or warns of; and half characters, which no encoding takes."""
_LINE_END = re.compile("\r\n?")

CELL_LIMIT = 32_767
"""UTF-16 units in one cell of Excel; a longer text makes it call the whole file damaged."""


def legible(text: str) -> str:
    """Return text without control characters, its line ends made plain."""
    return _ILLEGAL.sub("", _LINE_END.sub("\n", text))


def cell_text(text: str) -> str:
    """Return text as a cell can hold it."""
    clean = text if text.isprintable() else legible(text)
    if len(clean) * 2 > CELL_LIMIT:
        clean = clean.encode("utf-16-le")[: CELL_LIMIT * 2].decode("utf-16-le", "ignore")
    if clean.startswith("<r>") and clean.endswith("</r>"):
        # XlsxWriter would take it for its own mark-up, and whoever typed it would break the whole file.
        return clean[: CELL_LIMIT - 1] + " "
    return clean


def one_line(text: str) -> str:
    """Return legible text with every run of white space made one space."""
    return " ".join(legible(text).split())
