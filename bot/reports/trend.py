"""The trend: how much was finished and verified, week by week, on the way to the due date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.reports.canvas import BLUE, INK, MUTED, ORANGE, RULE, SKY, Sheet, png
from bot.reports.figures import Recap, Week
from bot.reports.heading import draw_heading
from bot.reports.wording import short_day, thousands

WIDTH = 1080
HEIGHT = 900
MARGIN = 36
MOST_DAY_LABELS = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a trend is drawn, and how large its letters are."""

    left: float
    top: float
    width: float
    height: float
    letters: float

    @property
    def right(self) -> float:
        """The right edge of the plot; beyond it the ends of the lines are named."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The line of zero."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class _Scale:
    frame: Frame
    first: date
    last: date
    most: int

    def x(self, day: date) -> float:
        return self.frame.left + self.frame.width * (day - self.first).days / (self.last - self.first).days

    def y(self, count: int) -> float:
        return self.frame.bottom - self.frame.height * count / self.most


def trend(recap: Recap) -> bytes:
    """Return the trend as a PNG 1080 pixels wide."""
    sheet = Sheet(WIDTH, HEIGHT)
    draw_heading(sheet, MARGIN, f"Kemajuan: {recap.title}", recap)
    draw_trend(sheet, recap, Frame(MARGIN + 74, 264, WIDTH - 2 * MARGIN - 110, HEIGHT - 264 - 150, 25))
    _legend(sheet, HEIGHT - 46)
    return png(sheet)


def draw_trend(sheet: Sheet, recap: Recap, frame: Frame) -> None:
    """Draw the two lines against all tasks that count and the due date."""
    if not recap.weeks:
        middle = frame.left + frame.width / 2
        words = "Belum ada minggu yang tercatat."
        sheet.text(middle, frame.top + frame.height / 2, words, frame.letters, color=MUTED, align="center")
        return
    weeks = sorted(recap.weeks, key=lambda week: week.ends)
    scale = _scaled(recap, weeks, frame)
    _counts(sheet, scale, recap.total)
    _days(sheet, scale, weeks)
    _due(sheet, scale, recap.due_on)
    _area(sheet, scale, weeks)
    _way(sheet, scale, weeks, lambda week: week.done, SKY, square=True)
    _way(sheet, scale, weeks, lambda week: week.verified, BLUE)
    _ends(sheet, scale, weeks[-1])


def _scaled(recap: Recap, weeks: Sequence[Week], frame: Frame) -> _Scale:
    # A week more than needed on the left, so that even a single week is a point inside the plot.
    first = min(weeks[0].ends, recap.due_on) - timedelta(days=7)
    last = max(weeks[-1].ends, recap.due_on)
    return _Scale(frame, first, last, max(recap.total, *(week.done for week in weeks), 1))


def _counts(sheet: Sheet, scale: _Scale, total: int) -> None:
    frame = scale.frame
    for count in ticks(total):
        height = scale.y(count)
        sheet.line(((frame.left, height), (frame.right, height)), INK if count == total else RULE, frame.letters / 18)
        left = frame.left - frame.letters * 0.4
        sheet.text(left, height, thousands(count), frame.letters * 0.9, color=MUTED, align="right")
    above = scale.y(total) - frame.letters * 0.8
    sheet.text(frame.left, above, f"semua butir: {thousands(total)}", frame.letters * 0.9)


def ticks(total: int) -> list[int]:
    """Return about four round counts from zero on, and the total itself in place of what comes close to it."""
    power = 10 ** max(len(str(total // 4)) - 1, 0)
    step = next(power * times for times in (1, 2, 5, 10) if power * times * 4 >= total)
    return [*(count for count in range(0, total, step) if total - count > step * 0.6 or not count), total]


def _days(sheet: Sheet, scale: _Scale, weeks: Sequence[Week]) -> None:
    step = -(-len(weeks) // MOST_DAY_LABELS)
    for week in reversed(weeks[::-1][::step]):
        height = scale.frame.bottom + scale.frame.letters
        place = scale.x(week.ends)
        sheet.text(place, height, short_day(week.ends), scale.frame.letters * 0.85, color=MUTED, align="center")


def _due(sheet: Sheet, scale: _Scale, due_on: date) -> None:
    frame, place = scale.frame, scale.x(due_on)
    sheet.line(
        ((place, frame.top - frame.letters * 1.5), (place, frame.bottom)), ORANGE, frame.letters / 9, dashed=True
    )
    height = frame.top - frame.letters * 2.1
    words = f"tenggat {short_day(due_on)}"
    if place > frame.left + frame.width / 2:
        sheet.text(place + frame.letters, height, words, frame.letters, color=ORANGE, align="right", bold=True)
    else:
        sheet.text(place - frame.letters, height, words, frame.letters, color=ORANGE, bold=True)


def _area(sheet: Sheet, scale: _Scale, weeks: Sequence[Week]) -> None:
    for before, after in pairwise(weeks):
        left, right = scale.x(before.ends), scale.x(after.ends)
        tops = ((left, scale.y(before.done)), (right, scale.y(after.done)))
        sheet.shape((*tops, (right, scale.frame.bottom), (left, scale.frame.bottom)), SKY, opacity=0.16)


def _way(
    sheet: Sheet,
    scale: _Scale,
    weeks: Sequence[Week],
    count: Callable[[Week], int],
    color: str,
    *,
    square: bool = False,
) -> None:
    points = [(scale.x(week.ends), scale.y(count(week))) for week in weeks]
    sheet.line(points, color, scale.frame.letters / 5)
    sheet.dots(points, color, scale.frame.letters / 2.2, square=square)


def _ends(sheet: Sheet, scale: _Scale, week: Week) -> None:
    """Write the last counts at the ends of their lines, apart from each other even where the lines meet."""
    letters = scale.frame.letters
    near = scale.x(week.ends) > scale.frame.right - letters * 4
    place = scale.x(week.ends) + (-letters * 0.6 if near else letters * 0.6)
    done, verified = scale.y(week.done) - letters * 0.8, scale.y(week.verified) + letters * 0.9
    verified = min(max(verified, done + letters * 1.3), scale.frame.bottom - letters * 0.5)
    done = min(done, verified - letters * 1.3)
    for height, count, color in ((done, week.done, "#2b7fb8"), (verified, week.verified, BLUE)):
        sheet.text(place, height, thousands(count), letters, bold=True, color=color, align="right" if near else "left")


def _legend(sheet: Sheet, height: float) -> None:
    sheet.dots(((MARGIN + 16, height),), SKY, 20, square=True)
    sheet.text(MARGIN + 40, height, "selesai menurut unit", 25)
    sheet.dots(((MARGIN + 366, height),), BLUE, 20)
    sheet.text(MARGIN + 390, height, "di antaranya terverifikasi", 25)
