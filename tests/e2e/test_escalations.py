"""A question nobody can answer reaches a coordinator and comes back as an answer."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.support.clock import ManualClock
from tests.support.house import House, Person, open_house

FIRST, SECOND = 9000, 9001
QUESTION = "brp honor fasilitator klinik rb di kabupaten kami"
SAME = "honor fasilitator klinik rb di kabupaten kami brp ya min"
REPLY = "Mengikuti standar biaya <b>kabupaten</b> & SK Bupati."


@pytest.fixture
async def house(database_url: str, clock: ManualClock) -> AsyncIterator[House]:
    async with open_house(database_url, clock, admin_ids=f"{FIRST},{SECOND}") as house:
        for coordinator in (FIRST, SECOND):
            await house.person(coordinator).says("/start")
        yield house


async def handed_on(house: House, asker: int = 1001, question: str = QUESTION) -> Person:
    person = house.person(asker)
    assert "belum tahu" in await person.says(question)
    assert "Diteruskan kepada koordinator" in await person.taps("🙋 Tanya koordinator")
    return person


async def answered(house: House, reply: str = REPLY) -> Person:
    coordinator = house.person(FIRST)
    await coordinator.taps("✍️ Saya jawab")
    await coordinator.says(reply)
    await coordinator.taps("📨 Kirim")
    return coordinator


async def card(person: Person) -> str:
    """Return the escalation's card as the person sees it now."""
    return next(str(m["html"]) for m in reversed(await person.from_bot()) if "Pertanyaan #" in m["html"])


async def test_the_reply_reaches_the_asker_below_the_question_word_for_word(house: House) -> None:
    asker = await handed_on(house)
    await answered(house)
    last = (await asker.from_bot())[-1]
    assert "Mengikuti standar biaya &lt;b&gt;kabupaten&lt;/b&gt; &amp; SK Bupati." in last["html"]
    sent = [call["params"] for call in await house.calls("sendMessage") if call["params"]["chat_id"] == asker.user_id]
    assert sent[-1]["reply_parameters"]["message_id"] == 1
    assert "✅ Sudah dijawab" in (await asker.from_bot())[-2]["html"]


async def test_what_an_asker_typed_is_shown_letter_by_letter(house: House) -> None:
    await handed_on(house, question="honor <b>fasilitator</b> & <i>klinik")
    assert "honor &lt;b&gt;fasilitator&lt;/b&gt; &amp; &lt;i&gt;klinik" in await card(house.person(FIRST))


async def test_the_asker_and_the_other_coordinator_see_that_it_is_taken(house: House) -> None:
    asker = await handed_on(house)
    await house.person(FIRST).taps("✍️ Saya jawab")
    assert "Koordinator sedang menjawab" in await asker.reads()
    assert "Sedang dijawab koordinator lain" in await card(house.person(SECOND))


async def test_of_two_who_take_it_up_one_wins_and_the_other_sees_how_it_stands(house: House) -> None:
    await handed_on(house)
    first, second = house.person(FIRST), house.person(SECOND)
    [message] = [m for m in await second.from_bot() if "Pertanyaan #" in m["html"]]
    stale = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await first.taps("✍️ Saya jawab")
    await second.taps("", data=stale, message_id=message["message_id"])
    assert "Sedang dijawab koordinator lain" in await card(second)
    [row] = await house.rows("SELECT taken_by, version FROM escalations")
    assert row == {"taken_by": FIRST, "version": 1}


async def test_a_colleague_can_take_over(house: House) -> None:
    await handed_on(house)
    await house.person(FIRST).taps("✍️ Saya jawab")
    second = house.person(SECOND)
    await second.taps("Ambil alih")
    await second.taps("✍️ Saya jawab")
    assert "Sedang dijawab koordinator lain" in await card(house.person(FIRST))
    assert "Silakan tulis jawaban" in await second.reads()


async def test_a_reply_is_shown_before_it_is_sent_and_can_be_written_again(house: House) -> None:
    asker = await handed_on(house)
    coordinator = house.person(FIRST)
    await coordinator.taps("✍️ Saya jawab")
    assert "akan dikirim" in await coordinator.says("jawaban yang keliru")
    await coordinator.says(REPLY)
    assert "Jawaban koordinator" not in await asker.reads()
    await coordinator.taps("📨 Kirim")
    assert "Jawaban koordinator" in await asker.reads()
    assert "keliru" not in await asker.reads()


async def test_a_question_typed_in_place_of_a_reply_is_answered_and_not_sent(house: House) -> None:
    asker = await handed_on(house)
    coordinator = house.person(FIRST)
    await coordinator.taps("✍️ Saya jawab")
    await coordinator.says("brp nilai minimal wbk")
    assert "75" in (await coordinator.taps("Ini pertanyaan saya, bukan jawaban")).splitlines()[0]
    assert "75" not in await asker.reads()


async def test_giving_up_a_reply_leaves_the_question_open(house: House) -> None:
    await handed_on(house)
    coordinator = house.person(FIRST)
    await coordinator.taps("✍️ Saya jawab")
    assert "dibatalkan" in await coordinator.taps("Batal")
    assert "75" in (await coordinator.says("brp nilai minimal wbk")).splitlines()[0]
    assert [row["state"] for row in await house.rows("SELECT state FROM escalations")] == ["open"]
    assert "Belum ada yang menjawab" in await card(house.person(SECOND))


async def test_a_reply_too_long_for_a_message_is_asked_for_again(house: House) -> None:
    await handed_on(house)
    coordinator = house.person(FIRST)
    await coordinator.taps("✍️ Saya jawab")
    assert "paling banyak 3.000" in await coordinator.says("x" * 3001)
    assert "akan dikirim" in await coordinator.says("x" * 3000)
    await coordinator.taps("📨 Kirim")
    assert "Dijawab oleh Anda" in await card(coordinator)


async def test_who_asks_the_same_waits_with_the_first_and_is_answered_too(house: House) -> None:
    first = await handed_on(house)
    second = house.person(1002)
    await second.says(SAME)
    assert "Rekan lain juga menanyakannya" in await second.taps("🙋 Tanya koordinator")
    assert "2 penanya" in await card(house.person(FIRST))
    await answered(house)
    for asker in (first, second):
        assert "Jawaban koordinator" in await asker.reads()
    assert len(await house.rows("SELECT id FROM escalations")) == 1


async def test_who_asked_the_same_before_and_went_away_is_told(house: House) -> None:
    earlier = house.person(1003)
    assert "belum tahu" in await earlier.says(SAME)
    house.clock.move(timedelta(days=3))
    await handed_on(house)
    await answered(house)
    assert "Jawaban koordinator" in await earlier.reads()


async def test_an_attached_topic_answers_at_once_and_from_then_on(house: House) -> None:
    asker = await handed_on(house, question="stiker kaca ngarep warnane opo")
    coordinator = house.person(FIRST)
    await coordinator.taps("📎 Tautkan ke topik")
    await coordinator.taps("🔎 Cari topik lain")
    await coordinator.says("maklumat pelayanan")
    label = (await coordinator.buttons())[0]
    await coordinator.taps(label)
    assert label in await asker.reads()
    other = await house.person(1004).says("warnane stiker kaca ngarep opo")
    assert f"📌 {label}" in other


async def test_what_is_dismissed_is_told_kindly_refused_from_then_on_and_can_be_taken_back(house: House) -> None:
    asker = await handed_on(house)
    coordinator = house.person(FIRST)
    await coordinator.taps("🚫 Bukan urusan kita")
    assert "di luar urusan reformasi birokrasi" in await asker.reads()
    assert len(await house.rows("SELECT gist FROM not_ours")) == 1
    await coordinator.taps("Urungkan")
    assert await house.rows("SELECT gist FROM not_ours") == []
    assert "Belum ada yang menjawab" in await card(coordinator)


async def test_an_asker_can_take_the_question_back(house: House) -> None:
    asker = await handed_on(house)
    assert "ditarik kembali" in await asker.taps("Tarik pertanyaan")
    assert "Ditarik kembali oleh penanya" in await card(house.person(FIRST))


async def test_an_asker_can_ask_back_and_the_coordinators_see_what_it_is_about(house: House) -> None:
    asker = await handed_on(house)
    coordinator = await answered(house)
    await asker.taps("Tanya balik")
    assert "#2" in await asker.says("kalau untuk narasumber dari luar gimana?")
    shown = await card(coordinator)
    assert "narasumber dari luar" in shown
    assert "standar biaya" in shown
    await answered(house, "Sama saja.")
    assert "Sama saja." in await asker.reads()


async def test_a_known_question_during_a_dialogue_is_answered_and_the_dialogue_stays(house: House) -> None:
    asker = await handed_on(house)
    await answered(house)
    await asker.taps("Tanya balik")
    assert "75" in (await asker.says("passing grade wbbm brp")).splitlines()[0]
    assert "Pertanyaan #2" in await asker.says("kalau narasumber luar?")


async def test_nobody_floods_the_coordinators(house: House) -> None:
    asker = house.person()
    for number in range(6):
        await asker.says(f"zzqx{'abcdef'[number] * 3} qqvv{'ghijkl'[number] * 3}")
        await asker.taps("🙋 Tanya koordinator")
    assert "Mohon tunggu" in await asker.reads()
    assert len(await house.rows("SELECT id FROM escalations")) == 5


async def test_a_second_tap_hands_nothing_on_twice(house: House) -> None:
    asker = house.person()
    await asker.says(QUESTION)
    message = (await asker.from_bot())[-1]["message_id"]
    for _ in range(2):
        await asker.taps("🙋 Tanya koordinator", message_id=message)
    assert len(await house.rows("SELECT id FROM escalations")) == 1
    assert len(await house.rows("SELECT chat_id FROM askers")) == 1


async def test_a_restart_forgets_neither_the_dialogue_nor_the_draft(house: House) -> None:
    asker = await handed_on(house)
    coordinator = house.person(FIRST)
    await coordinator.taps("✍️ Saya jawab")
    await house.restart()
    assert "akan dikirim" in await coordinator.says(REPLY)
    await house.restart()
    await coordinator.taps("📨 Kirim")
    assert "Jawaban koordinator" in await asker.reads()


async def test_after_half_an_hour_a_message_is_a_question_again(house: House) -> None:
    await handed_on(house)
    coordinator = house.person(FIRST)
    await coordinator.taps("✍️ Saya jawab")
    house.clock.move(timedelta(minutes=31))
    assert "75" in (await coordinator.says("brp nilai minimal wbk")).splitlines()[0]


async def test_after_two_working_days_the_coordinators_are_reminded_once_in_office_hours(house: House) -> None:
    await handed_on(house)  # Monday 09.00
    house.clock.move(timedelta(days=1, hours=23))
    await house.service.tick()
    await house.idle()
    assert "menunggu jawaban" not in await house.person(SECOND).reads()
    for _ in range(2):
        house.clock.move(timedelta(hours=1))
        await house.service.tick()
        await house.idle()
    told = [m for m in await house.person(SECOND).from_bot() if "lebih dari dua hari kerja" in m["html"]]
    assert len(told) == 1
    label = (await house.person(SECOND).buttons())[0]
    assert "Belum ada yang menjawab" in await house.person(SECOND).taps(label)


async def test_without_coordinators_nobody_is_offered_one(database_url: str, clock: ManualClock) -> None:
    async with open_house(database_url, clock, admin_ids="") as house:
        await house.person().says(QUESTION)
        assert "🙋 Tanya koordinator" not in await house.person().buttons()


async def test_without_a_question_at_hand_it_is_asked_for(house: House) -> None:
    asker = house.person()
    await asker.says("/start t_zan")
    await asker.taps("🙋 Tanya koordinator")
    assert "Diteruskan" in await asker.says("nilai 74,9 itu dibulatkan tidak di kabupaten kita?")
    assert "74,9" in await card(house.person(FIRST))
