"""An ASN asks, is asked back, corrects a question: the real application, over HTTP."""

import pytest

from knowledge.library import Library
from tests.support.house import House, built_in_library


@pytest.fixture(scope="module")
def library() -> Library:
    return built_in_library()


async def test_a_question_in_everyday_words_gets_the_sourced_answer(house: House) -> None:
    text = await house.person().says("brp nilai minimal wbk")
    assert "75" in text.splitlines()[0]
    assert "PermenPANRB 90/2021" in text
    assert "Diperiksa 21 Nov 2026" in text


async def test_a_doubtful_question_gets_buttons_and_a_tap_the_answer(house: House) -> None:
    asn = house.person()
    assert "Maksud Anda yang mana?" in await asn.says("nilai")
    label = (await asn.buttons())[0]
    assert f"📌 {label}" in await asn.taps(label)


@pytest.mark.parametrize("question", ["resep rendang padang asli", "cuaca besok di kota", "asdfgh qwerty zxcvb"])
async def test_what_is_not_known_is_said_to_be_unknown(house: House, question: str) -> None:
    assert "belum tahu" in await house.person().says(question)


async def test_small_talk_is_answered_kindly_and_without_a_topic(house: House) -> None:
    text = await house.person().says("terima kasih banyak ya")
    assert "📌" not in text
    assert text


async def test_a_follow_up_is_read_against_the_last_topic(house: House) -> None:
    asn = house.person()
    first = await asn.says("brp nilai minimal wbk")
    assert "Nilai minimal WBK dan WBBM" in first
    assert "Nilai minimal WBK dan WBBM" in await asn.says("kalau wbbm?")
    assert "Contoh hitungan" in (await asn.says("contohnya?")).splitlines()[0]


async def test_a_choice_that_offers_the_topic_of_the_talk_leaves_the_talk_with_it(house: House) -> None:
    asn = house.person()
    assert "Delapan aspek sistem merit" in await asn.says("Sebutkan prinsip sistem merit dalam Pasal 2")
    assert "Maksud Anda yang mana?" in await asn.says("formulirnya apa")
    assert "Delapan aspek sistem merit" in await asn.says("dasar hukumnya?")


async def test_after_a_quarter_of_an_hour_the_topic_is_forgotten(house: House) -> None:
    asn = house.person()
    await asn.says("brp nilai minimal wbk")
    assert "Nilai minimal WBK dan WBBM" in await asn.says("contohnya?")
    house.clock.advance(16 * 60)
    assert "Nilai minimal WBK dan WBBM" not in await asn.says("contohnya?")


async def test_tanya_asks_too_and_alone_says_how(house: House) -> None:
    asn = house.person()
    assert "75" in await asn.says("/tanya brp nilai minimal wbk")
    assert "/tanya nilai minimal WBK" in await asn.says("/tanya")


async def test_an_edited_question_has_its_answer_edited(house: House) -> None:
    asn = house.person()
    await asn.says("brp nilai minimal wbk")
    [question, answer] = await asn.messages()
    await asn.edits(question["message_id"], "apa itu maklumat pelayanan")
    [_, edited] = await asn.messages()
    assert edited["message_id"] == answer["message_id"]
    assert "maklumat" in edited["html"].lower()


async def test_a_question_edited_after_its_answer_was_deleted_is_answered_anew(house: House) -> None:
    asn = house.person()
    await asn.says("brp nilai minimal wbk")
    [question, answer] = await asn.messages()
    await house.service.services.bot.delete_message(asn.user_id, answer["message_id"])
    await asn.edits(question["message_id"], "apa itu maklumat pelayanan")
    assert "maklumat" in (await asn.reads()).lower()


async def test_a_command_corrected_to_a_question_has_its_reply_edited(house: House) -> None:
    asn = house.person()
    for number, mistyped in enumerate(("/tanya", "/tnaya brp nilai minimal wbk")):
        await asn.says(mistyped)
        question = (await asn.messages())[-2]
        assert "75" in await asn.edits(question["message_id"], "/tanya brp nilai minimal wbk")
        assert len(await asn.from_bot()) == number + 1


async def test_an_album_with_words_below_gets_one_reply(house: House) -> None:
    asn = house.person()
    items = [{"kind": "photo", "caption": "brp nilai minimal wbk"}, {"kind": "photo"}, {"kind": "photo"}]
    await house.post("album", user_id=asn.user_id, items=items)
    await house.idle()
    assert len(await asn.from_bot()) == 1
    assert "75" in await asn.reads()


async def test_a_picture_with_words_below_is_a_question(house: House) -> None:
    asn = house.person()
    await house.post("media", user_id=asn.user_id, kind="photo", caption="brp nilai minimal wbk")
    await house.idle()
    assert "75" in await asn.reads()


async def test_every_question_is_logged_with_what_became_of_it(house: House) -> None:
    asn = house.person()
    for question in ("brp nilai minimal wbk", "resep rendang padang asli", "terima kasih banyak ya"):
        await asn.says(question)
    rows = await house.service.services.database.read(
        lambda on: on.all("SELECT outcome, topic_id, chat_id, person_id FROM questions ORDER BY id")
    )
    assert [row["outcome"] for row in rows] == ["answer", "unknown", "smalltalk"]
    assert rows[0]["topic_id"] == "zi.ambang-nilai"
    assert {(row["chat_id"], row["person_id"]) for row in rows} == {(asn.user_id, asn.user_id)}
