"""How the days of the calendar of a year are marked, in its months and in its legend."""

from bot.reports.canvas import BLUE, ORANGE, PALE, PAPER, Sheet
from reminders.calendar import Holiday

CELL = 45
ROW = 42
NUMBER = 17
CLOSED = "#f8d9c4"


def weekend(sheet: Sheet, left: float, top: float) -> None:
    """Draw what lies behind a Saturday or Sunday."""
    sheet.box(left + 1, top + 1, CELL - 2, ROW - 2, PALE)


def closed(sheet: Sheet, left: float, top: float, holiday: Holiday) -> None:
    """Draw what lies behind a holiday: cuti bersama has a bar, an estimate is hollow, so that grey tells them too."""
    sheet.box(left + 1, top + 1, CELL - 2, ROW - 2, CLOSED)
    if holiday.estimated:
        sheet.box(left + 6, top + 6, CELL - 12, ROW - 12, PAPER)
    if holiday.joint:
        sheet.box(left + 1, top + ROW - 7, CELL - 2, 6, ORANGE)


def due(sheet: Sheet, left: float, top: float) -> None:
    """Draw what lies behind the day of a deadline, on top of whatever else the day is."""
    sheet.box(left + 5, top + 5, CELL - 10, ROW - 10, BLUE, radius=6)


def badge(sheet: Sheet, x: float, y: float, number: int) -> None:
    """Draw the number of a deadline around that point."""
    sheet.dots(((x, y),), PAPER, 29)
    sheet.dots(((x, y),), ORANGE, 26)
    sheet.text(x, y, str(number), NUMBER, bold=True, color=PAPER, align="center")
