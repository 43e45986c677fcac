"""What people send as files survives a bad day: Telegram down, the process killed, a disk that is full."""

import base64
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.uploads.vault import Vault
from tests.e2e.test_tasks import kept
from tests.support.house import House
from tests.support.office import FOCAL, Office, open_office


@pytest.fixture
async def office(house: House) -> Office:
    office = await open_office(house)
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 3. Laksanakan survei kepuasan")
    await person.taps("📎 Tambah eviden")
    return office


def lose(house: House) -> None:
    for path in list(Path(house.settings.klinik_files_dir).glob("*/*")):
        path.unlink()


def age(house: House) -> None:
    for path in Path(house.settings.klinik_files_dir).glob("*/*"):
        os.utime(path, (0, 0))


async def announces(house: House, content: bytes) -> None:
    encoded = base64.b64encode(content).decode()
    await house.post("media", user_id=FOCAL, kind="document", file_name="skm.pdf", content_base64=encoded)


async def states(house: House) -> list[Any]:
    return [row["state"] for row in await house.rows("SELECT state FROM uploads")]


async def test_a_file_is_fetched_as_soon_as_telegram_answers(house: House, office: Office) -> None:
    await house.post("fault", method="getFile", code=502, description="Bad Gateway", times=2)
    await announces(house, b"skm")

    async def stored() -> bool:
        return await states(house) == ["stored"]

    await house.until(stored)
    await house.idle()
    assert kept(house) == [b"skm"]
    assert "Tersimpan" in await house.person(FOCAL).reads()


async def test_a_file_that_is_gone_is_no_evidence_and_the_sender_is_told(house: House, office: Office) -> None:
    await house.post("fault", method="getFile", code=400, description="Bad Request: wrong file_id")
    assert "Mohon kirim ulang" in await house.person(FOCAL).sends("skm.pdf")
    assert await states(house) == ["failed"]
    assert [row["dropped_at"] is not None for row in await house.rows("SELECT * FROM evidence")] == [True]


async def test_a_restart_fetches_what_was_announced(
    house: House, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The next attempt waits for a clock that stands still: to stop would wait for it in vain.
    monkeypatch.setattr("bot.app.STOP_PATIENCE", 0.1)
    await house.post("fault", method="getFile", code=502, description="Bad Gateway", times=1)
    await announces(house, b"skm")

    async def noted() -> bool:
        return await states(house) == ["wanted"]

    await house.until(noted, step=0)
    await house.restart()
    await house.idle()
    assert await states(house) == ["stored"]
    assert kept(house) == [b"skm"]


async def test_a_full_disk_loses_nothing(house: House, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Vault, "keep", full)
        await announces(house, b"skm")
        await house.idle()
        assert await states(house) == ["wanted"]
    await house.post("clock", advance=60)
    await house.idle()
    assert await states(house) == ["stored"]


async def test_what_is_evidence_of_nothing_is_forgotten_in_time(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.sends("skm.pdf", b"skm")
    await person.says("cukup")
    await person.sends("salah.pdf", b"salah")
    assert sorted(kept(house)) == [b"salah", b"skm"]
    await house.post("clock", advance=timedelta(days=9).total_seconds())
    assert sorted(kept(house)) == [b"salah", b"skm"]  # it is new: perhaps something is about to refer to it
    age(house)
    await house.post("clock", advance=1)
    assert kept(house) == [b"skm"]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "berkas")
    assert vault.keep(b"isi") == vault.keep(b"isi")
    [hash_] = vault.hashes()
    assert vault.read(hash_) == b"isi"
    assert vault.path(hash_).stat().st_mode & 0o077 == 0
    vault.forget([hash_])
    assert vault.hashes() == {hash_}, "what came a moment ago may be about to be referred to"
    os.utime(vault.path(hash_), (0, 0))
    vault.forget([hash_, hash_])
    assert not vault.hashes()


async def test_evidence_whose_bytes_are_gone_holds_nothing_up(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.sends("skm.pdf", b"skm")
    await person.says("cukup")
    await person.taps("🗂 Eviden")
    listed = (await person.from_bot())[-1]["message_id"]
    lose(house)
    await person.taps("👁 Lihat 1", message_id=listed)
    assert "gangguan" in await person.reads()
    assert not await house.rows("SELECT * FROM effects WHERE state = 'waiting'")
