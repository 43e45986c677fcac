"""What focal persons are shown: the unit's tasks in a round, and one task with all that belongs to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.actions.checklists import (
    AddEvidence,
    EnterNumber,
    ExplainTask,
    MarkTask,
    OfferEvidence,
    OpenAreas,
    OpenEvidence,
    OpenRounds,
    OpenTask,
    OpenTaskHistory,
    OpenTasks,
    ReturnTask,
    UndoTask,
)
from bot.actions.recap import OpenUnitRecap
from bot.asking.words import short_date
from bot.checklists.rounds import Item, Round
from bot.checklists.rules import finished_share, is_due, is_late
from bot.checklists.states import BY_FOCAL_PERSON, NAMES, SIGNS, UNFINISHED, State
from bot.checklists.store import Progress, Task
from bot.checklists.words import amount, bar, distance, named_day, size
from bot.evidence.store import Evidence
from bot.markup import bold, escape, italic, shorten
from bot.people.paging import arrows, last_page
from bot.people.store import Unit
from bot.view import Button, View

PAGE = 8
AREAS, ROUNDS = 20, 40
"""How many are shown at once; Telegram takes no more than a hundred buttons."""
AREA = "area-"
SHOWN = {"open": "Belum", "due": "Jatuh tempo", "all": "Semua"}
NOTHING = {
    "open": "Semua sudah selesai. 🎉",
    "due": "Tidak ada yang jatuh tempo dalam 7 hari ini.",
    "all": "Belum ada butir.",
}
LABELS: dict[State, str] = {
    "done": "✅ Selesai",
    "doing": "🟡 Proses",
    "open": "⬜ Belum",
    "blocked": "⛔ Terhambat",
    "exempt": "➖ Tidak berlaku",
}
NUMBERS = {
    "target": "Target",
    "realised": "Realisasi",
    "measure": "Satuan",
    "budget": "Anggaran",
    "obstacle": "Kendala",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit's tasks in a round, seen on a day of the unit's own calendar; `alone` when there is nothing to choose.

    `overseen` when the viewer is a coordinator, who came from the recap.
    """

    unit: Unit
    round: Round
    tasks: Sequence[Task]
    today: date
    alone: bool
    overseen: bool = False


def rounds_view(sheets: Sequence[Sheet]) -> View:
    """Offer the rounds of somebody's units."""
    rows = [[Button(_round_label(sheet), OpenTasks(sheet.unit.id, sheet.round.id))] for sheet in sheets[:ROUNDS]]
    rest = f"\n{len(sheets) - ROUNDS} daftar lain, yang tenggatnya lebih jauh, menyusul." if sheets[ROUNDS:] else ""
    return View(f"{bold('Tugas unit Anda')}\nPilih daftar yang ingin dibuka.{rest}", rows)


def _round_label(sheet: Sheet) -> str:
    done, counted = finished_share(list(sheet.tasks))
    share = f" · {done}/{counted}"
    return shorten(f"{sheet.unit.short_name}: {sheet.round.name}", 64 - len(share)) + share


NO_TASKS = View(
    "Belum ada tugas untuk unit Anda. Koordinator membagikan daftar tugas menjelang setiap periode; "
    "Anda akan diberi tahu."
)
NO_UNIT = View(
    "Daftar tugas dibuka untuk PIC dan kepala unit. Bila Anda PIC, mintalah tautan undangan unit kepada koordinator, "
    "lalu buka tautannya di Telegram. Koordinator melihat tugas semua unit di /rekap."
)
GONE = "Tugas ini sudah tidak ada. Buka /tugas untuk daftar terbaru."
CLOSED = "Periode ini sudah ditutup; tugasnya tidak dapat diubah lagi."
VERIFIED = "Butir ini sudah terverifikasi. Bila perlu diubah, mintalah koordinator mengembalikannya."
CHANGED = "Keadaannya sudah berubah; ini yang terbaru."


def tasks_view(sheet: Sheet, shown: str, page: int) -> View:
    """Show the progress of a unit and a page of its tasks."""
    shown = shown if shown in SHOWN or area_named(sheet, shown) else "all"
    picked = [task for task in sheet.tasks if _is_shown(sheet, task, shown)]
    pages = max(1, -(-len(picked) // PAGE))
    page = min(page, pages - 1)
    rows = [_task_row(task, sheet.today, shown, page) for task in picked[page * PAGE : (page + 1) * PAGE]]
    footer = f"\n\n{_what_is_shown(sheet, shown, bool(picked))}".rstrip()
    return View(
        _head(sheet) + footer, [*rows, _paging(sheet, shown, page, pages), _filters(sheet, shown), *_ways(sheet)]
    )


def _is_shown(sheet: Sheet, task: Task, shown: str) -> bool:
    match shown:
        case "open":
            return task.state in UNFINISHED
        case "due":
            return is_due(task, sheet.today)
        case "all":
            return True
        case _:
            return task.area == area_named(sheet, shown)


def _what_is_shown(sheet: Sheet, shown: str, anything: bool) -> str:
    if not anything:
        return italic(NOTHING[shown])
    area = area_named(sheet, shown)
    return f"🧭 {escape(area)}" if area else ""


def areas_of(sheet: Sheet) -> list[str]:
    """Return the areas of the tasks, in their order."""
    return list(dict.fromkeys(task.area for task in sheet.tasks))


def area_named(sheet: Sheet, shown: str) -> str | None:
    """Return the area that a button names by its number, None when it names none."""
    number = int(shown[len(AREA) :]) if re.fullmatch(f"{AREA}[0-9]+", shown) else -1
    areas = areas_of(sheet)
    return areas[number] if 0 <= number < len(areas) else None


def areas_view(sheet: Sheet, page: int) -> View:
    """Offer a page of the areas, each with how much of it is finished."""
    areas = areas_of(sheet)
    first = min(page, last_page(len(areas), AREAS)) * AREAS
    rows = []
    for number, area in enumerate(areas[first : first + AREAS], start=first):
        done, counted = finished_share([task for task in sheet.tasks if task.area == area])
        to = OpenTasks(sheet.unit.id, sheet.round.id, f"{AREA}{number}")
        rows.append([Button(shorten(f"{area} · {done}/{counted}", 60), to)])
    back = [Button("‹ Daftar", OpenTasks(sheet.unit.id, sheet.round.id))]
    ways = arrows(first // AREAS, len(areas), lambda to: OpenAreas(sheet.unit.id, sheet.round.id, to), AREAS)
    return View(_head(sheet) + "\n\n🧭 Pilih area.", [*rows, ways, back])


def _head(sheet: Sheet) -> str:
    done, counted = finished_share(list(sheet.tasks))
    lines = [
        bold(sheet.round.name),
        escape(sheet.unit.name),
        f"{bar(done / counted if counted else None)} · {done} dari {counted} selesai",
        _counts(sheet),
        f"📅 Tenggat {named_day(sheet.round.due_on)} ({distance(sheet.round.due_on, sheet.today)})",
    ]
    return "\n".join(filter(None, lines))


def _counts(sheet: Sheet) -> str:
    late = sum(is_late(task, sheet.today) for task in sheet.tasks)
    told: tuple[State, ...] = ("verified", "returned", "blocked")
    counted = [(state, sum(task.state == state for task in sheet.tasks)) for state in told]
    parts = [f"{SIGNS[state]} {many} {NAMES[state]}" for state, many in counted if many]
    return " · ".join([*parts, *([f"⏰ {late} lewat tenggat"] if late else [])])


def _task_row(task: Task, today: date, shown: str, page: int) -> list[Button]:
    sign = "⏰" if is_late(task, today) else SIGNS[task.state]
    return [Button(shorten(f"{sign} {task.number}. {task.title}", 60), OpenTask(task.id, shown, page))]


def _paging(sheet: Sheet, shown: str, page: int, pages: int) -> list[Button]:
    if pages == 1:
        return []

    def to(number: int) -> Action:
        return OpenTasks(sheet.unit.id, sheet.round.id, shown, number)

    before = [Button("‹ Sebelumnya", to(page - 1))] if page else []
    after = [Button("Berikutnya ›", to(page + 1))] if page + 1 < pages else []
    return [*before, Button(f"{page + 1}/{pages}", to(page)), *after]


def _filters(sheet: Sheet, shown: str) -> list[Button]:
    many = {name: sum(_is_shown(sheet, task, name) for task in sheet.tasks) for name in SHOWN}
    return [
        Button(f"{'• ' if name == shown else ''}{label} {many[name]}", OpenTasks(sheet.unit.id, sheet.round.id, name))
        for name, label in SHOWN.items()
    ]


def _ways(sheet: Sheet) -> list[list[Button]]:
    by_area = [Button("🧭 Menurut area", OpenAreas(sheet.unit.id, sheet.round.id))] if len(sheet.tasks) > PAGE else []
    other = [] if sheet.alone else [Button("🗂 Daftar lain", OpenRounds())]
    above = [[Button("‹ Rekap unit", OpenUnitRecap(sheet.unit.id, sheet.round.id))]] if sheet.overseen else []
    return [[*by_area, *other], *above]


@dataclass(frozen=True, slots=True)
class Card:
    """A task with all that is shown of it; `mine` when the viewer may change it, `undoable` the last change too."""

    task: Task
    item: Item
    sheet: Sheet
    evidence: Sequence[Evidence]
    mine: bool
    undoable: bool


def task_view(card: Card, shown: str = "open", page: int = 0) -> View:
    """Show a task: what is to be done, how far it is, and what can be done now."""
    task, sheet = card.task, card.sheet
    parts = [
        f"{bold(f'{task.number}. {task.title}')}\n{escape(task.area)} · {escape(sheet.round.name)}",
        _state_lines(card),
        _what(card.item),
        _numbers_text(card),
        _evidence_text(card.evidence),
    ]
    back = Button("‹ Daftar", OpenTasks(sheet.unit.id, sheet.round.id, shown, page))
    rows = [*(_changes(card) if card.mine else []), _looks(card), _judging(card), [back]]
    return View("\n\n".join(filter(None, parts)), [row for row in rows if row])


def _state_lines(card: Card) -> str:
    task, today = card.task, card.sheet.today
    late = " ⏰" if is_late(task, today) else ""
    due = f"tenggat {named_day(task.due_on)} ({distance(task.due_on, today)}){late}"
    line = f"{SIGNS[task.state]} {NAMES[task.state].capitalize()} · {due}"
    note = task.progress.note
    return line + (f"\n💬 {italic(note)}" if note else "")


def _what(item: Item) -> str:
    lines = [
        escape(item.todo),
        f"{bold('Eviden')}: {escape(item.evidence)}" if item.evidence else "",
        f"{bold('Penanggung jawab')}: {escape(item.who)}" if item.who else "",
    ]
    return "\n".join(filter(None, lines))


def _numbers_text(card: Card) -> str:
    return f"{bold('Angka')}\n" + numbers_line(card.task.progress) if card.item.numbers else ""


def numbers_line(progress: Progress) -> str:
    """Return the figures of a task, one a line."""
    measure = f" {escape(progress.measure)}" if progress.measure else ""
    target = "–" if progress.target is None else f"{amount(progress.target)}{measure}"
    realised = "–" if progress.realised is None else f"{amount(progress.realised)}{measure}"
    lines = [f"Target {target} · realisasi {realised}"]
    if progress.budget is not None:
        lines.append(f"Anggaran Rp{amount(progress.budget)}")
    if progress.obstacle:
        lines.append(f"Kendala: {escape(progress.obstacle)}")
    return "\n".join(lines)


def _evidence_text(evidence: Sequence[Evidence]) -> str:
    if not evidence:
        return "📎 Belum ada eviden."
    listed = [f"• {evidence_line(piece)}" for piece in evidence[:5]]
    rest = [f"• … dan {len(evidence) - 5} lagi"] if len(evidence) > 5 else []
    return "\n".join([f"📎 {bold(f'Eviden ({len(evidence)})')}", *listed, *rest])


def evidence_line(piece: Evidence) -> str:
    """Name a piece of evidence."""
    if piece.upload_id is None:
        return escape(shorten(piece.name, 120))
    kept = size(piece.size) if piece.hash else "sedang disimpan"
    return f"{escape(shorten(piece.name, 60))} ({kept})"


def _judging(card: Card) -> list[Button]:
    # What is only finished is judged where all that waits is; this is for what was judged too soon, or not at all.
    task, judged = card.task, card.task.state in ("verified", "exempt")
    may = card.sheet.overseen and not card.sheet.round.closed and judged
    return [Button("🔁 Kembalikan", ReturnTask(task.id, task.version))] if may else []


def _changes(card: Card) -> list[list[Button]]:
    task = card.task
    undo = [Button("↩️ Urungkan", UndoTask(task.id, task.version))] if card.undoable else []
    if task.state == "verified":
        return [undo]
    marks = [
        Button(LABELS[state], MarkTask(task.id, task.version, state), style="success" if state == "done" else None)
        for state in BY_FOCAL_PERSON[task.state]
    ]
    numbers = [Button(f"✏️ {label}", EnterNumber(task.id, part)) for part, label in NUMBERS.items()]
    return [
        *([marks[i : i + 2] for i in range(0, len(marks), 2)]),
        [Button("📎 Tambah eviden", AddEvidence(task.id)), Button("♻️ Pakai yang ada", OfferEvidence(task.id))],
        *([numbers[:3], numbers[3:]] if card.item.numbers else []),
        undo,
    ]


def _looks(card: Card) -> list[Button]:
    return [
        *([Button("❓ Apa ini?", ExplainTask(card.task.id))] if card.item.topic_id else []),
        *([Button("🗂 Eviden", OpenEvidence(card.task.id))] if card.evidence else []),
        Button("🕘 Riwayat", OpenTaskHistory(card.task.id)),
    ]


NUMBER_PROMPTS = {
    "target": "Tulis targetnya dengan angka, mis. 85 atau 1.250,5.",
    "realised": "Tulis realisasinya dengan angka, mis. 85 atau 1.250,5.",
    "measure": "Tulis satuannya, mis. persen, dokumen, atau orang.",
    "budget": "Tulis anggarannya dalam rupiah, mis. 150.000.000 atau 150 juta.",
    "obstacle": "Tulis kendalanya dengan singkat.",
}
NOT_A_NUMBER = View("Itu belum terbaca sebagai angka. Tulis angkanya saja, mis. 85 atau 1.250,5.")
WHY = {
    "blocked": "Apa hambatannya? Tulis singkat; koordinator ikut membacanya dan pengingat untuk butir ini berhenti.",
    "exempt": "Mengapa butir ini tidak berlaku bagi unit Anda? Tulis alasannya dengan singkat.",
    "returned": "Apa yang perlu diperbaiki? Tulis singkat; PIC yang sudah bergabung langsung membacanya.",
}


def why_prompt(task: Task, state: State) -> View:
    """Ask for the reason of a state."""
    return View(f"{bold(f'{task.number}. {task.title}')}\n{WHY[state]}")


def number_prompt(task: Task, part: str) -> View:
    """Ask for a figure of a task."""
    return View(f"{bold(f'{task.number}. {task.title}')}\n{NUMBER_PROMPTS[part]}")


def blocked_view(task: Task, unit: Unit, round_: Round) -> View:
    """Tell a coordinator that a unit cannot go on."""
    return View(
        f"⛔ {bold(unit.name)} terhambat: butir {task.number}, {escape(task.title)} ({escape(round_.name)}).\n"
        f"💬 {italic(task.progress.note or '')}",
        [[Button("Lihat butir", OpenTask(task.id))]],
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: when, who, and what became of it."""

    at: datetime
    who: str
    what: str


def history_view(title: str, events: Sequence[Event], zone: ZoneInfo, back: Button | None) -> View:
    """Show what became of a task or a unit, the newest first."""
    lines = [f"• {_when(event.at, zone)} · {escape(event.who)}: {escape(shorten(event.what, 160))}" for event in events]
    return View("\n".join([bold(title), *(lines or ["Belum ada perubahan."])]), [[back]] if back else [])


def _when(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{short_date(local.date())} {local:%H.%M}"
