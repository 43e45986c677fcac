"""The recap as an Excel workbook: how it stands, every task, the numbers, the evidence and the history."""

from collections.abc import Iterable

from bot.reports.figures import AuditRow, EvidenceRow, Recap, Tally, TaskRow
from bot.reports.wording import long_day, moment
from bot.reports.workbook import Book, Column, Table, Value

UNIT = Column("Unit", 22, "wrap")
NUMBER = Column("No", 6, "count")
TITLE = Column("Butir", 44, "wrap")

TASKS = (
    UNIT,
    Column("Area", 20, "wrap"),
    NUMBER,
    TITLE,
    Column("Keadaan", 15),
    Column("Tenggat", 12, "day"),
    Column("Bobot", 8, "count"),
    Column("Catatan", 32, "wrap"),
    Column("Diselesaikan oleh", 20, "wrap"),
    Column("Diselesaikan pada", 17, "moment"),
    Column("Diverifikasi oleh", 20, "wrap"),
    Column("Diverifikasi pada", 17, "moment"),
)
NUMBERS = (
    UNIT,
    Column("Area", 20, "wrap"),
    NUMBER,
    TITLE,
    Column("Target", 12, "number"),
    Column("Realisasi", 12, "number"),
    Column("Satuan", 14, "wrap"),
    Column("Capaian", 10, "percent"),
    Column("Anggaran (Rp)", 18, "count"),
    Column("Kendala", 36, "wrap"),
)
EVIDENCE = (
    UNIT,
    NUMBER,
    TITLE,
    Column("Bentuk", 12),
    Column("Nama atau isi", 40, "wrap"),
    Column("Ukuran (byte)", 14, "count"),
    Column("Dikirim oleh", 20, "wrap"),
    Column("Dikirim pada", 17, "moment"),
    Column("Letak", 40, "wrap"),
)
HISTORY = (
    Column("Waktu", 17, "moment"),
    Column("Siapa", 22, "wrap"),
    UNIT,
    Column("Apa", 36, "wrap"),
    Column("Sebelum", 30, "wrap"),
    Column("Sesudah", 30, "wrap"),
)
COUNTS = ("Butir", "Belum mulai", "Dikerjakan", "Selesai", "Dikembalikan", "Terverifikasi", "Dikecualikan", "Terhambat")
SHARES = ("Terlambat", "% selesai", "% terverifikasi")


def workbook(
    recap: Recap, tasks: Iterable[TaskRow], evidence: Iterable[EvidenceRow], history: Iterable[AuditRow]
) -> bytes:
    """Return the workbook; every iterable is read once, and no more than a row of it kept."""
    book = Book(recap.agency, f"{recap.title}, {recap.period}", recap.made_at)
    _recap(book, recap)
    _tasks(book.table("Butir", TASKS), book.table("Angka", NUMBERS), tasks)
    _filled(book.table("Eviden", EVIDENCE), map(_evidence_row, evidence))
    _filled(book.table("Riwayat", HISTORY), map(_history_row, history))
    return book.content()


def _recap(book: Book, recap: Recap) -> None:
    areas = [area for area, _ in recap.by_area]
    columns = (
        Column("Unit", 40, "wrap"),
        Column("Singkatan", 18, "wrap"),
        *(Column(name, 12, "count") for name in (*COUNTS, SHARES[0])),
        *(Column(name, 12, "percent") for name in SHARES[1:]),
        *(Column(f"% {area}", 14, "percent") for area in areas),
    )
    above = (
        f"{recap.title}, {recap.period}",
        f"{recap.agency}. Tenggat {long_day(recap.due_on)}. Keadaan pada {moment(recap.made_at)}.",
        "Selesai: sudah dilaporkan unit dan belum diverifikasi. % selesai: selesai dan terverifikasi dari butir yang "
        "tidak dikecualikan.",
        "",
    )
    table = book.table("Rekap", columns, above)
    for unit, tally in recap.by_unit:
        cells = (recap.cells.get((unit.code, area), Tally()) for area in areas)
        table.add((unit.name, unit.short_name, *_counted(tally), *(cell.share for cell in cells)))
    table.finish()
    table.add_total(("Semua unit", None, *_counted(recap.whole), *(tally.share for _, tally in recap.by_area)))


def _counted(tally: Tally) -> tuple[Value, ...]:
    return (
        tally.total,
        tally.open,
        tally.doing,
        tally.done,
        tally.returned,
        tally.verified,
        tally.exempt,
        tally.blocked,
        tally.late,
        tally.share,
        tally.verified_share,
    )


def _tasks(every: Table, numbers: Table, tasks: Iterable[TaskRow]) -> None:
    """Both sheets grow from one pass over the tasks."""
    for task in tasks:
        every.add(_task_row(task))
        if task.has_numbers:
            numbers.add(_number_row(task))
    every.finish()
    numbers.finish()


def _task_row(task: TaskRow) -> tuple[Value, ...]:
    return (
        task.unit,
        task.area,
        task.number,
        task.title,
        task.state,
        task.due_on,
        task.weight,
        task.note,
        task.done_by,
        task.done_at,
        task.verified_by,
        task.verified_at,
    )


def _number_row(task: TaskRow) -> tuple[Value, ...]:
    attained = task.realised / task.target if task.realised is not None and task.target else None
    head = (task.unit, task.area, task.number, task.title)
    return (*head, task.target, task.realised, task.measure, attained, task.budget, task.obstacle)


def _evidence_row(row: EvidenceRow) -> tuple[Value, ...]:
    return (row.unit, row.number, row.title, row.kind, row.name, row.size, row.who, row.when, row.where)


def _history_row(row: AuditRow) -> tuple[Value, ...]:
    return (row.when, row.who, row.unit, row.what, row.before, row.after)


def _filled(table: Table, rows: Iterable[tuple[Value, ...]]) -> None:
    for row in rows:
        table.add(row)
    table.finish()
