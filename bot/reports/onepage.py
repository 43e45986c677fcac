"""One page for the leader: where the round stands, who is ahead and behind, and what to do."""

from collections.abc import Sequence

from bot.reports.canvas import BLUE, INK, MUTED, ORANGE, PALE, PAPER, RULE, SKY, Sheet, pdf, png
from bot.reports.figures import Recap, Tally, UnitRow
from bot.reports.heading import draw_title
from bot.reports.trend import Frame, draw_trend
from bot.reports.wording import long_day, moment, percent, thousands

WIDTH, HEIGHT = 595, 842
"""A4 in points."""
MARGIN = 36
WIDE = WIDTH - 2 * MARGIN
PNG_SCALE = 2
HALF = (WIDE - 20) / 2

MOST_AREAS = 8
EXTREMES = 5
MOST_STEPS = 6
MOST_LINES = 7


def onepage_pdf(recap: Recap, to_do: tuple[str, ...]) -> bytes:
    """Return the page as a PDF of one A4 page; `to_do` are the lines under "Yang perlu dilakukan"."""
    return pdf([_page(recap, to_do)], recap.title, recap.made_at)


def onepage_png(recap: Recap, to_do: tuple[str, ...]) -> bytes:
    """Return the same page as a PNG."""
    return png(_page(recap, to_do), PNG_SCALE)


def _page(recap: Recap, to_do: tuple[str, ...]) -> Sheet:
    sheet = Sheet(WIDTH, HEIGHT)
    _head(sheet, recap)
    _tiles(sheet, 118, recap.whole)
    _areas(sheet, 204, recap)
    _extremes(sheet, 204, recap)
    _heading(sheet, MARGIN, 470, "Kemajuan per minggu")
    draw_trend(sheet, recap, Frame(MARGIN + 34, 512, WIDE - 50, 116, 10.5))
    _legend(sheet, 470)
    _to_do(sheet, 664, to_do)
    _foot(sheet, recap)
    return sheet


def _head(sheet: Sheet, recap: Recap) -> None:
    sheet.box(0, 0, WIDTH, 98, BLUE)
    sheet.text(MARGIN, 26, sheet.fitted(recap.agency, WIDE, 12), 12, color="#d6e6f4")
    draw_title(sheet, MARGIN, 52, recap.title, 20, PAPER)
    about = f"{recap.period} · tenggat {long_day(recap.due_on)}"
    sheet.text(MARGIN, 79, sheet.fitted(about, WIDE, 12), 12, color="#d6e6f4")


def _tiles(sheet: Sheet, top: float, whole: Tally) -> None:
    tiles = (
        ("Selesai", whole.finished, f"{percent(whole.share)} dari {thousands(whole.counted)}", BLUE),
        ("Terverifikasi", whole.verified, percent(whole.verified_share), BLUE),
        ("Belum", whole.pending, "masih berjalan", INK),
        ("Terlambat", whole.late, "lewat tenggat", ORANGE if whole.late else INK),
        ("Terhambat", whole.blocked, "ada kendala", ORANGE if whole.blocked else INK),
    )
    step = (WIDE + 8) / len(tiles)
    for number, (name, count, below, color) in enumerate(tiles):
        left = MARGIN + step * number
        sheet.box(left, top, step - 8, 66, PALE, radius=5)
        sheet.text(left + 9, top + 14, name, 10.5, color=MUTED)
        sheet.text(left + 9, top + 35, thousands(count), 21, bold=True, color=color)
        sheet.text(left + 9, top + 55, sheet.fitted(below, step - 22, 9), 9, color=MUTED)


def _heading(sheet: Sheet, left: float, top: float, words: str) -> None:
    sheet.text(left, top, words, 12.5, bold=True)


def _areas(sheet: Sheet, top: float, recap: Recap) -> None:
    _heading(sheet, MARGIN, top, "Selesai per area")
    for number, (area, tally) in enumerate(recap.by_area[:MOST_AREAS]):
        _bar(sheet, top + 24 + 28 * number, area, tally)
    rest = len(recap.by_area) - MOST_AREAS
    if rest > 0:
        sheet.text(MARGIN, top + 24 + 28 * MOST_AREAS, f"{rest} area lain ada di Excel.", 9, color=MUTED)


def _bar(sheet: Sheet, top: float, area: str, tally: Tally) -> None:
    late = f"{thousands(tally.late)} terlambat" if tally.late else ""
    sheet.text(MARGIN, top, sheet.fitted(area, HALF - 100, 10.5), 10.5)
    sheet.text(MARGIN + HALF - 38, top, late, 9, color=ORANGE, align="right")
    sheet.text(MARGIN + HALF, top, percent(tally.share), 10.5, bold=True, align="right")
    sheet.box(MARGIN, top + 8, HALF, 7, RULE)
    sheet.box(MARGIN, top + 8, HALF * (tally.share or 0), 7, SKY)
    sheet.box(MARGIN, top + 8, HALF * (tally.verified_share or 0), 7, BLUE)


def _extremes(sheet: Sheet, top: float, recap: Recap) -> None:
    ranked = sorted(
        ((unit, tally) for unit, tally in recap.by_unit if tally.share is not None),
        key=lambda row: (-(row[1].share or 0), row[1].late, row[0].name),
    )
    # With few units nobody is both among the best and among the last.
    shown = min(EXTREMES, len(ranked) // 2) if len(ranked) > 1 else 1
    left = MARGIN + HALF + 20
    _ranking(sheet, left, top, "Paling maju", ranked[:shown])
    behind = [row for row in ranked[shown:][-shown:] if row[1].finished < row[1].counted]
    _ranking(sheet, left, top + 130, "Perlu didorong", behind[::-1])


def _ranking(sheet: Sheet, left: float, top: float, title: str, units: Sequence[tuple[UnitRow, Tally]]) -> None:
    _heading(sheet, left, top, title)
    if not units:
        sheet.text(left, top + 22, "Tidak ada.", 10.5, color=MUTED)
    for number, (unit, tally) in enumerate(units):
        height = top + 22 + 19.5 * number
        sheet.text(left, height, sheet.fitted(unit.short_name or unit.name, HALF - 110, 10.5), 10.5)
        late = f"{thousands(tally.late)} terlambat" if tally.late else ""
        sheet.text(left + HALF - 38, height, late, 9, color=ORANGE, align="right")
        sheet.text(left + HALF, height, percent(tally.share), 10.5, bold=True, align="right")


def _legend(sheet: Sheet, height: float) -> None:
    for left, color, words in ((WIDTH - 196, SKY, "selesai"), (WIDTH - 122, BLUE, "terverifikasi")):
        sheet.box(left, height - 5, 10, 10, color)
        sheet.text(left + 15, height, words, 10, color=MUTED)


def _to_do(sheet: Sheet, top: float, to_do: tuple[str, ...]) -> None:
    _heading(sheet, MARGIN, top, "Yang perlu dilakukan")
    steps = to_do[:MOST_STEPS]
    folded = [sheet.wrapped(step, WIDE - 18, 10.5, 2) for step in steps]
    if sum(map(len, folded)) > MOST_LINES:
        folded = [[sheet.fitted(step, WIDE - 18, 10.5)] for step in steps]
    height = top + 22
    for number, lines in enumerate(folded, 1):
        sheet.text(MARGIN, height, f"{number}.", 10.5, bold=True, color=BLUE)
        for line in lines:
            sheet.text(MARGIN + 18, height, line, 10.5)
            height += 14.5
        height += 3


def _foot(sheet: Sheet, recap: Recap) -> None:
    sheet.line(((MARGIN, HEIGHT - 34), (WIDTH - MARGIN, HEIGHT - 34)), RULE, 0.8)
    words = f"Dibuat {moment(recap.made_at)} · Klinik RB"
    sheet.text(MARGIN, HEIGHT - 22, words, 9, color=MUTED)
