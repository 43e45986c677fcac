"""A focal person's daily work: the list, ticking off, evidence, figures, history."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.audit import By
from bot.checklists.rounds import assign, open_round
from bot.checklists.store import find_task, replayed
from bot.database import Connection
from tests.support.clock import ManualClock
from tests.support.house import House
from tests.support.office import COORDINATOR, DUE, FOCAL, HEAD, OTHER_FOCAL, Office

GROUP = -100200


def kept(house: House) -> list[bytes]:
    """Return what the vault holds."""
    return [path.read_bytes() for path in Path(house.settings.klinik_files_dir).glob("*/*")]


async def test_the_list_shows_the_progress_and_every_task(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    assert "0 dari 4 selesai" in await person.says("/tugas")
    assert [label for label in await person.buttons() if label[0] in "⬜⏰"] == [
        "⬜ 1. Susun rencana aksi",
        "⏰ 2. Tetapkan target",
        "⬜ 3. Laksanakan survei kepuasan",
        "⬜ 4. Unggah laporan",
    ]


async def test_a_long_name_leaves_room_for_how_far_the_list_is(house: House, office: Office) -> None:
    def another(on: Connection) -> None:
        by = By(COORDINATOR, house.clock.now())
        assign(on, open_round(on, 1, "Semester II 2026 " * 4, DUE, by) or 0, [office.disdik], by)

    await house.service.services.database.write(another)
    person = house.person(FOCAL)
    await person.says("/tugas")
    assert [label[-6:] for label in await person.buttons()] == [" · 0/4"] * 2


async def test_a_task_is_ticked_off_and_the_change_taken_back(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    assert "Dokumen renaksi" in await person.taps("⬜ 1. Susun rencana aksi")
    assert "Selesai · tenggat" in await person.taps("✅ Selesai")
    assert "1 dari 4 selesai" in await person.taps("‹ Daftar")
    await person.taps("Semua 4")
    await person.taps("✅ 1. Susun rencana aksi")
    assert "Belum · tenggat" in await person.taps("↩️ Urungkan")


async def test_what_is_blocked_needs_a_reason_and_is_told_to_the_coordinators(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await house.person(COORDINATOR).says("/start")
    await person.says("/tugas")
    await person.taps("⬜ 4. Unggah laporan")
    assert "Apa hambatannya" in await person.taps("⛔ Terhambat")
    assert "Terhambat · tenggat" in await person.says("Aplikasinya <b>mati</b>")
    assert "Dinas Pendidikan terhambat" in await house.person(COORDINATOR).reads()
    assert "Aplikasinya <b>mati</b>" in await house.person(COORDINATOR).reads()


async def test_an_old_button_changes_nothing_and_shows_how_it_is(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 1. Susun rencana aksi")
    stale = (await person.from_bot())[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await person.taps("➖ Tidak berlaku")
    await person.says("Bukan urusan dinas")
    message = (await person.from_bot())[0]["message_id"]
    await house.post("callback", user_id=FOCAL, chat_id=FOCAL, message_id=message, data=stale)
    await house.idle()
    assert (await house.calls("answerCallbackQuery"))[-1]["params"]["text"].startswith("Keadaannya sudah berubah")
    assert [row["state"] for row in await house.rows("SELECT state FROM tasks ORDER BY id LIMIT 1")] == ["exempt"]


async def test_a_new_list_disarms_the_old_one(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.says("/tugas")
    first, second = await person.from_bot()
    assert not first.get("reply_markup", {}).get("inline_keyboard")
    assert second["reply_markup"]["inline_keyboard"]


async def test_a_deleted_list_is_sent_anew(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    message = (await person.from_bot())[-1]["message_id"]
    data = (await person.from_bot())[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await house.post("callback", user_id=FOCAL, chat_id=FOCAL, message_id=message, data=data)
    await house.post("delete", chat_id=FOCAL, message_id=message)
    await house.idle()
    assert "Susun rencana aksi" in await person.reads()


async def test_files_links_and_notes_become_evidence(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 3. Laksanakan survei kepuasan")
    assert "Laporan SKM" in await person.taps("📎 Tambah eviden")
    assert "Tersimpan untuk butir 3" in await person.sends("laporan skm.pdf", b"skm")
    assert "https://contoh.go.id/skm" in await person.says("https://contoh.go.id/skm")
    assert "sudah dikirim ke bagian organisasi" in await person.says("sudah dikirim ke bagian organisasi")
    assert "Survei Kepuasan Masyarakat" in await person.says("apa itu skm?")
    assert "Eviden (3)" in await person.says("cukup")
    assert kept(house) == [b"skm"]


async def test_whoever_looks_at_the_task_again_asks_questions_again(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 3. Laksanakan survei kepuasan")
    await person.taps("📎 Tambah eviden")
    await person.taps("✔️ Sudah cukup")
    assert "75" in await person.says("brp nilai minimal wbk")
    assert not await house.rows("SELECT * FROM evidence")


async def test_a_note_that_was_a_question_is_answered(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 3. Laksanakan survei kepuasan")
    await person.taps("📎 Tambah eviden")
    assert "Tersimpan" in await person.says("nilai wbk unit kami minimalnya hrs brp ya")
    assert "75" in await person.taps("❓ Ini pertanyaan")
    assert [row["dropped_at"] is not None for row in await house.rows("SELECT * FROM evidence")] == [True]


async def test_an_album_is_confirmed_once(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 3. Laksanakan survei kepuasan")
    await person.taps("📎 Tambah eviden")
    before = len(await person.from_bot())
    items = [{"kind": "photo"}, {"kind": "photo"}, {"kind": "photo"}]
    await house.post("album", user_id=FOCAL, items=items)
    await house.idle()
    assert len(await person.from_bot()) == before + 1
    assert (await person.reads()).count("foto-") == 3
    assert len(await house.rows("SELECT * FROM evidence")) == 3


async def test_a_file_out_of_the_blue_asks_which_task_it_is_for(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    assert "Untuk tugas yang mana" in await person.sends("survei kepuasan 2026.pdf")
    assert (await person.buttons())[0] == "3. Laksanakan survei kepuasan"
    assert "Tersimpan untuk butir 3" in await person.taps("3. Laksanakan survei kepuasan")
    assert len(await house.rows("SELECT * FROM evidence")) == 1


async def test_what_is_too_big_is_asked_for_as_a_link(
    house: House, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.uploads.handlers.LARGEST", 10)
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 3. Laksanakan survei kepuasan")
    await person.taps("📎 Tambah eviden")
    assert "kirim tautannya" in await person.sends("video.mp4", bytes(11))
    assert not await house.rows("SELECT * FROM uploads")


async def test_evidence_is_looked_at_taken_off_and_put_back(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.sends("renaksi.pdf", b"renaksi")
    await person.taps("1. Susun rencana aksi")
    await person.taps("Lihat butir")
    await person.taps("🗂 Eviden")
    await person.taps("👁 Lihat 1")
    *_, listed, sent = await person.from_bot()
    assert sent["media"]["file_name"] == "renaksi.pdf"
    await person.taps("🗑 Cabut 1", message_id=listed["message_id"])
    assert "Eviden dicabut: renaksi.pdf" in (await person.from_bot())[-2]["html"]
    await person.taps("↩️ Pulihkan", message_id=listed["message_id"])
    assert [row["dropped_at"] for row in await house.rows("SELECT dropped_at FROM evidence")] == [None]


async def test_evidence_of_another_task_is_used_again(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.sends("renaksi.pdf", b"renaksi")
    await person.taps("1. Susun rencana aksi")
    await person.says("/tugas")
    await person.taps("⬜ 4. Unggah laporan")
    await person.taps("♻️ Pakai yang ada")
    assert "Tersimpan untuk butir 4" in await person.taps("renaksi.pdf")


async def test_figures_are_read_as_they_are_typed(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⏰ 2. Tetapkan target")
    await person.taps("✏️ Target")
    assert "belum terbaca" in await person.says("banyak")
    assert "Target 1.250,5" in await person.says("1.250,5")
    await person.taps("✏️ Anggaran")
    assert "Rp150.000.000" in await person.says("150 juta")


async def test_the_topic_of_a_task_is_one_tap_away(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 3. Laksanakan survei kepuasan")
    assert "SKM" in await person.taps("❓ Apa ini?")


async def test_the_head_reads_and_changes_nothing(house: House, office: Office) -> None:
    head = house.person(HEAD)
    assert "0 dari 4" in await head.says("/tugas")
    await head.taps("⬜ 1. Susun rencana aksi")
    assert "✅ Selesai" not in await head.buttons()


async def test_the_day_counts_in_the_units_own_zone(house: House, office: Office, clock: ManualClock) -> None:
    clock.move(datetime(2026, 12, 15, 15, 30, tzinfo=UTC) - clock.now())
    assert "hari ini" in await house.person(FOCAL).says("/tugas")
    assert "lewat 1 hari" in await house.person(OTHER_FOCAL).says("/tugas")


async def test_the_log_tells_what_the_tasks_are(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.says("/tugas")
    await person.taps("⬜ 1. Susun rencana aksi")
    await person.taps("🟡 Proses")
    await person.taps("✅ Selesai")
    assert "proses → selesai" in await person.taps("🕘 Riwayat")
    task = office.tasks[0].id
    database = house.service.services.database
    now = await database.read(lambda on: find_task(on, task))
    assert now is not None
    assert now.progress == await database.read(lambda on: replayed(on, task))


async def test_many_edits_in_a_group_are_sent_as_few(house: House, office: Office) -> None:
    await house.post("message", user_id=FOCAL, chat_id=GROUP, chat_type="supergroup", text="/tugas")
    await house.idle()
    message = (await house.get(f"chat/{GROUP}"))["messages"][-1]["message_id"]
    await house.post("fault", method="editMessageText", code=429, description="Too Many Requests", retry_after=30)
    for page in ("open", "due", "all") * 5:
        data = f"1c:{office.disdik}:{office.round}" + ("" if page == "open" else f":{page}")
        await house.post("callback", user_id=FOCAL, chat_id=GROUP, message_id=message, data=data)

    async def all_is_applied() -> bool:
        rows = await house.rows("SELECT count(*) AS many FROM effects WHERE method = 'editMessageText'")
        return bool(rows[0]["many"] == 15)

    await house.until(all_is_applied, step=0)
    await house.until(lambda: _sent(house, 2), step=31)
    await house.idle()
    edits = await house.calls("editMessageText")
    assert len(edits) < 8
    assert "• Semua 4" in str(edits[-1]["params"]["reply_markup"])


async def _sent(house: House, calls: int) -> bool:
    return len(await house.calls("editMessageText")) >= calls


async def test_what_a_closed_period_holds_is_not_changed(house: House, office: Office) -> None:
    person, task = house.person(FOCAL), office.tasks[2].id
    await person.says("/tugas")
    await person.taps("⬜ 3. Laksanakan survei kepuasan")
    await person.taps("📎 Tambah eviden")
    await house.execute("UPDATE tasks SET state = 'done', done_at = 1")
    await house.execute("UPDATE rounds SET closed_at = 1")
    assert "sudah ditutup" in await person.sends("skm.pdf")
    assert "sudah ditutup" in await person.says("https://contoh.go.id/skm")
    await house.person(COORDINATOR).says("/start")
    await house.person(COORDINATOR).taps_data(f"1va:{task}:0")
    assert not await house.rows("SELECT * FROM evidence")
    assert {row["state"] for row in await house.rows("SELECT state FROM tasks")} == {"done"}


async def test_a_file_is_evidence_of_the_task_it_was_chosen_for_first(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await person.sends("renaksi.pdf")
    await person.taps("1. Susun rencana aksi")
    assert "eviden butir lain" in await person.taps_data(f"1ua:{office.tasks[3].id}:1")
    assert [row["task_id"] for row in await house.rows("SELECT task_id FROM evidence")] == [office.tasks[0].id]


async def test_the_list_of_a_round_that_is_not_the_units_is_not_shown(house: House, office: Office) -> None:
    person = house.person(FOCAL)
    await house.execute("DELETE FROM tasks WHERE unit_id <> (SELECT id FROM units WHERE code = 'dinkes')")
    await person.says("/start")
    await person.taps_data(f"1c:{office.disdik}:{office.round}")
    assert "sudah tidak ada" in await person.reads()
