"""The head of a picture: what it shows, of which period, whose it is and when it was drawn."""

from bot.reports.canvas import INK, MUTED, Sheet, plain
from bot.reports.figures import Recap
from bot.reports.wording import long_day, moment


def draw_title(sheet: Sheet, left: float, middle: float, title: str, size: float, color: str) -> None:
    """Write a title on one line, or smaller on two, around that height."""
    title = plain(title, bold=True)
    wide = sheet.width - 2 * left
    if sheet.measure(title, size, bold=True) <= wide:
        sheet.text(left, middle, title, size, bold=True, color=color)
        return
    small = size * 0.78
    lines = sheet.wrapped(title, wide, small, 2, bold=True)
    for number, line in enumerate(lines):
        sheet.text(left, middle + small * 1.2 * (number - (len(lines) - 1) / 2), line, small, bold=True, color=color)


def draw_heading(sheet: Sheet, margin: float, title: str, recap: Recap) -> None:
    """Draw the head of a picture for the phone."""
    wide = sheet.width - 2 * margin
    draw_title(sheet, margin, 52, title, 40, INK)
    about = f"{recap.period} · tenggat {long_day(recap.due_on)}"
    sheet.text(margin, 112, sheet.fitted(about, wide, 27), 27, color=MUTED)
    sheet.text(margin, 152, sheet.fitted(f"{recap.agency} · {moment(recap.made_at)}", wide, 24), 24, color=MUTED)
