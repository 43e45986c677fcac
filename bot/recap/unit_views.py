"""How one unit stands in a round, as coordinators see it."""

from collections.abc import Sequence

from bot.actions.checklists import OpenTasks
from bot.actions.recap import OpenRecap, SendParcels
from bot.checklists.rules import is_late
from bot.checklists.store import Task
from bot.checklists.words import distance
from bot.markup import bold, escape, italic, shorten
from bot.recap.standing import UnitCard
from bot.recap.views import LONGEST_TITLE, areas_text, head
from bot.reports.figures import Tally, added
from bot.view import Button, View

SHOWN = 5
LONGEST_LINE = 90
NAMELESS = "PIC tanpa nama"


def unit_view(card: UnitCard, page: int) -> View:
    """Show how a unit stands: its areas, what is late and what is blocked, its people, and what to do."""
    tallies = [(task.area, _tally(task, card)) for task in card.tasks]
    late = [task for task in card.tasks if is_late(task, card.today)]
    blocked = [task for task in card.tasks if task.state == "blocked"]
    parts = [
        bold(shorten(card.unit.name, LONGEST_TITLE)),
        head(card.round, added(tally for _, tally in tallies), card.today),
        f"{bold('Per area')}\n{areas_text(_areas(tallies))}",
        _listed("⏰ Lewat tenggat", late, [distance(task.due_on, card.today) for task in late]),
        _listed("⛔ Terhambat", blocked, [task.progress.note or "tanpa keterangan" for task in blocked]),
        _people(card.focal),
    ]
    return View("\n\n".join(filter(None, parts)), _ways(card, page))


def _tally(task: Task, card: UnitCard) -> Tally:
    return Tally(total=1, late=int(is_late(task, card.today)), **{task.state: 1})


def _areas(tallies: Sequence[tuple[str, Tally]]) -> list[tuple[str, Tally]]:
    areas: dict[str, Tally] = {}
    for area, tally in tallies:
        areas[area] = areas.get(area, Tally()) + tally
    return list(areas.items())


def _listed(title: str, tasks: Sequence[Task], notes: Sequence[str]) -> str:
    if not tasks:
        return ""
    lines = [
        f"• {task.number}. {escape(shorten(task.title, LONGEST_LINE))} ({italic(shorten(note, LONGEST_LINE))})"
        for task, note in zip(tasks[:SHOWN], notes, strict=False)
    ]
    rest = [f"• … dan {len(tasks) - SHOWN} lagi"] if len(tasks) > SHOWN else []
    return "\n".join([bold(f"{title} ({len(tasks)})"), *lines, *rest])


def _people(focal: Sequence[str]) -> str:
    if not focal:
        return "👤 Belum ada PIC. Undang lewat /unit."
    named = ", ".join(escape(shorten(name, 40)) if name else NAMELESS for name in focal[:SHOWN])
    rest = f", dan {len(focal) - SHOWN} lagi" if len(focal) > SHOWN else ""
    return f"👤 PIC: {named}{rest}"


def _ways(card: UnitCard, page: int) -> list[list[Button]]:
    files = card.attached.get("file", 0) + card.attached.get("photo", 0)
    parcels = [Button(f"🗜 ZIP eviden ({files} berkas)", SendParcels(card.unit.id, card.round.id))] if files else []
    return [
        [Button("📋 Buka daftar tugas", OpenTasks(card.unit.id, card.round.id, "all"))],
        parcels,
        [Button("‹ Rekap", OpenRecap(card.round.id, "units", page))],
    ]
