"""An agency at work, for tests: two units with their focal persons, a head, a second coordinator, and a round."""

from dataclasses import dataclass
from datetime import date

from bot.audit import By
from bot.checklists.rounds import Item, assign, make_checklist, open_round
from bot.checklists.store import Task, tasks_of
from bot.database import Connection
from bot.people.standing import give
from bot.people.store import Unit, find_unit_by_code, save_units
from tests.support.house import ADMIN, House

FOCAL, OTHER_FOCAL, HEAD, COORDINATOR = 2001, 2002, 2003, 9001
DUE = date(2026, 12, 15)
UNITS = (
    Unit("disdik", "Dinas Pendidikan", "Disdik", "opd"),
    Unit("dinkes", "Dinas Kesehatan", "Dinkes", "opd", zone="WIT"),
)
ITEMS = (
    Item("Perencanaan", "Susun rencana aksi", "Susun bersama tim.", "Dokumen renaksi", "rb.pengertian", "PIC"),
    Item("Perencanaan", "Tetapkan target", numbers=True, due_offset=-30),
    Item("Pelaksanaan", "Laksanakan survei kepuasan", evidence="Laporan SKM", topic_id="layanan.skm-apa"),
    Item("Pelaporan", "Unggah laporan"),
)


@dataclass(frozen=True)
class Office:
    """What the round consists of."""

    round: int
    disdik: int
    dinkes: int
    tasks: tuple[Task, ...]
    others: tuple[Task, ...]


def furnish(on: Connection, house: House) -> Office:
    """Set the agency up in a unit of work."""
    by = By(ADMIN, house.clock.now())
    save_units(on, UNITS, by.now)
    disdik, dinkes = (unit.id for code in ("disdik", "dinkes") if (unit := find_unit_by_code(on, code)))
    give(on, FOCAL, "focal", disdik, ADMIN, by.now)
    give(on, OTHER_FOCAL, "focal", dinkes, ADMIN, by.now)
    give(on, HEAD, "head", disdik, ADMIN, by.now)
    give(on, COORDINATOR, "coordinator", 0, ADMIN, by.now)
    checklist = make_checklist(on, "Renaksi RB", "", ITEMS, by)
    round_id = open_round(on, checklist, "Triwulan IV 2026", DUE, by) or 0
    assign(on, round_id, [disdik, dinkes], by)
    theirs = tuple(tasks_of(on, round_id, disdik))
    return Office(round_id, disdik, dinkes, theirs, tuple(tasks_of(on, round_id, dinkes)))


async def open_office(house: House) -> Office:
    """Set the agency up."""
    return await house.service.services.database.write(lambda on: furnish(on, house))
