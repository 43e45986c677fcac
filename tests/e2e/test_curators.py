"""Curators see what was missed, disliked and asked, and keep answers as the agency's own."""

from pathlib import Path

import pytest

from knowledge.additions import Additions
from knowledge.library import Refresh
from knowledge.loading import load
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, Person, built_in_library, excerpt_folder, open_house

MISSED = "brp honor fasilitator klinik rb di kabupaten kami"
REPLY = "Mengikuti **standar biaya** kabupaten."


async def kept(house: House, reply: str = REPLY) -> Person:
    """Play until a coordinator has kept a reply as the agency's answer; return the coordinator."""
    curator, asker = house.person(ADMIN), house.person()
    await curator.says("/start")
    await asker.says(MISSED)
    await asker.taps("🙋 Tanya koordinator")
    await curator.taps("✍️ Saya jawab")
    await curator.says(reply)
    await curator.taps("📨 Kirim")
    card = next(m for m in await curator.from_bot() if "Pertanyaan #1" in m["html"])
    await curator.taps("💾 Simpan sebagai jawaban instansi", message_id=card["message_id"])
    return curator


async def test_a_missed_question_is_listed_by_how_often_and_can_be_settled(house: House) -> None:
    asker = house.person()
    for _ in range(2):
        await asker.says(MISSED)
    await asker.says("resep rendang padang asli")
    curator = house.person(ADMIN)
    await curator.says("/pertanyaan")
    await curator.taps("Terlewat")
    assert [label[:2] for label in (await curator.buttons())[:2]] == ["2×", "1×"]
    await curator.taps((await curator.buttons())[0])
    await curator.taps("🚫 Bukan urusan kita")
    await curator.says("/pertanyaan")
    await curator.taps("Terlewat")
    assert not any(MISSED[:20] in label for label in await curator.buttons())


async def test_a_choice_taken_is_no_miss_and_counts_for_the_topic(database_url: str, clock: ManualClock) -> None:
    async with open_house(database_url, clock, built_in_library()) as whole:
        asn, curator = whole.person(), whole.person(ADMIN)
        assert "Maksud Anda yang mana?" in await asn.says("nilai")
        label = (await asn.buttons())[0]
        await asn.taps(label)
        await curator.says("/pertanyaan")
        assert "lewat pilihan 1" in await curator.reads()
        await curator.taps("Terlewat")
        assert "Tidak ada yang terlewat" in await curator.reads()
        assert f"{label}: ditanya 1" in await curator.taps("Paling ditanya")


async def test_what_waits_comes_first(house: House) -> None:
    curator, asker = house.person(ADMIN), house.person()
    await curator.says("/start")
    await asker.says(MISSED)
    await asker.taps("🙋 Tanya koordinator")
    await curator.says("/pertanyaan")
    assert (await curator.buttons())[0].startswith("#1 ")
    assert "Belum ada yang menjawab" in await curator.taps((await curator.buttons())[0])


async def test_a_kept_answer_is_a_topic_at_once_with_author_date_and_source(house: House) -> None:
    curator = await kept(house)
    await curator.taps("Ubah sumber")
    await curator.says("SK Bupati Nomor 5 Tahun 2026")
    text = await house.person(1002).says("honor fasilitator klinik rb di kabupaten kami berapa")
    assert text.startswith("Mengikuti standar biaya kabupaten.")
    assert "Keterangan instansi, SK Bupati Nomor 5 Tahun 2026 (oleh Pengguna 9000)" in text
    assert "Diperiksa 23 Nov 2026" in text


async def test_a_kept_answer_is_edited_in_the_chat_and_stays_one_topic(house: House) -> None:
    curator = await kept(house)
    await curator.taps("Ubah jawaban")
    await curator.says("Sesuai SBU kabupaten.")
    await curator.taps("Ubah judul")
    assert "3–60" in await curator.says("x" * 61)
    await curator.says("Honor fasilitator klinik")
    text = await house.person(1002).says("honor fasilitator klinik rb di kabupaten kami berapa")
    assert text.startswith("Sesuai SBU kabupaten.")
    assert "📌 Honor fasilitator klinik" in text


async def test_a_long_kept_answer_is_folded_after_its_beginning(house: House) -> None:
    await kept(house, "Baris pertama tentang honor. " * 60)
    [note] = await house.rows("SELECT answer FROM notes")
    asn = house.person(1002)
    await asn.says("honor fasilitator klinik rb di kabupaten kami berapa")
    assert "<blockquote expandable>" in (await asn.from_bot())[-1]["html"]
    assert len(note["answer"]) > 1500


async def test_a_dropped_answer_is_used_no_longer_until_it_is_taken_back(house: House) -> None:
    curator = await kept(house)
    await curator.taps("🗑 Hapus")
    assert "standar biaya" in await house.person(1002).says(MISSED)
    await curator.taps("Ya, hapus")
    assert "belum tahu" in await house.person(1002).says(MISSED)
    await curator.taps("Urungkan")
    assert "standar biaya" in await house.person(1003).says(MISSED)


async def test_a_kept_answer_survives_a_restart_and_stands_on_its_shelf(house: House) -> None:
    await kept(house)
    await house.restart()
    asn = house.person(1002)
    await asn.says("/topik")
    shelf = next(label for label in await asn.buttons() if "Keterangan instansi" in label)
    await asn.taps(shelf)
    assert any(label.startswith("Brp honor fasilitator") for label in await asn.buttons())


async def test_the_export_is_content_that_says_the_same(house: House, tmp_path: Path) -> None:
    curator = await kept(house)
    asn = house.person(1004)
    await asn.says("resep rendang padang asli")
    await asn.taps("🙋 Tanya koordinator")
    await curator.taps("🚫 Bukan urusan kita")
    await curator.says("/pertanyaan")
    await curator.taps("Jawaban instansi")
    await curator.taps("⬇️ Unduh YAML")
    sent = (await house.calls("sendDocument"))[-1]["result"]["document"]
    async with house.http.get(f"{house.simulator.url}/sim/file/{sent['file_id']}") as answer:
        (tmp_path / sent["file_name"]).write_bytes(await answer.read())
    base = load([excerpt_folder(), tmp_path])
    assert base.topics["instansi.1"].answer == REPLY
    assert base.digest == house.service.services.library.index.base.digest


@pytest.mark.parametrize("page", [0, 7])
async def test_a_page_beyond_the_last_shows_the_last(house: House, page: int) -> None:
    curator = house.person(ADMIN)
    await curator.says("/pertanyaan")
    await house.post("callback", user_id=ADMIN, chat_id=ADMIN, message_id=2, data=f"1q:terlewat:{page or 9}")
    await house.idle()
    assert "Tidak ada yang terlewat" in await curator.reads()


async def test_what_could_not_be_learnt_at_once_is_learnt_at_the_next_tick(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = house.service.services.library
    refresh = library.refresh
    failed: list[Additions] = []

    def fail_once(additions: Additions | None = None) -> Refresh:
        if additions is not None and not failed:
            failed.append(additions)
            raise OSError("no memory")
        return refresh(additions)

    monkeypatch.setattr(library, "refresh", fail_once)
    await kept(house)
    assert failed
    await house.service.tick()
    assert "standar biaya" in await house.person(1002).says(MISSED)
