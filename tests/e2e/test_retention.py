"""What is kept about people is kept no longer than /privasi says."""

from datetime import timedelta

from tests.support.house import House

QUESTION = "brp nilai minimal wbk"


async def after(house: House, days: int) -> None:
    house.clock.move(timedelta(days=days))
    await house.service.tick()
    await house.idle()


async def test_messages_and_replies_are_deleted_after_their_days(house: House) -> None:
    await house.person().says(QUESTION)
    await after(house, house.settings.message_days - 1)
    assert len(await house.rows("SELECT body FROM inbox")) == 1
    await after(house, 2)
    for table in ("inbox", "effects", "living_messages"):
        assert await house.rows(f"SELECT * FROM {table}") == []


async def test_what_is_not_settled_yet_is_never_deleted(house: House) -> None:
    await house.person().says(QUESTION)
    await house.execute("UPDATE inbox SET state = 'new'")
    await house.stop()
    house.clock.move(timedelta(days=30))
    await house.begin()
    await house.idle()
    assert len(await house.person().from_bot()) == 2


async def test_a_question_loses_its_person_and_stays_for_the_curators(house: House) -> None:
    await house.person().says(QUESTION)
    await after(house, house.settings.question_days + 1)
    [row] = await house.rows("SELECT text, chat_id, person_id FROM questions")
    assert row == {"text": QUESTION, "chat_id": None, "person_id": None}


async def test_what_a_chat_was_about_is_forgotten_after_a_day(house: House) -> None:
    await house.person().says(QUESTION)
    assert len(await house.rows("SELECT * FROM conversations")) == 1
    await after(house, 2)
    assert await house.rows("SELECT * FROM conversations") == []
