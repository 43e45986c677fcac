"""A backup restores whole to either engine, or not at all."""

import json
import stat
import zipfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.database import Connection, Database, open_database
from bot.database.archive import checked_version
from bot.database.backup import backup, restore
from bot.database.migrations import Migration, columns_at, known_migrations, upgrade, version_of
from bot.errors import DatabaseError
from tests.support.clock import ManualClock
from tests.support.postgres import PostgresServer

NEWEST = known_migrations()[-1].version
Members = dict[str, bytes]
ASKED = 'apa itu "RB"? 🙏\n'


def fill(on: Connection) -> None:
    on.execute("INSERT INTO service (name, value) VALUES ('kind', 'live')")
    for number in range(3):
        on.execute(
            "INSERT INTO questions (chat_id, message_id, text, outcome, score, asked_at)"
            " VALUES (1, :number, :text, 'answer', 0.5, 7)",
            number=number,
            text=ASKED,
        )
    # Who refers to whom does not follow the alphabet.
    on.execute("INSERT INTO escalations (id, text, gist, asked_at) VALUES (1, 'x', 'x', 7)")
    on.execute("INSERT INTO askers (escalation_id, chat_id, message_id, asked_at) VALUES (1, 1, 1, 7)")


def fill_one_more(on: Connection) -> None:
    on.execute("INSERT INTO questions (chat_id, message_id, text, outcome, asked_at) VALUES (1, 9, 'x', 'unknown', 8)")


def contents(on: Connection) -> list[dict[str, object]]:
    tables = ("service", "questions", "askers")
    return [dict(row) for table in tables for row in on.all(f"SELECT * FROM {table} ORDER BY 1")]


def members(version: int = NEWEST) -> Members:
    """The members of a sound backup that holds one row."""
    manifest = json.dumps({"format": 1, "version": version, "written": "2026-11-23T02:00:00+00:00"}).encode()
    empty = {f"{table}.jsonl": b"" for table in columns_at(version)}
    return {"manifest.json": manifest, **empty, "service.jsonl": b'{"name": "kind", "value": "live"}\n'}


def pack(file: Path, parts: Members) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    yield database
    await database.close()


async def test_a_backup_restores_to_the_other_engine(
    database: Database, tmp_path: Path, postgres: PostgresServer, clock: ManualClock
) -> None:
    await database.write(fill)
    assert await backup(database, tmp_path / "cadangan.zip", clock.now()) == 6
    sqlite = f"sqlite:///{tmp_path / 'lain.db'}"
    other = await open_database(postgres.new_database() if database.engine == "sqlite" else sqlite)
    assert await restore(other, tmp_path / "cadangan.zip", clock.now()) == 6
    assert await other.read(contents) == await database.read(contents)
    await other.write(fill_one_more)
    await other.close()


async def test_restoring_never_overwrites(database: Database, tmp_path: Path, clock: ManualClock) -> None:
    await database.write(fill)
    await backup(database, tmp_path / "cadangan.zip", clock.now())
    with pytest.raises(DatabaseError, match="tidak kosong"):
        await restore(database, tmp_path / "cadangan.zip", clock.now())


async def test_tables_without_a_row_are_empty(database: Database, tmp_path: Path, clock: ManualClock) -> None:
    assert await restore(database, pack(tmp_path / "cadangan.zip", members()), clock.now()) == 1
    assert [row["value"] for row in await database.read(contents)] == ["live"]


async def test_an_older_backup_is_brought_up_to_date(
    empty: Database, tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [*known_migrations(), Migration(999, "coming", "CREATE TABLE coming (id ${identity})")]
    monkeypatch.setattr("bot.database.migrations.known_migrations", lambda: known)
    assert await restore(empty, pack(tmp_path / "cadangan.zip", members()), clock.now()) == 1
    assert await version_of(empty) == 999


async def test_a_backup_older_than_the_tables_is_refused(
    database: Database, tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [*known_migrations(), Migration(999, "coming", "CREATE TABLE coming (id ${identity})")]
    monkeypatch.setattr("bot.database.migrations.known_migrations", lambda: known)
    await upgrade(database, clock.now())
    with pytest.raises(DatabaseError, match="versi 999"):
        await restore(database, pack(tmp_path / "cadangan.zip", members()), clock.now())


def manifest(value: object) -> Members:
    return {**members(), "manifest.json": json.dumps(value).encode()}


def without(name: str) -> Members:
    return {member: body for member, body in members().items() if member != name}


def service(line: bytes) -> Members:
    return {**members(), "service.jsonl": line}


REFUSED: dict[str, tuple[Members, str]] = {
    "of a newer program": ({**manifest({"format": 1, "version": 99}), "people.jsonl": b"{}\n"}, "lebih baru"),
    "of another format": (manifest({"format": 2, "version": 1}), "bentuk cadangan"),
    "an unknown table": ({**members(), "siapa.jsonl": b"{}\n"}, "tidak sama"),
    "a missing table": (without("service.jsonl"), "tidak sama"),
    "no manifest": (without("manifest.json"), "rusak"),
    "no version": (manifest({"format": 1}), "rusak"),
    "a version that is no number": (manifest({"format": 1, "version": "1"}), "rusak"),
    "version 0": (manifest({"format": 1, "version": 0}), "rusak"),
    "a manifest that is a list": (manifest([]), "rusak"),
    "an unknown column": (service(b'{"name": "a", "value": "b", "age": 1}\n'), "rusak"),
    "a missing column": (service(b'{"name": "a"}\n'), "rusak"),
    "a line that is no object": (service(b"[]\n"), "rusak"),
    "a line that is no JSON": (service(b'{"name": \n'), "rusak"),
    "a line that is no text": (service(b'{"name": "\xff", "value": "b"}\n'), "rusak"),
    "a null where none may be": (service(b'{"name": "a", "value": null}\n'), "tidak dapat dipulihkan"),
    "a list for a value": (service(b'{"name": "a", "value": {"b": 1}}\n'), "tidak dapat dipulihkan"),
    "a row twice": (service(b'{"name": "a", "value": "b"}\n' * 2), "tidak dapat dipulihkan"),
}


@pytest.mark.parametrize("fault", REFUSED)
async def test_what_cannot_be_restored_leaves_the_database_empty(
    fault: str, empty: Database, tmp_path: Path, clock: ManualClock
) -> None:
    parts, words = REFUSED[fault]
    with pytest.raises(DatabaseError, match=words):
        await restore(empty, pack(tmp_path / "rusak.zip", parts), clock.now())
    assert await version_of(empty) == 0
    assert await restore(empty, pack(tmp_path / "baik.zip", members()), clock.now()) == 1


@pytest.mark.parametrize("make", [lambda file: file.write_bytes(b"halo"), lambda file: None, lambda file: file.mkdir()])
async def test_what_is_no_backup_is_refused(
    make: Callable[[Path], object], empty: Database, tmp_path: Path, clock: ManualClock
) -> None:
    make(tmp_path / "bukan.zip")
    with pytest.raises(DatabaseError, match="bukan berkas cadangan"):
        await restore(empty, tmp_path / "bukan.zip", clock.now())


@given(place=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255))
@example(place=0.5, bits=255)
def test_a_damaged_byte_never_ends_in_a_traceback(place: float, bits: int) -> None:
    with TemporaryDirectory() as folder:
        file = pack(Path(folder) / "cadangan.zip", members())
        damaged = bytearray(file.read_bytes())
        damaged[int(place * len(damaged))] ^= bits
        file.write_bytes(damaged)
        try:
            assert checked_version(file) == NEWEST
        except DatabaseError as error:
            assert str(file) in str(error)


async def test_a_backup_can_be_made_while_the_service_runs(
    database: Database, database_url: str, tmp_path: Path, clock: ManualClock
) -> None:
    await database.write(fill)
    beside = await open_database(database_url, alone=False)
    assert await backup(beside, tmp_path / "cadangan.zip", clock.now()) == 6
    await beside.close()


async def test_a_backup_holds_the_tables_of_the_program_alone(
    database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    await database.write(lambda on: on.execute("CREATE TABLE somebody_elses (n INTEGER)"))
    await backup(database, tmp_path / "cadangan.zip", clock.now())
    assert checked_version(tmp_path / "cadangan.zip") == NEWEST


async def test_an_empty_database_is_not_saved(empty: Database, tmp_path: Path, clock: ManualClock) -> None:
    with pytest.raises(DatabaseError, match="DATABASE_URL"):
        await backup(empty, tmp_path / "cadangan.zip", clock.now())
    assert not (tmp_path / "cadangan.zip").exists()


async def test_a_newer_database_is_not_saved_by_half(database: Database, tmp_path: Path, clock: ManualClock) -> None:
    await database.write(lambda on: on.execute("INSERT INTO schema_migrations VALUES (999, 'x', 0)"))
    with pytest.raises(DatabaseError, match="lebih baru"):
        await backup(database, tmp_path / "cadangan.zip", clock.now())


@pytest.mark.parametrize("target", ["/proc/x/b.zip", "/", "{folder}", "{folder}/berkas/b.zip"])
async def test_a_target_that_cannot_be_written_is_named(
    target: str, database: Database, tmp_path: Path, clock: ManualClock
) -> None:
    (tmp_path / "berkas").touch()
    file = Path(target.format(folder=tmp_path))
    with pytest.raises(DatabaseError, match=str(file)):
        await backup(database, file, clock.now())
    assert not list(tmp_path.parent.rglob("*.part"))


async def test_a_backup_is_for_its_owner_alone(database: Database, tmp_path: Path, clock: ManualClock) -> None:
    (tmp_path / "cadangan.zip.part").touch(0o644)
    await backup(database, tmp_path / "cadangan.zip", clock.now())
    assert stat.S_IMODE((tmp_path / "cadangan.zip").stat().st_mode) == 0o600
