"""The files of a recap: pictures, one page for the leader, and the workbook. Made in a process of their own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bot.aside import About, Ground
from bot.checklists.states import NAMES
from bot.checklists.words import amount
from bot.database import Connection, Row
from bot.recap import store
from bot.recap.advice import to_do
from bot.recap.gathering import recap_of
from bot.recap.store import ItemRow
from bot.reports.excel import workbook
from bot.reports.figures import AuditRow, EvidenceRow, TaskRow, UnitRow
from bot.reports.heatmap import heatmap
from bot.reports.onepage import onepage_pdf, onepage_png
from bot.reports.trend import trend
from reminders.clock import from_millis

STUCK_NAMED = 3
NOBODY = "–"
People = Mapping[int, str]


def make_heatmap(on: Connection, ground: Ground, about: About) -> bytes:
    """Return the heat map of a round."""
    return heatmap(recap_of(on, ground, about["round"])[0])


def make_trend(on: Connection, ground: Ground, about: About) -> bytes:
    """Return the trend of a round."""
    return trend(recap_of(on, ground, about["round"])[0])


def make_page(on: Connection, ground: Ground, about: About) -> bytes:
    """Return the page for the leader as a picture."""
    recap, stands = recap_of(on, ground, about["round"])
    return onepage_png(recap, to_do(stands, store.stuck(on, about["round"], STUCK_NAMED)))


def make_pdf(on: Connection, ground: Ground, about: About) -> bytes:
    """Return the page for the leader as a PDF."""
    recap, stands = recap_of(on, ground, about["round"])
    return onepage_pdf(recap, to_do(stands, store.stuck(on, about["round"], STUCK_NAMED)))


def make_excel(on: Connection, ground: Ground, about: About) -> bytes:
    """Return the workbook of a round."""
    recap, _ = recap_of(on, ground, about["round"])
    source = _source(on, about["round"])
    return workbook(recap, _tasks(source), _evidence(source), _history(source))


def _people(on: Connection) -> People:
    rows = on.all("SELECT person_id, name FROM people WHERE name IS NOT NULL")
    return {row["person_id"]: row["name"] for row in rows}


def _name(people: People, person_id: int | None) -> str:
    return people.get(person_id or 0, NOBODY)


@dataclass(frozen=True, slots=True)
class _Source:
    """A round to be read, one unit after the other: sorting all of its rows would take longer than reading them."""

    on: Connection
    round_id: int
    people: People
    items: Mapping[int, ItemRow]
    units: Sequence[tuple[int, UnitRow]]

    def rows(self, sql: str) -> Iterator[tuple[str, Row]]:
        """Yield the units' names and their rows; the statement names the unit and the round."""
        for unit_id, unit in self.units:
            for row in self.on.all(sql, round_id=self.round_id, unit_id=unit_id):
                yield unit.name, row


def _source(on: Connection, round_id: int) -> _Source:
    units = sorted(store.units(on).items(), key=lambda one: one[1].name)
    return _Source(on, round_id, _people(on), store.items(on, round_id), units)


OF_UNIT = " WHERE tasks.round_id = :round_id AND tasks.unit_id = :unit_id"


def _tasks(source: _Source) -> Iterator[TaskRow]:
    days: dict[str, date] = {}
    words = f"SELECT tasks.* FROM tasks JOIN items ON items.id = tasks.item_id{OF_UNIT} ORDER BY items.position"  # noqa: S608 - our own words
    for unit, row in source.rows(words):
        day = days.setdefault(row["due_on"], date.fromisoformat(row["due_on"]))
        yield _task(unit, row, source.items[row["item_id"]], day, source.people)


def _task(unit: str, row: Row, item: ItemRow, day: date, people: People) -> TaskRow:
    done, verified = row["done_at"], row["verified_at"]
    return TaskRow(
        unit=unit,
        area=row["area"],
        number=item.position,
        title=item.title,
        state=NAMES[row["state"]],
        due_on=day,
        weight=item.weight,
        target=row["target"],
        realised=row["realised"],
        measure=row["measure"] or "",
        budget=row["budget"],
        obstacle=row["obstacle"] or "",
        note=row["note"] or "",
        done_by=_name(people, row["done_by"]) if done else "",
        done_at=from_millis(done) if done else None,
        verified_by=_name(people, row["verified_by"]) if verified else "",
        verified_at=from_millis(verified) if verified else None,
    )


KINDS = {"file": "berkas", "photo": "foto", "link": "tautan", "note": "catatan"}


def _evidence(source: _Source) -> Iterator[EvidenceRow]:
    words = (
        "SELECT evidence.*, tasks.item_id, uploads.name, uploads.size, uploads.hash FROM tasks"  # noqa: S608 - our own words
        " JOIN items ON items.id = tasks.item_id JOIN evidence ON evidence.task_id = tasks.id"
        f" LEFT JOIN uploads ON uploads.id = evidence.upload_id{OF_UNIT} AND evidence.dropped_at IS NULL"
        " ORDER BY items.position, evidence.id"
    )
    for unit, row in source.rows(words):
        item = source.items[row["item_id"]]
        yield EvidenceRow(
            unit,
            item.position,
            item.title,
            KINDS[row["kind"]],
            row["name"] or row["text"] or "",
            row["size"],
            _name(source.people, row["added_by"]),
            from_millis(row["added_at"]),
            _where(row),
        )


def _where(row: Row) -> str:
    if row["upload_id"] is None:
        return row["text"] or "" if row["kind"] == "link" else "tertulis di sini"
    return "ZIP eviden unit" if row["hash"] else "belum tersimpan"


def _history(source: _Source) -> Iterator[AuditRow]:
    # By the tasks' ids: joined with the tasks, SQLite looks through the whole log for each unit.
    words = (
        "SELECT at, person_id, kind, subject, before, after FROM audit WHERE kind IN ('task', 'evidence')"  # noqa: S608 - our own words
        f" AND subject IN (SELECT tasks.id FROM tasks{OF_UNIT}) ORDER BY id"
    )
    tasks = source.on.all("SELECT id, item_id FROM tasks WHERE round_id = :round_id", round_id=source.round_id)
    items = {row["id"]: source.items[row["item_id"]] for row in tasks}
    for unit, row in source.rows(words):
        item = items[row["subject"]]
        what = f"{item.position}. {item.title}" + (" (eviden)" if row["kind"] == "evidence" else "")
        before, after = told(row["before"]), told(row["after"])
        yield AuditRow(from_millis(row["at"]), _name(source.people, row["person_id"]), unit, what, before, after)


FIELDS = {
    "state": "keadaan",
    "note": "catatan",
    "target": "target",
    "realised": "realisasi",
    "measure": "satuan",
    "budget": "anggaran",
    "obstacle": "kendala",
    "kind": "bentuk",
    "dropped": "dicabut",
}
"""What of a change is told; who and when stand in columns of their own."""


@lru_cache(maxsize=4096)
def told(written: str | None) -> str:
    """Return one side of a change, as the log keeps it, in words."""
    values = json.loads(written or "{}")
    return "; ".join([f"{FIELDS[name]}: {_said(name, value)}" for name, value in values.items() if name in FIELDS])


def _said(name: str, value: Any) -> str:
    if value is None:
        return NOBODY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int | float):
        return amount(float(value))
    words: Mapping[str, str] = {"state": NAMES, "kind": KINDS}.get(name, {})  # type: ignore[assignment] # words by words
    return words.get(value, str(value))
