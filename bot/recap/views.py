"""What coordinators are shown of how rounds stand: all rounds, one by its units or areas, and the ways out."""

from collections.abc import Sequence
from datetime import date

from bot.actions.checklists import OpenVerification
from bot.actions.recap import OpenExport, OpenRecap, OpenRecaps, OpenUnitRecap, SendRecapFile
from bot.asking.words import thousands
from bot.checklists.rounds import Round
from bot.checklists.words import bar, distance, named_day
from bot.markup import bold, escape, shorten
from bot.people.paging import arrows, last_page
from bot.recap.advice import to_do
from bot.recap.standing import Stand
from bot.reports.figures import Tally
from bot.reports.wording import percent
from bot.view import Button, View

PAGE = 10
MOST_AREAS = 20
LONGEST_TITLE = 120
SMALL_BAR = 5
HALF_A_ROW = 30
"""Characters of a button that still fit when two share a row."""

NO_ROUNDS = View(
    "Belum ada daftar tugas yang terbuka. Bagikan daftar tugas kepada unit lebih dahulu; rekapnya tampil di sini."
)
GONE = "Daftar ini sudah tidak ada. Buka /rekap untuk yang terbaru."


def recaps_view(rounds: Sequence[tuple[Round, Tally]], page: int) -> View:
    """Show the open rounds, one beside the other."""
    page = min(page, last_page(len(rounds), PAGE))
    shown = rounds[page * PAGE : (page + 1) * PAGE]
    rows = [[Button(_label(round_.name, tally), OpenRecap(round_.id))] for round_, tally in shown]
    text = f"{bold('Rekap semua daftar')}\n{len(rounds)} daftar terbuka. Pilih yang ingin dilihat."
    return View(text, [*rows, arrows(page, len(rounds), OpenRecaps, PAGE)])


def _label(name: str, tally: Tally) -> str:
    late = f" ⏰{thousands(tally.late)}" if tally.late else ""
    return f"{bar(tally.share, SMALL_BAR)} · {shorten(name, 36)}{late}"


def recap_view(stand: Stand, tab: str, page: int) -> View:
    """Show how a round stands, what to do next, and its units or areas."""
    steps = [f"• {escape(step)}" for step in to_do(stand.units, stand.stuck)]
    by_areas = tab == "areas"
    listed = _areas(stand) if by_areas else _units_heading(stand)
    parts = [
        head(stand.round, stand.whole, stand.today, stand.weighted),
        "\n".join([bold("Yang perlu dilakukan"), *steps]),
        listed,
    ]
    rows = [] if by_areas else _unit_rows(stand, min(page, last_page(len(stand.units), PAGE)))
    return View("\n\n".join(parts), [_verify(stand), *rows, _tabs(stand, by_areas), *_files(stand.round)])


def head(round_: Round, tally: Tally, today: date, weighted: float | None = None) -> str:
    """Return the lines that say how far a round is."""
    weighed = "" if weighted is None else f" (berbobot {percent(weighted)})"
    done = f"{thousands(tally.finished)} dari {thousands(tally.counted)} selesai{weighed}"
    lines = [
        bold(shorten(round_.name, LONGEST_TITLE)),
        f"{bar(tally.share)} · {done}",
        counts(tally),
        f"📅 Tenggat {named_day(round_.due_on)} ({distance(round_.due_on, today)})",
    ]
    return "\n".join(filter(None, lines))


def counts(tally: Tally) -> str:
    """Return how many tasks are in which state; states without any are left out."""
    told = (
        ("🏅", tally.verified, "terverifikasi"),
        ("✅", tally.done, "menunggu verifikasi"),
        ("🟡", tally.doing, "proses"),
        ("🔁", tally.returned, "perlu perbaikan"),
        ("⬜", tally.open, "belum mulai"),
        ("⛔", tally.blocked, "terhambat"),
        ("➖", tally.exempt, "tidak berlaku"),
        ("⏰", tally.late, "lewat tenggat"),
    )
    return " · ".join(f"{sign} {thousands(many)} {name}" for sign, many, name in told if many)


def areas_text(areas: Sequence[tuple[str, Tally]]) -> str:
    """Return how far each area is, a line each."""
    lines = [_area_line(area, tally) for area, tally in areas[:MOST_AREAS]]
    rest = [f"… dan {len(areas) - MOST_AREAS} area lain"] if len(areas) > MOST_AREAS else []
    return "\n".join([*lines, *rest])


def _area_line(area: str, tally: Tally) -> str:
    late = f" ⏰ {thousands(tally.late)}" if tally.late else ""
    done = f"{thousands(tally.finished)}/{thousands(tally.counted)}"
    return f"{bar(tally.share, SMALL_BAR)} · {escape(shorten(area, 60))} {done}{late}"


def _areas(stand: Stand) -> str:
    return f"{bold('Per area')}\n{areas_text(stand.areas)}"


def _units_heading(stand: Stand) -> str:
    return f"{bold('Per unit')}\n{len(stand.units)} unit, yang paling tertinggal lebih dahulu."


def _unit_rows(stand: Stand, page: int) -> list[list[Button]]:
    shown = stand.units[page * PAGE : (page + 1) * PAGE]
    names = [(one, one.unit.short_name or one.unit.name) for one in shown]
    keys = [Button(_label(name, one.tally), OpenUnitRecap(one.id, stand.round.id, page)) for one, name in names]
    # Two a row where the names are as short as they mostly are: the summary above must stay in sight on a phone.
    wide = 1 if any(len(key.text) > HALF_A_ROW for key in keys) else 2
    rows = [keys[at : at + wide] for at in range(0, len(keys), wide)]
    return [*rows, arrows(page, len(stand.units), lambda to: OpenRecap(stand.round.id, "units", to), PAGE)]


def _verify(stand: Stand) -> list[Button]:
    done = stand.whole.done
    return [Button(f"✅ Verifikasi ({thousands(done)})", OpenVerification(), style="success")] if done else []


def _tabs(stand: Stand, by_areas: bool) -> list[Button]:
    id_ = stand.round.id
    tabs = [
        Button(f"{'' if by_areas else '• '}Per unit", OpenRecap(id_)),
        Button(f"{'• ' if by_areas else ''}Per area", OpenRecap(id_, "areas")),
    ]
    return tabs if stand.alone else [*tabs, Button("Per daftar", OpenRecaps())]


def _files(round_: Round) -> list[list[Button]]:
    return [
        [
            Button("🗺 Peta", SendRecapFile(round_.id, "heatmap")),
            Button("📈 Tren", SendRecapFile(round_.id, "trend")),
            Button("📄 Satu halaman", SendRecapFile(round_.id, "page")),
        ],
        [Button("⬇️ Ekspor", OpenExport(round_.id)), Button("🔄 Segarkan", OpenRecap(round_.id))],
    ]
