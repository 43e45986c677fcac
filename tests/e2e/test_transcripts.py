"""Thirty turns each as the people of an agency: the whole clinic, as they would use it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.e2e.test_tasks import sends_file
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, Person, open_house
from tests.support.office import FOCAL, open_office

FOLDER = Path(__file__).parent / "transcripts"
PEOPLE = {"clerk": 1001, "head": 1002, "coordinator": ADMIN, "focal": FOCAL}
TURNS = 30


async def play(house: House, turn: dict[str, Any], speaker: int) -> str:
    """Say or tap what the turn says, and return all that the bot shows then, the last message first."""
    person = house.person(turn.get("who", speaker))
    if "says" in turn:
        await person.says(turn["says"])
    elif "sends" in turn:
        await sends_file(person, turn["sends"])
    else:
        await person.taps(await label(person, turn["taps"]))
    shown = [str(message.get("html", "")) for message in await person.from_bot()]
    return "\n".join(reversed(shown[-3:]))


async def label(person: Person, begins: str) -> str:
    """Return the button whose label begins so: numbers and times in it are of no interest."""
    messages = reversed(await person.from_bot())
    rows = (row for message in messages for row in message.get("reply_markup", {}).get("inline_keyboard", []))
    return next((b["text"] for row in rows for b in row if b["text"].startswith(begins)), begins)


@pytest.mark.parametrize("name", PEOPLE)
async def test_the_clinic_as_they_use_it(database_url: str, clock: ManualClock, name: str) -> None:
    turns = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    assert len(turns) == TURNS
    async with open_house(database_url, clock) as house:
        await open_office(house)
        for person in (*PEOPLE.values(), 1003):
            await house.person(person).says("/start")
        for number, turn in enumerate(turns, start=1):
            shown = (await play(house, turn, PEOPLE[name])).replace("<b>", "").replace("</b>", "")
            missing = [words for words in turn["reads"] if words not in shown]
            assert not missing, f"turn {number}, {turn}: {shown}"
