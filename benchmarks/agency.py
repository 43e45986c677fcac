"""A large agency for measurements: units, three years of rounds, and everything that came of them, by bulk SQL."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.audit import By
from bot.checklists.rounds import Item, close_round, items_of, make_checklist, open_round
from bot.database import Connection
from bot.people.standing import give
from bot.people.store import Unit, Zone, save_units
from reminders.clock import to_millis

YEARS = 3
CURRENT = "Tahun {year}"
ITEMS = 150
AREAS = (
    "Manajemen Perubahan",
    "Penataan Tatalaksana",
    "Penataan Sistem Manajemen SDM",
    "Penguatan Akuntabilitas",
    "Penguatan Pengawasan",
    "Peningkatan Kualitas Pelayanan Publik",
    "Hasil Antara",
    "Hasil Akhir",
)
ZONES: tuple[Zone, ...] = ("WIB", "WIB", "WITA", "WIT")
COORDINATOR = 9001
COORDINATORS = range(COORDINATOR, COORDINATOR + 30)
"""More than an agency has: the clinic sends at most a message a second to each chat."""
FIRST_FOCAL = 100_000
"""The focal person of a unit has its id, and this more."""

STATE = (
    "CASE WHEN chance < 30 THEN 'verified' WHEN chance < 50 THEN 'done' WHEN chance < 60 THEN 'doing'"
    " WHEN chance < 63 THEN 'returned' WHEN chance < 66 THEN 'blocked' WHEN chance < 70 THEN 'exempt' ELSE 'open' END"
)
TASKS = (
    "INSERT INTO tasks (round_id, unit_id, item_id, area, due_on, version, state, note, target, realised, measure,"  # noqa: S608 - our own words
    " budget, done_by, done_at, verified_by, verified_at)"
    f" SELECT :round_id, id, :item_id, :area, :due_on, 1, {STATE},"
    " CASE WHEN chance >= 60 AND chance < 70 THEN 'Menunggu persetujuan pimpinan dan data dari bidang lain' END,"
    " CASE WHEN :numbers = 1 THEN 100 END, CASE WHEN :numbers = 1 THEN chance END,"
    " CASE WHEN :numbers = 1 THEN 'persen' END, CASE WHEN :numbers = 1 THEN 150000000 END,"
    " CASE WHEN chance < 50 THEN :first_focal + id END,"
    " CASE WHEN chance < 50 THEN :begun + chance * CAST(86400000 AS BIGINT) END,"
    " CASE WHEN chance < 30 THEN :coordinator END,"
    " CASE WHEN chance < 30 THEN :begun + (chance + 7) * CAST(86400000 AS BIGINT) END"
    " FROM (SELECT id, (id * 7919 + :item_id * 104729 + :round_id * 31) % 100 AS chance FROM units) AS drawn"
)
UPLOADS = (
    "INSERT INTO uploads (chat_id, person_id, message_id, purpose, subject, kind, telegram_id, name, size, state, hash,"
    " received_at, stored_at) SELECT done_by, done_by, id, 'evidence', id, 'file', 'berkas', 'Laporan pelaksanaan.pdf',"
    " 250000, 'stored', 'a1', done_at, done_at FROM tasks WHERE done_at IS NOT NULL"
)
EVIDENCE = (
    "INSERT INTO evidence (task_id, kind, upload_id, added_by, added_at)"
    " SELECT subject, 'file', id, person_id, received_at FROM uploads"
)
AUDIT = (
    "INSERT INTO audit (at, person_id, unit_id, kind, subject, before, after)"
    " SELECT coalesce(done_at, :now), coalesce(done_by, :first_focal), unit_id, 'task', id, :before,"
    " :after || coalesce(done_at, id) || '}}' FROM tasks WHERE state IN ({states})"
)


@dataclass(frozen=True)
class Size:
    """How large an agency is."""

    units: int

    @property
    def tasks(self) -> int:
        """Tasks of the current round."""
        return self.units * ITEMS


def fill(on: Connection, size: Size, today: date) -> None:
    """Fill an empty database: all rounds but the last are closed."""
    by = By(COORDINATOR, datetime(today.year, today.month, today.day, tzinfo=UTC))
    units = [_unit(number) for number in range(1, size.units + 1)]
    save_units(on, units, by.now)
    _people(on, by.now)
    for person in COORDINATORS:
        give(on, person, "coordinator", 0, None, by.now)
    items = [_item(number) for number in range(1, ITEMS + 1)]
    checklist = make_checklist(on, "Lembar Kerja Evaluasi Zona Integritas", "", items, by)
    for ago in reversed(range(YEARS)):
        _round(on, checklist, today.replace(day=1) - timedelta(days=365 * ago), by, closed=ago > 0)
    on.execute(UPLOADS)
    on.execute(EVIDENCE)
    _log(on, by.now)


def _unit(number: int) -> Unit:
    name = f"Dinas Urusan Pemerintahan Nomor {number}"
    return Unit(f"opd-{number}", name, f"Dinas {number}", "opd", ZONES[number % len(ZONES)])


def _item(number: int) -> Item:
    title = f"Menyusun dan melaksanakan rencana kerja tim, langkah {number}"
    area = AREAS[(number - 1) * len(AREAS) // ITEMS]
    return Item(area, title, weight=1 + number % 3, due_offset=number % 60 - 30, numbers=number % 5 == 0)


def _people(on: Connection, now: datetime) -> None:
    values = {"first": FIRST_FOCAL, "now": to_millis(now)}
    on.execute(
        "INSERT INTO people (person_id, chat_id, name, unit_id, began_at)"
        " SELECT :first + id, :first + id, 'Operator ' || short_name, id, :now FROM units",
        **values,
    )
    on.execute(
        "INSERT INTO roles (person_id, role, unit_id, given_at) SELECT :first + id, 'focal', id, :now FROM units",
        **values,
    )


def _round(on: Connection, checklist: int, due_on: date, by: By, *, closed: bool) -> None:
    round_id = open_round(on, checklist, CURRENT.format(year=due_on.year), due_on, by) or 0
    begun = to_millis(by.now) - (by.now.date() - due_on + timedelta(days=60)) // timedelta(milliseconds=1)
    for item in items_of(on, checklist):
        on.execute(
            TASKS,
            round_id=round_id,
            item_id=item.id,
            area=item.area,
            due_on=(due_on + timedelta(days=item.due_offset)).isoformat(),
            numbers=int(item.numbers),
            first_focal=FIRST_FOCAL,
            coordinator=COORDINATOR,
            begun=begun,
        )
    if closed:
        close_round(on, round_id, by)


def _log(on: Connection, now: datetime) -> None:
    steps = (
        ("open", "doing", "'doing', 'done', 'verified', 'returned', 'blocked', 'exempt'"),
        ("doing", "done", "'done', 'verified', 'returned'"),
        ("done", "verified", "'verified'"),
    )
    for before, after, states in steps:
        on.execute(
            AUDIT.format(states=states),
            now=to_millis(now),
            first_focal=FIRST_FOCAL,
            before=f'{{"state": "{before}"}}',
            after=f'{{"state": "{after}", "done_at": ',
        )
