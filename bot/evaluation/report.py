"""What the figures look like in the terminal."""

from collections.abc import Iterator, Mapping, Sequence

from bot.evaluation.figures import (
    answerable,
    confusions,
    figures_of,
    grouped,
    share_of,
    unanswerable,
    worst,
)
from bot.evaluation.intervals import Share
from bot.evaluation.scoring import Scored
from bot.markup import shorten

CONFUSIONS_SHOWN = 10
_SHOWN_CHARACTERS = 90

_HEADINGS = ("", "jumlah", "benar", "kurang lengkap", "satu ketukan", "salah", "panjang")
_HEADINGS_REFUSED = ("", "jumlah", "tidak dijawab")
_TOTAL = "semua"
_NOTE = (
    "Persen, dengan selang kepercayaan 95 % (Wilson). satu ketukan: benar, kurang lengkap, atau pilihan yang memuat "
    "topiknya.\npanjang: median karakter jawaban langsung, sebelum bagian terlipat dibuka."
)


def report(title: str, scored: Sequence[Scored], misses: int) -> str:
    """Return the tables of one file of questions, its worst misses and its confusions."""
    settled, unsettled = answerable(scored), unanswerable(scored)
    parts = [title]
    if settled:
        parts += [_table(_HEADINGS, _rows(settled)), _NOTE]
    if unsettled:
        parts.append(_table(_HEADINGS_REFUSED, _rows_refused(unsettled)))
    return "\n\n".join([*parts, *_misses(scored, misses), *_confused(scored)])


def _rows(scored: Sequence[Scored]) -> Iterator[tuple[str, ...]]:
    for name, members in _groups(scored).items():
        figures = figures_of(members)
        shares = (figures.right, figures.thin, figures.within_a_tap, figures.wrong)
        yield (name, str(len(members)), *map(told, shares), str(figures.length))


def _rows_refused(scored: Sequence[Scored]) -> Iterator[tuple[str, ...]]:
    for name, members in grouped(scored, "kind").items():
        yield name, str(len(members)), told(share_of(members, "refused"))


def _groups(scored: Sequence[Scored]) -> Mapping[str, Sequence[Scored]]:
    kinds = {f"jenis {name}": members for name, members in grouped(scored, "kind").items()}
    styles = {f"gaya {name}": members for name, members in grouped(scored, "style").items()}
    return {_TOTAL: scored} | kinds | styles


def told(share: Share) -> str:
    """Return a share in percent with its interval."""
    low, high = share.interval
    return f"{decimal(share.percent, 1)} ({low:.0f}–{high:.0f})"


def decimal(number: float, places: int) -> str:
    """Return a number as Indonesians write it."""
    return f"{number:.{places}f}".replace(".", ",")


def _misses(scored: Sequence[Scored], most: int) -> Iterator[str]:
    found = worst(scored)
    if found[:most]:
        yield f"Yang paling meleset ({min(most, len(found))} dari {len(found)}):"
        yield "\n".join(map(_miss, found[:most]))


def _miss(one: Scored) -> str:
    expected = ", ".join(one.question.ids) or f"tidak dijawab ({one.question.kind})"
    got = ", ".join(one.topics) or "-"
    question = shorten(one.question.q, _SHOWN_CHARACTERS)
    return f"- {question}\n  seharusnya {expected}; didapat {got} ({one.outcome}, {decimal(one.score, 2)})"


def _confused(scored: Sequence[Scored]) -> Iterator[str]:
    found = confusions(scored)[:CONFUSIONS_SHOWN]
    if found:
        yield "Topik yang tertukar:"
        yield _table(
            ("seharusnya", "dijawab", "kali"), [(expected, got, str(times)) for (expected, got), times in found]
        )


def _table(headings: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> str:
    lines = [tuple(headings), *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = cells
    return "  ".join(
        [name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True))]
    )
