"""What the demo's units have done so far: two rounds handed out weeks ago, and a life of their own since.

Everything follows from the units' codes, the items and today, so that two demos of a day are alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zlib import crc32

from bot.audit import By
from bot.checklists import rounds, rules
from bot.checklists import store as tasks
from bot.checklists.rounds import Item, Round
from bot.checklists.states import State
from bot.checklists.store import Progress, Task
from bot.database import Connection
from bot.evidence import store as evidence
from bot.people.standing import holders
from bot.people.store import ZONES, Unit, all_units
from bot.planning.making import items_of
from bot.planning.periods import span_of
from knowledge.schema import Checklist
from reminders.calendar import is_working_day, working_day_up_to

LINK = "https://contoh.go.id/eviden/{code}/{number}"
OBSTACLES = ("Menunggu data dari bidang lain.", "Akun aplikasinya belum aktif.", "Anggarannya masih direvisi.")
EXEMPTIONS = ("Unit tidak memiliki layanan langsung.", "Sudah dicakup oleh daftar Bagian Organisasi.")
RETURNS = ("Mohon lampirkan dokumen yang sudah ditandatangani.", "Periodenya belum sesuai; mohon diperbarui.")


@dataclass(frozen=True, slots=True)
class Plan:
    """A round of the demo: the template, how long ago it was handed out, and in how long it is due."""

    template: str
    handed_out: timedelta
    due_in: timedelta


PLANS = (
    Plan("daftar.renaksi-triwulan", timedelta(weeks=6), timedelta(days=16)),
    Plan("daftar.skm", timedelta(weeks=9), timedelta(days=37)),
)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of a task at a moment, by a unit's focal person or a coordinator; perhaps with evidence."""

    at: datetime
    task: int
    person: int | None
    progress: Progress
    proof: bool = False


def seed_progress(on: Connection, templates: Mapping[str, Checklist], coordinator: int, now: datetime) -> None:
    """Hand the rounds of the demo out to all units, and let them have worked on them."""
    units = all_units(on)
    for plan in PLANS:
        if template := templates.get(plan.template):
            round_id = _hand_out(on, plan, template, [unit.id for unit in units], By(coordinator, now))
            _live(on, round_id, units, coordinator, By(None, now - plan.handed_out), now)


def _hand_out(on: Connection, plan: Plan, template: Checklist, units: Sequence[int], by: By) -> int:
    then = By(by.person_id, by.now - plan.handed_out)
    checklist = rounds.make_checklist(on, template.title, template.about, items_of(template), then, template.id)
    today = by.now.astimezone(ZONES["WIB"]).date()
    due_on = working_day_up_to(today + plan.due_in)
    round_id = rounds.open_round(on, checklist, span_of(template.period, today).name, due_on, then) or 0
    rounds.assign(on, round_id, units, then)
    return round_id


def _live(on: Connection, round_id: int, units: Sequence[Unit], coordinator: int, begun: By, now: datetime) -> None:
    found = rounds.find_round(on, round_id)
    if found is None:
        return
    items = {item.id: item for item in rounds.items_of(on, found.checklist_id)}
    known = {task.id: (task, unit) for unit in units for task in tasks.tasks_of(on, round_id, unit.id)}
    focal = {unit.id: next(iter(holders(on, "focal", unit.id)), None) for unit in units}
    steps = [
        step
        for task, unit in known.values()
        for step in _Life(found, task, items[task.item_id], unit, focal[unit.id], coordinator, begun.now, now).steps()
    ]
    for step in sorted(steps, key=lambda one: (one.at, one.task)):
        task, unit = known[step.task]
        known[step.task] = (_take(on, step, task, unit, items[task.item_id]), unit)


def _take(on: Connection, step: Step, task: Task, unit: Unit, item: Item) -> Task:
    by = By(step.person, step.at)
    if step.proof and item.evidence:
        linked = _luck(unit, item, "tautan") < 0.4
        text = LINK.format(code=unit.code, number=item.position) if linked else f"{item.evidence}: ada di arsip unit."
        evidence.attach(on, task.id, unit.id, "link" if linked else "note", by, upload_id=None, text=text)
    return tasks.change(on, task, step.progress, by) or task


def _luck(unit: Unit, item: Item, what: str) -> float:
    return crc32(f"{unit.code} {item.title} {what}".encode()) / 2**32


@dataclass(frozen=True, slots=True)
class _Life:
    """What becomes of one task."""

    round: Round
    task: Task
    item: Item
    unit: Unit
    focal: int | None
    coordinator: int
    begun: datetime
    now: datetime

    def steps(self) -> list[Step]:
        """Return all that becomes of it, in order."""
        if self._luck("selesai") < self._diligence() * self._urgency():
            return self._finished()
        luck = self._luck("lain")
        if luck < 0.2:
            return [self._step("doing", self._moment(0.5 + luck))]
        if luck < 0.25:
            return [self._step("blocked", self._moment(0.6 + luck), _one_of(OBSTACLES, luck / 0.25))]
        exempt = 0.25 <= luck < 0.28
        return [self._step("exempt", self._moment(luck), _one_of(EXEMPTIONS, luck / 0.28))] if exempt else []

    def _luck(self, what: str) -> float:
        return _luck(self.unit, self.item, what)

    def _diligence(self) -> float:
        return 0.25 + 0.75 * crc32(f"{self.unit.code} {self.round.title}".encode()) / 2**32

    def _urgency(self) -> float:
        """Return how much of what can be done by now is done: all that is due, and less of what is not."""
        return 1.0 if self.task.due_on <= self.now.date() else 0.6

    def _moment(self, share: float) -> datetime:
        """Return a moment in office hours, that share of the way from the beginning to now."""
        there = self.begun + (self.now - self.begun) * min(share, 1.0)
        day = working_day_up_to(there.date())
        at = _office_hour(day, self._luck("jam"))
        return min(max(at, self.begun), self.now)

    def _finished(self) -> list[Step]:
        done_at = self._moment(0.1 + 0.88 * self._luck("kapan"))
        done = self._step("done", done_at)
        judged_at = _at_work(done_at + timedelta(days=1 + round(5 * self._luck("periksa"))))
        if judged_at > self.now or self._luck("antre") < 0.15:
            return [done]
        returned = self._luck("kembali") < 0.08
        state: State = "returned" if returned else "verified"
        reason = _one_of(RETURNS, self._luck("alasan")) if returned else None
        progress = rules.judged(done.progress, state, reason, self.coordinator, judged_at)
        return [done, Step(judged_at, self.task.id, self.coordinator, progress or done.progress)]

    def _step(self, state: State, at: datetime, reason: str | None = None) -> Step:
        marked = rules.marked(self.task.progress, state, reason, self.focal or 0, at) or self.task.progress
        progress = replace(marked, done_by=self.focal if state == "done" else None)
        if self.item.numbers and state in ("done", "doing"):
            progress = self._figures(progress)
        return Step(at, self.task.id, self.focal, progress, proof=state == "done")

    def _figures(self, progress: Progress) -> Progress:
        target = float(4 + round(16 * self._luck("target")))
        realised = round(target * (0.7 + 0.3 * self._luck("realisasi")))
        return replace(
            progress,
            target=target,
            realised=float(realised) if progress.state == "done" else None,
            measure="dokumen",
            budget=5_000_000 * round(9 * self._luck("anggaran")) if self._luck("berbiaya") < 0.4 else None,
        )


def _at_work(at: datetime) -> datetime:
    while not is_working_day(at.date()):
        at += timedelta(days=1)
    return at


def _one_of(words: Sequence[str], luck: float) -> str:
    return words[int(min(luck, 0.999) * len(words))]


def _office_hour(day: date, luck: float) -> datetime:
    minutes = round(luck * 7 * 60)
    return datetime(day.year, day.month, day.day, 8, 15, tzinfo=ZONES["WIB"]) + timedelta(minutes=minutes)
