"""A surface to draw on, and its way out as PNG or PDF.

Drawn with matplotlib, but neither through pyplot, which keeps global state, nor as charts: everything here is placed
by hand. Names that people typed are never read as formulas ("$x$") and never ask the font for what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.font_manager import FontProperties

INK = "#17222d"
MUTED = "#566573"
RULE = "#d3dae1"
PALE = "#f1f4f7"
PAPER = "#ffffff"
BLUE = "#0b4f8a"
SKY = "#6fb3e0"
ORANGE = "#c2570c"

POINTS_PER_INCH = 72
Align = Literal["left", "center", "right"]


@cache
def _font_file(bold: bool) -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@cache
def _drawable(bold: bool) -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    return frozenset(chr(code) for code in FT2Font(str(_font_file(bold))).get_charmap() if code >= ord(" "))


@cache
def _advance(sign: str, bold: bool) -> float:
    """How far a sign moves the pen, at size 1. Whole texts are measured so many times that drawing them is too slow."""
    from matplotlib.ft2font import FT2Font, LoadFlags

    font = FT2Font(str(_font_file(bold)))
    font.set_size(POINTS_PER_INCH, POINTS_PER_INCH)
    return font.load_char(ord(sign), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65_536 / POINTS_PER_INCH


@cache
def _font(size: float, bold: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(_font_file(bold)), size=size)


def plain(text: str, bold: bool = False) -> str:
    """Return text on one line, without what the font cannot draw (emoji, other scripts)."""
    drawable = _drawable(bold)
    return " ".join("".join(sign if sign in drawable else " " for sign in text).split())


class Sheet:
    """A surface measured from its top left corner. One unit is a point in a PDF and a pixel in a PNG at scale 1."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.width = width
        self.height = height
        inches = (width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        self.figure = Figure(figsize=inches, dpi=POINTS_PER_INCH, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._axes.set_axis_off()

    def measure(self, text: str, size: float, bold: bool = False) -> float:
        """Return how wide a text is."""
        return sum(_advance(sign, bold) for sign in text) * size

    def fitted(self, text: str, width: float, size: float, bold: bool = False) -> str:
        """Return the text, shortened with an ellipsis where it is wider than that."""
        text = plain(text, bold)
        if self.measure(text, size, bold) <= width:
            return text
        kept = len(text)
        while kept and self.measure(text[:kept].rstrip() + "…", size, bold) > width:
            kept -= 1
        return text[:kept].rstrip() + "…"

    def wrapped(self, text: str, width: float, size: float, most: int, bold: bool = False) -> list[str]:
        """Return the text in lines no wider than that; what goes beyond the most lines ends in an ellipsis."""
        lines: list[str] = []
        words = plain(text, bold).split()
        while words and len(lines) < most - 1:
            taken = self._taken(words, width, size, bold)
            lines.append(self.fitted(" ".join(words[:taken]), width, size, bold))
            words = words[taken:]
        return [*lines, self.fitted(" ".join(words), width, size, bold)] if words else lines

    def _taken(self, words: Sequence[str], width: float, size: float, bold: bool) -> int:
        taken = 1
        while taken < len(words) and self.measure(" ".join(words[: taken + 1]), size, bold) <= width:
            taken += 1
        return taken

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        color: str = INK,
        align: Align = "left",
        upright: bool = False,
        url: str | None = None,
    ) -> None:
        """Write a line whose middle is at that height; `upright` writes it from the bottom to the top."""
        self._axes.text(
            x,
            y,
            plain(text, bold),
            fontproperties=_font(size, bold),
            color=color,
            horizontalalignment=align,
            verticalalignment="bottom" if upright else "center_baseline",
            rotation=90 if upright else 0,
            parse_math=False,
            url=url,
        )

    def box(self, x: float, y: float, width: float, height: float, color: str, radius: float = 0) -> None:
        """Fill a rectangle, its corners rounded if so wished."""
        from matplotlib.patches import FancyBboxPatch, Rectangle

        if radius and width > 2 * radius:
            style = f"round,pad=0,rounding_size={radius}"
            self._axes.add_artist(FancyBboxPatch((x, y), width, height, boxstyle=style, color=color, linewidth=0))
        else:
            self._axes.add_artist(Rectangle((x, y), width, height, color=color, linewidth=0))

    def shape(self, corners: Iterable[tuple[float, float]], color: str, opacity: float = 1) -> None:
        """Fill a shape."""
        from matplotlib.patches import Polygon

        self._axes.add_artist(Polygon(list(corners), closed=True, color=color, alpha=opacity, linewidth=0))

    def line(
        self, points: Iterable[tuple[float, float]], color: str, width: float = 1, *, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        xs, ys = zip(*points, strict=True)
        style = (0, (5, 4)) if dashed else "solid"
        self._axes.plot(xs, ys, color=color, linewidth=width, linestyle=style, solid_capstyle="round")

    def dots(self, points: Iterable[tuple[float, float]], color: str, size: float, *, square: bool = False) -> None:
        """Draw a mark at every point."""
        xs, ys = zip(*points, strict=True)
        self._axes.plot(xs, ys, color=color, linestyle="none", marker="s" if square else "o", markersize=size)

    def modules(self, x: float, y: float, side: float, rows: Sequence[Sequence[bool]]) -> None:
        """Draw the dark squares of a QR code as one outline, sharp at any size."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path as Outline

        unit = side / len(rows)
        corners = [
            (x + unit * (column + right), y + unit * (row + down))
            for row, values in enumerate(rows)
            for column, dark in enumerate(values)
            if dark
            for right, down in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
        ]
        square = [Outline.MOVETO, Outline.LINETO, Outline.LINETO, Outline.LINETO, Outline.CLOSEPOLY]
        outline = Outline(corners, square * (len(corners) // len(square)))
        self._axes.add_artist(PathPatch(outline, facecolor="black", linewidth=0, antialiased=False))


def png(sheet: Sheet, scale: float = 1) -> bytes:
    """Return the sheet as a PNG, so many pixels a unit."""
    out = BytesIO()
    sheet.figure.savefig(out, format="png", dpi=POINTS_PER_INCH * scale)
    return out.getvalue()


def pdf(sheets: Iterable[Sheet], title: str, made_at: datetime) -> bytes:
    """Return the sheets as the pages of one PDF."""
    from matplotlib.backends.backend_pdf import PdfPages

    out = BytesIO()
    with PdfPages(out, metadata={"Title": title, "CreationDate": made_at}) as pages:
        for sheet in sheets:
            pages.savefig(sheet.figure)
    return out.getvalue()
