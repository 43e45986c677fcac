"""The heat map: units down, areas across, and in each cell how much is finished."""

from dataclasses import dataclass

from bot.reports.canvas import INK, MUTED, PALE, Sheet, plain, png
from bot.reports.figures import Recap, Tally, UnitRow
from bot.reports.heading import draw_heading
from bot.reports.wording import whole_percent

MOST_UNITS = 60
MOST_AREAS = 12

WIDTH = 1080
MARGIN = 36
NAMES = 268
ROW = 46
GAP = 3
TOP = 196
LABEL = 24
SMALL = 18
NUMBER = 25
FOOT = 130
LEFT_OUT = 38

HUES = ("#12305c", "#3f4f78", "#6b7180", "#9a9474", "#cdbb5c", "#fde737")
"""From nothing finished to everything: the way of the cividis palette, told apart with any colour vision, and in
grey."""
DARK_HUES = 3


@dataclass(frozen=True, slots=True)
class _Grid:
    """What is shown, and where its columns are. Column 0 holds all areas together."""

    units: tuple[tuple[UnitRow, Tally], ...]
    areas: tuple[tuple[str, Tally], ...]
    header: float

    @property
    def column(self) -> float:
        return (WIDTH - 2 * MARGIN - NAMES) / (len(self.areas) + 1)

    @property
    def body(self) -> float:
        return TOP + self.header

    def x(self, column: int) -> float:
        return MARGIN + NAMES + self.column * column

    def y(self, row: int) -> float:
        return self.body + ROW * row


def heatmap(recap: Recap) -> bytes:
    """Return the heat map as a PNG 1080 pixels wide; the units furthest behind are at the top.

    Beyond 60 units, or 12 areas, only those furthest behind are shown, and the picture says so.
    """
    grid = _laid_out(recap)
    left_out = _left_out(recap, grid)
    sheet = Sheet(WIDTH, grid.y(len(grid.units) + 1) + FOOT + (LEFT_OUT if left_out else 0))
    draw_heading(sheet, MARGIN, recap.title, recap)
    _columns(sheet, grid)
    _rows(sheet, recap, grid)
    _foot(sheet, grid, left_out)
    return png(sheet)


def _behind(tally: Tally) -> tuple[float, int]:
    return (2.0 if tally.share is None else tally.share, -tally.late)


def _laid_out(recap: Recap) -> _Grid:
    units = sorted(recap.by_unit, key=lambda row: (_behind(row[1]), row[0].name))[:MOST_UNITS]
    kept = {area for area, _ in sorted(recap.by_area, key=lambda row: _behind(row[1]))[:MOST_AREAS]}
    areas = tuple(row for row in recap.by_area if row[0] in kept)
    return _Grid(tuple(units), areas, header=96 if len(areas) <= 4 else 200)


def _columns(sheet: Sheet, grid: _Grid) -> None:
    for column, label in enumerate(("Semua", *(area for area, _ in grid.areas))):
        if len(grid.areas) <= 4:
            _label_across(sheet, grid, column, label)
        else:
            _label_upright(sheet, grid, column, label)


def _label_across(sheet: Sheet, grid: _Grid, column: int, label: str) -> None:
    lines = sheet.wrapped(label, grid.column - 10, LABEL, 3)
    for number, line in enumerate(reversed(lines)):
        middle = grid.x(column) + grid.column / 2
        sheet.text(middle, grid.body - 20 - 29 * number, line, LABEL, align="center", bold=column == 0)


def _label_upright(sheet: Sheet, grid: _Grid, column: int, label: str) -> None:
    lines = sheet.wrapped(label, grid.header - 20, LABEL, 2)
    for number, line in enumerate(lines):
        middle = grid.x(column) + grid.column / 2 + 30 * (number - (len(lines) - 1) / 2)
        sheet.text(middle, grid.body - 10, line, LABEL, upright=True, align="center", bold=column == 0)


def _rows(sheet: Sheet, recap: Recap, grid: _Grid) -> None:
    for row, (unit, tally) in enumerate(grid.units):
        _name(sheet, grid.y(row), unit.short_name or unit.name)
        _cell(sheet, grid, row, 0, tally)
        for column, (area, _) in enumerate(grid.areas, 1):
            _cell(sheet, grid, row, column, recap.cells.get((unit.code, area)))
    last = len(grid.units)
    _name(sheet, grid.y(last) + 8, "Semua unit", bold=True)
    for column, tally in enumerate((recap.whole, *(tally for _, tally in grid.areas))):
        _cell(sheet, grid, last, column, tally, down=8)


def _name(sheet: Sheet, top: float, name: str, *, bold: bool = False) -> None:
    middle = top + (ROW - GAP) / 2
    if sheet.measure(plain(name, bold), LABEL, bold) <= NAMES - 16:
        sheet.text(MARGIN, middle, name, LABEL, bold=bold)
        return
    # Long names often differ at their end only.
    for number, line in enumerate(sheet.wrapped(name, NAMES - 16, SMALL, 2, bold)):
        sheet.text(MARGIN, middle - 10 + 20 * number, line, SMALL, bold=bold)


def _cell(sheet: Sheet, grid: _Grid, row: int, column: int, tally: Tally | None, down: float = 0) -> None:
    left, top = grid.x(column), grid.y(row) + down
    width, height = grid.column - GAP, ROW - GAP
    share = None if tally is None else tally.share
    back, front = (PALE, MUTED) if share is None else shade(share)
    sheet.box(left, top, width, height, back)
    words = "" if tally is None else whole_percent(share)
    late = tally is not None and tally.late > 0
    middle = left + width / 2 - (6 if late else 0)
    sheet.text(middle, top + height / 2, words, NUMBER, bold=column == 0, color=front, align="center")
    if late:
        _late_sign(sheet, left + width, top, front)


def shade(share: float) -> tuple[str, str]:
    """Return the colour of a share, and the colour to write on it. Full colour is kept for what is complete."""
    step = len(HUES) - 1 if share >= 1 else int(share * (len(HUES) - 1))
    return HUES[step], "#ffffff" if step < DARK_HUES else INK


def _late_sign(sheet: Sheet, right: float, top: float, color: str) -> None:
    sheet.text(right - 10, top + (ROW - GAP) / 2, "!", NUMBER, bold=True, color=color, align="center")


def _foot(sheet: Sheet, grid: _Grid, left_out: str) -> None:
    top = grid.y(len(grid.units) + 1) + 34
    _scale(sheet, top)
    sheet.text(MARGIN + 560, top + 15, "!", NUMBER, bold=True)
    sheet.text(MARGIN + 584, top + 15, "ada yang lewat tenggat", 24)
    sheet.text(MARGIN, top + 58, "Angka: persen butir yang selesai. Tanda –: tidak ada yang dihitung.", 24, color=MUTED)
    sheet.text(MARGIN, top + 96, left_out, 24, bold=True)


def _scale(sheet: Sheet, top: float) -> None:
    for step, hue in enumerate(HUES):
        sheet.box(MARGIN + 62 * step, top, 62, 30, hue)
    for step, word in enumerate(("0–19", "20–39", "40–59", "60–79", "80–99", "100")):
        color = "#ffffff" if step < DARK_HUES else INK
        sheet.text(MARGIN + 62 * step + 31, top + 15, word, 17, color=color, align="center")
    sheet.text(MARGIN + 62 * len(HUES) + 12, top + 15, "%", 24)


def _left_out(recap: Recap, grid: _Grid) -> str:
    units = len(recap.by_unit) - len(grid.units)
    areas = len(recap.by_area) - len(grid.areas)
    words = [f"{units} unit lain" if units else "", f"{areas} area lain" if areas else ""]
    named = " dan ".join(filter(None, words))
    return f"{named} lebih maju dan tidak ditampilkan." if named else ""
