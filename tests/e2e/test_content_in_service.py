"""The agency's own content, read while the service runs; a faulty edit never takes an answer away."""

from pathlib import Path

import pytest

from bot import content
from bot.content import open_library
from bot.errors import KlinikError
from bot.settings import read_settings
from knowledge.library import Library
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, excerpt_folder, open_house

OWN_TOPIC = """
topics:
  - id: instansi.apel
    key: apel
    title: Jam apel pagi
    phrasings: [jam apel pagi kantor kita, apel mulai jam brp, kapan apel senin]
    answer: Apel pagi mulai pukul {jam}.
    sources: [{{regulation: edaran-apel}}]
    status: berlaku
    confidence: tinggi
    reviewed: 2026-11-21
regulations:
  - {{id: edaran-apel, kind: edaran, name: Edaran apel, title: Edaran apel pagi, status: berlaku}}
sections:
  - {{id: instansi, key: inst, icon: "🏠", title: Instansi kita, intro: Ketentuan setempat., prefixes: [instansi.]}}
"""


async def refreshed(house: House) -> None:
    await house.service.tick()
    await house.idle()


async def test_an_agencys_topic_is_answered_as_soon_as_it_is_written(
    database_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    async with open_house(database_url, clock, Library([excerpt_folder(), tmp_path])) as house:
        asn = house.person()
        assert "07.30" not in await asn.says("apel mulai jam brp")
        (tmp_path / "apel.yaml").write_text(OWN_TOPIC.format(jam="07.30"))
        await refreshed(house)
        assert "07.30" in await asn.says("apel mulai jam brp")


async def test_a_faulty_edit_keeps_the_last_good_version_and_tells_the_admins_where(
    database_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    file = tmp_path / "apel.yaml"
    file.write_text(OWN_TOPIC.format(jam="07.30"))
    async with open_house(database_url, clock, Library([excerpt_folder(), tmp_path])) as house:
        await house.person(ADMIN).says("/mulai")
        file.write_text(OWN_TOPIC.format(jam="08.00").replace("status: berlaku\n    conf", "status: entah\n    conf"))
        await refreshed(house)
        await refreshed(house)
        told = [message for message in await house.person(ADMIN).from_bot() if "belum dipakai" in message["html"]]
        assert len(told) == 1
        assert "apel.yaml:9:" in told[0]["html"]
        assert "07.30" in await house.person().says("apel mulai jam brp")
        file.write_text(OWN_TOPIC.format(jam="08.00"))
        await refreshed(house)
        assert "sudah diperbaiki" in await house.person(ADMIN).reads()
        assert "08.00" in await house.person().says("apel mulai jam brp")


async def test_a_start_with_a_faulty_agency_folder_serves_the_built_in_content(
    database_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    (tmp_path / "rusak.yaml").write_text("topics: [\n")
    async with open_house(database_url, clock, Library([excerpt_folder(), tmp_path])) as house:
        await house.idle()
        assert "75" in await house.person().says("brp nilai minimal wbk")
        [call] = [call for call in await house.calls("sendMessage") if call["params"]["chat_id"] == ADMIN]
        assert "rusak.yaml:2:" in call["params"]["text"]


async def test_the_last_good_version_outlives_a_restart_in_the_middle_of_a_faulty_edit(
    database_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    own, kept = tmp_path / "konten", tmp_path / "konten-terakhir-baik"
    own.mkdir()
    (own / "apel.yaml").write_text(OWN_TOPIC.format(jam="07.30"))
    Library([excerpt_folder(), own], kept)
    (own / "apel.yaml").write_text("topics: [\n")
    async with open_house(database_url, clock, Library([excerpt_folder(), own], kept)) as house:
        assert "07.30" in await house.person().says("apel mulai jam brp")


def test_what_the_agency_took_away_is_not_brought_back_by_the_copies(tmp_path: Path) -> None:
    own, kept = tmp_path / "konten", tmp_path / "konten-terakhir-baik"
    own.mkdir()
    (own / "apel.yaml").write_text(OWN_TOPIC.format(jam="07.30"))
    library = Library([excerpt_folder(), own], kept)
    (own / "apel.yaml").unlink()
    assert library.refresh().changed
    (own / "rusak.yaml").write_text("topics: [\n")
    assert "instansi.apel" not in Library([excerpt_folder(), own], kept).index.base.topics


def test_the_copies_are_kept_beside_the_agencys_folder_or_where_one_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "konten"
    own.mkdir()
    (own / "apel.yaml").write_text(OWN_TOPIC.format(jam="07.30"))
    settings = read_settings(klinik_content_dir=own)
    monkeypatch.setattr(content, "built_in_folder", excerpt_folder)
    open_library(settings, tmp_path / "peragaan")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["indeks.bin", "konten", "peragaan"]
    assert [path.name for path in (tmp_path / "peragaan").rglob("*.yaml")] == ["apel.yaml"]
    open_library(settings)
    assert (tmp_path / "konten-terakhir-baik" / "0" / "apel.yaml").exists()


def test_faulty_built_in_content_is_told_by_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rusak.yaml").write_text("topics: [\n")
    monkeypatch.setattr(content, "built_in_folder", lambda: tmp_path)
    with pytest.raises(KlinikError, match=r"rusak\.yaml:2: "):
        open_library(read_settings(klinik_content_dir=tmp_path / "tiada"))
