"""The file of SQLite: one process a file, under whatever name; never made by a reader; for its owner alone."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.database import open_database
from bot.database.migrations import upgrade
from bot.errors import DatabaseError, DatabaseInUse
from tests.support.clock import ManualClock


def modes(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def test_a_symbolic_link_is_no_second_database(tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain" / "tautan.db").symlink_to(tmp_path / "klinik.db")
    first = await open_database(f"sqlite:///{tmp_path / 'lain' / 'tautan.db'}")
    with pytest.raises(DatabaseInUse):
        await open_database(f"sqlite:///{tmp_path / 'klinik.db'}")
    await first.close()


async def test_a_reader_never_makes_a_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"salah\.db"):
        await open_database(f"sqlite:///{tmp_path / 'baru' / 'salah.db'}", alone=False)
    assert modes(tmp_path) == {}


@pytest.mark.parametrize("name", ["klinik rb.db", "100%41?.db", "a#b.db", "berkas 🙏.db"])
async def test_any_file_name_will_do(name: str, tmp_path: Path) -> None:
    await (await open_database(f"sqlite:///{tmp_path / name}")).close()
    await (await open_database(f"sqlite:///{tmp_path / name}", alone=False)).close()
    assert modes(tmp_path).keys() == {name, f"{name}.lock"}


async def test_every_file_is_for_its_owner_alone(tmp_path: Path, clock: ManualClock) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'klinik.db'}")
    await upgrade(database, clock.now())
    found = modes(tmp_path)
    await database.close()
    assert found == dict.fromkeys(("klinik.db", "klinik.db-wal", "klinik.db-shm", "klinik.db.lock"), 0o600)


@pytest.mark.parametrize("alone", [True, False])
async def test_a_file_that_is_no_database_is_refused(alone: bool, tmp_path: Path) -> None:
    (tmp_path / "surat.db").write_text("halo" * 100)
    with pytest.raises(DatabaseError, match=r"surat\.db"):
        await open_database(f"sqlite:///{tmp_path / 'surat.db'}", alone=alone)
    assert (tmp_path / "surat.db").read_text() == "halo" * 100


async def test_a_reader_leaves_a_strange_database_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "lain.db")) as strange:
        strange.execute("CREATE TABLE somebody_elses (n INTEGER)")
    before = (tmp_path / "lain.db").read_bytes()
    await (await open_database(f"sqlite:///{tmp_path / 'lain.db'}", alone=False)).close()
    assert (tmp_path / "lain.db").read_bytes() == before


async def test_who_only_reads_cannot_write(tmp_path: Path) -> None:
    await (await open_database(f"sqlite:///{tmp_path / 'klinik.db'}")).close()
    reader = await open_database(f"sqlite:///{tmp_path / 'klinik.db'}", alone=False)
    with pytest.raises(Exception, match="readonly"):
        await reader.write(lambda on: on.execute("CREATE TABLE kept (n INTEGER)"))
    await reader.close()
