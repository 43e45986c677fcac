"""Thumbs up and down below an answer, and what was wrong."""

from tests.support.house import ADMIN, House

ASKED = "brp nilai minimal wbk"


async def test_a_thumb_up_is_thanked_for_and_counted(house: House) -> None:
    asn = house.person()
    await asn.says(ASKED)
    await asn.taps("👍")
    assert "senang" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]
    [row] = await house.rows("SELECT question_id, topic_id, liked FROM ratings")
    assert row == {"question_id": 1, "topic_id": "zi.ambang-nilai", "liked": 1}


async def test_a_thumb_down_asks_what_was_wrong(house: House) -> None:
    asn = house.person()
    await asn.says(ASKED)
    assert "Apa yang kurang" in await asn.taps("👎")
    assert "kurang lengkap" in await asn.taps("Kurang lengkap")
    [row] = await house.rows("SELECT liked, reason FROM ratings")
    assert row == {"liked": 0, "reason": "kurang"}


async def test_own_words_are_kept_and_shown_to_curators_escaped(house: House) -> None:
    asn = house.person()
    await asn.says(ASKED)
    await asn.taps("👎")
    await asn.taps("Saya tulis sendiri")
    assert "sudah kami simpan" in await asn.says("tidak disebut <i>nilai</i> per area")
    curator = house.person(ADMIN)
    await curator.says("/pertanyaan")
    assert "tidak disebut <i>nilai</i> per area" in await curator.taps("Kurang disukai")
    assert "ditanya 1, 👍 0, 👎 1" in await curator.reads()


async def test_a_second_thought_replaces_the_first(house: House) -> None:
    asn = house.person()
    await asn.says(ASKED)
    answer = (await asn.from_bot())[-1]["message_id"]
    await asn.taps("👎")
    await asn.taps("👍", message_id=answer)
    assert [row["liked"] for row in await house.rows("SELECT liked FROM ratings")] == [1]


async def test_whoever_has_come_to_like_an_answer_changes_nothing_by_saying_why(house: House) -> None:
    asn = house.person()
    await asn.says(ASKED)
    answer = (await asn.from_bot())[-1]["message_id"]
    await asn.taps("👎")
    await asn.taps("👍", message_id=answer)
    await asn.taps("Kurang lengkap")
    assert "sudah berubah" in (await house.calls("answerCallbackQuery"))[-1]["params"]["text"]
    assert [row["reason"] for row in await house.rows("SELECT reason FROM ratings")] == [None]


async def test_nobody_gives_reasons_for_another(house: House) -> None:
    asn = house.person()
    await asn.says(ASKED)
    await asn.taps("👎")
    stranger = house.person(1002)
    await stranger.says("/start")
    await house.post("callback", user_id=1002, chat_id=1002, message_id=5, data="1rw:1:kurang")
    await house.idle()
    assert [row["reason"] for row in await house.rows("SELECT reason FROM ratings")] == [None]


async def test_a_facet_keeps_the_question_it_belongs_to(house: House) -> None:
    asn = house.person()
    await asn.says(ASKED)
    await asn.taps("Contoh")
    await asn.taps("👍")
    assert [row["question_id"] for row in await house.rows("SELECT question_id FROM ratings")] == [1]
