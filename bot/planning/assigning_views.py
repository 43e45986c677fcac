"""What coordinators are shown while they hand a checklist out, and focal persons when it is done."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.checklists import OpenTasks
from bot.actions.planning import (
    AskDue,
    AskPeriod,
    CarryOver,
    OfferUnitList,
    OfferUnits,
    OpenPlan,
    PickUnit,
    PickUnits,
    PreviewRound,
    SearchUnitList,
    SetDue,
    SetPeriod,
    ShareRound,
)
from bot.actions.units import InviteToUnit, OpenJoined
from bot.asking.words import thousands
from bot.checklists.rounds import Round
from bot.checklists.words import distance, named_day
from bot.dialogues.prompts import CANCEL
from bot.markup import bold, escape, italic, shorten
from bot.people.paging import PAGE, arrows, last_page
from bot.people.store import KINDS, Unit
from bot.people.words import KIND_NAMES
from bot.planning.days import day_number, off_note
from bot.planning.desk_views import TO_PLANS
from bot.planning.drafts import Draft
from bot.planning.periods import LONGEST, SHORTEST, Span
from bot.planning.sharing import Shared
from bot.view import Button, View
from knowledge.schema import UnitKind
from reminders.calendar import is_working_day, working_day_up_to

NAMED = 12
LISTED = 40
OPENED = 10
"""Units of one person to whose tasks a button leads."""
ALL_KINDS = "semua"
PERIOD_LENGTH = View(f"Periode ditulis dengan {SHORTEST}–{LONGEST} huruf, mis. Triwulan IV 2026.")
NO_UNITS = "Belum ada unit yang dipilih."
ALL_HAVE_IT = "Semua unit sudah memilikinya."
SHARED_ALREADY = "Sudah dibagikan."
SEARCH_PROMPT = View("🔎 Ketik sebagian nama atau singkatan unit, misalnya: dinkes")


def period_view(draft: Draft, spans: Sequence[Span]) -> View:
    """Ask for the period."""
    buttons = [Button(span.name, SetPeriod(draft.id, span.code)) for span in spans]
    return View(
        f"📨 Bagikan {bold(draft.checklist.title)}\nUntuk periode apa? Pilih, atau tulis, mis. Triwulan I 2027.",
        [*([button] for button in buttons), [CANCEL]],
    )


def clash_view(there: Round) -> View:
    """Say that a checklist has an open round of that period already."""
    return View(
        f"{bold(there.name)} sudah dibagikan. Tambah unit di sana, atau tulis periode lain.",
        [[Button(f"Buka {shorten(there.period, 40)}", OpenPlan(there.id))], [CANCEL]],
    )


def due_view(draft: Draft, days: Sequence[date], today: date) -> View:
    """Ask for the day on which it is due."""
    buttons = [Button(named_day(day), SetDue(draft.id, day_number(day))) for day in days]
    return View(
        f"📅 {bold(f'{draft.checklist.title} · {draft.period}')}\nKapan tenggatnya? "
        f"Tulis tanggalnya, mis. 15 Jan {today.year + 1}, 15/1/{today.year + 1}, akhir maret, atau jumat depan.",
        [*([button] for button in buttons), [CANCEL]],
    )


def due_read_view(draft: Draft, day: date, today: date) -> View:
    """Read a day back before it counts."""
    earlier = working_day_up_to(day)
    instead = [Button(f"Pakai {named_day(earlier)}", SetDue(draft.id, day_number(earlier)))]
    return View(
        f"Tenggat {bold(named_day(day))} ({distance(day, today)}).{off_note(day)}\n"
        "Benar? Bila bukan, tulis tanggal lain.",
        [
            [Button(f"✅ Ya, {named_day(day)}", SetDue(draft.id, day_number(day)), style="success")],
            instead if not is_working_day(day) and earlier >= today else [],
            [CANCEL],
        ],
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """The units that a draft can have, without those that have the round already; the kinds it is meant for."""

    draft: Draft
    units: Sequence[Unit]
    usual: Collection[UnitKind]

    @property
    def picked(self) -> int:
        """How many are picked."""
        return sum(unit.id in self.draft.units for unit in self.units)


def units_view(choice: Choice) -> View:
    """Offer the units: all, by kind, or from the list."""
    draft = choice.draft
    usual = ", ".join(KIND_NAMES[kind] for kind in KINDS if kind in choice.usual)
    hint = f"\n{italic(f'Lazimnya untuk: {usual}.')}" if usual else ""
    kinds = Counter(unit.kind for unit in choice.units)
    buttons = [_kind_button(choice, KIND_NAMES[kind], kind, kinds[kind]) for kind in KINDS if kinds[kind]]
    everything = _kind_button(choice, "Semua unit", ALL_KINDS, len(choice.units))
    return View(
        f"🏢 {bold(f'{draft.checklist.title} · {draft.period}')}\nUnit mana saja?{hint}\n"
        f"Terpilih: {choice.picked} unit.",
        [
            [everything],
            *(buttons[start : start + 2] for start in range(0, len(buttons), 2)),
            [Button("☑️ Pilih dari daftar", OfferUnitList(draft.id))],
            _go_on(choice),
            [CANCEL],
        ],
    )


def _kind_button(choice: Choice, label: str, kind: str, many: int) -> Button:
    of_kind = [unit.id for unit in choice.units if kind in (ALL_KINDS, unit.kind)]
    whole = all(unit_id in choice.draft.units for unit_id in of_kind)
    return Button(f"{'☑️' if whole else '⬜'} {label} ({many})", PickUnits(choice.draft.id, kind, int(not whole)))


def _go_on(choice: Choice) -> list[Button]:
    if not choice.picked:
        return []
    return [Button(f"Lanjut: {choice.picked} unit ›", PreviewRound(choice.draft.id), style="primary")]


def unit_list_view(choice: Choice, shown: Sequence[Unit], page: int) -> View:
    """Show a page of the units to pick from; `shown` are those that the words may mean."""
    draft = choice.draft
    page = min(page, last_page(len(shown)))
    rows = [[_unit_button(draft, unit, page)] for unit in shown[page * PAGE : (page + 1) * PAGE]]
    found = f"\n🔎 “{escape(draft.words)}”: {len(shown)} unit." if draft.words else ""
    search = [Button("🔎 Cari", SearchUnitList(draft.id))]
    if draft.words:
        search.append(Button("Tampilkan semua", SearchUnitList(draft.id, 1)))
    return View(
        f"☑️ {bold('Pilih unit')} · terpilih {choice.picked} dari {len(choice.units)}{found}",
        [
            *rows,
            arrows(page, len(shown), lambda number: OfferUnitList(draft.id, number)),
            search,
            _go_on(choice),
            [Button("‹ Kembali", OfferUnits(draft.id))],
        ],
    )


def _unit_button(draft: Draft, unit: Unit, page: int) -> Button:
    picked = unit.id in draft.units
    label = f"{'☑️' if picked else '⬜'} {shorten(unit.name, 56)}"
    return Button(label, PickUnit(draft.id, unit.id, int(not picked), page))


def preview_view(draft: Draft, due_on: date, units: Sequence[Unit], past: int, today: date) -> View:
    """Show what would be handed out; `past` counts the items that would be late at once."""
    items = draft.checklist.items
    warning = f"\n⚠️ {past} butir sudah lewat tenggatnya sejak awal; ubah tenggat atau hari butirnya." if past else ""
    carried = ""
    if draft.copied_from:
        what = "target, satuan, anggaran, dan “tidak berlaku” beserta alasannya"
        carried = f"\n🔁 {'Ikut disalin' if draft.carries else 'Tidak disalin'}: {what}."
    text = (
        f"📨 {bold(f'{draft.checklist.title} · {draft.period}')}\n"
        f"Tenggat {named_day(due_on)} ({distance(due_on, today)}){off_note(due_on)}\n"
        f"{len(units)} unit × {items} butir = {thousands(len(units) * items)} tugas\n"
        f"{names_of(units)}{carried}{warning}\n\nPIC yang sudah bergabung langsung diberi tahu."
    )
    return View(text, _preview_rows(draft))


def _preview_rows(draft: Draft) -> list[list[Button]]:
    changes = [Button("✏️ Unit", OfferUnits(draft.id))]
    if not draft.extends:
        changes = [Button("✏️ Periode", AskPeriod(draft.id)), Button("✏️ Tenggat", AskDue(draft.id)), *changes]
    label = "Jangan salin angkanya" if draft.carries else "Salin juga angkanya"
    carry = [Button(label, CarryOver(draft.id, int(not draft.carries)))] if draft.copied_from else []
    return [[Button("📨 Bagikan", ShareRound(draft.id), style="success")], changes, carry, [CANCEL]]


def names_of(units: Sequence[Unit]) -> str:
    """Return the short names of units, the first dozen of them."""
    named = ", ".join(escape(shorten(unit.short_name, 24)) for unit in units[:NAMED])
    return f"{named}, dan {len(units) - NAMED} lagi" if len(units) > NAMED else named


def shared_view(shared: Shared, told: int) -> View:
    """Say what was handed out, and which units have nobody who could know."""
    found = shared.round
    carried = f"\n🔁 {thousands(shared.carried)} tugas memakai isian periode sebelumnya." if shared.carried else ""
    without = shared.without_focal
    orphans = f"\n\n⚪ {len(without)} unit belum punya PIC: {names_of(without)}." if without else ""
    rows = [[Button("📋 Lihat periode ini", OpenPlan(found.id))], [TO_PLANS]]
    if len(without) == 1:
        rows.insert(0, [Button(f"✉️ Undang PIC {without[0].short_name}", InviteToUnit(without[0].id))])
    elif without:
        rows.insert(0, [Button("✉️ Undang PIC-nya", OpenJoined())])
    return View(
        f"✅ {bold(found.name)}\n{thousands(shared.tasks)} tugas dibagikan ke {len(shared.units)} unit, "
        f"tenggat {named_day(found.due_on)}.{carried}\n{told} PIC diberi tahu.{orphans}",
        rows,
    )


def told_view(found: Round, units: Sequence[Unit], items: int) -> View:
    """Tell a focal person of new tasks."""
    buttons = [Button(_open_label(unit, len(units)), OpenTasks(unit.id, found.id)) for unit in units[:OPENED]]
    return View(
        f"📋 {bold('Tugas baru')}: {escape(found.name)}\n"
        f"Unit: {names_of(units)}\n{items} butir, tenggat {named_day(found.due_on)}.",
        [[button] for button in buttons],
    )


def _open_label(unit: Unit, many: int) -> str:
    return "Buka tugas" if many == 1 else f"Buka tugas {shorten(unit.short_name, LISTED)}"
