"""Thirty turns and more each as the people of an agency: the whole clinic, as they would use it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.e2e.test_reminders import moves_to
from tests.support.clock import ManualClock
from tests.support.house import ADMIN, House, Person, built_in_library, open_house
from tests.support.office import COORDINATOR, FOCAL, open_office

FOLDER = Path(__file__).parent / "transcripts"
PEOPLE = {"clerk": 1001, "head": 1002, "coordinator": ADMIN, "focal": FOCAL, "office": COORDINATOR}
TURNS = 30


async def play(house: House, turn: dict[str, Any], speaker: int) -> str:
    """Say, send or tap what the turn says, or let time pass until then; return all that the bot shows, the last first.

    A file that the bot sent is shown by its kind and name.
    """
    person = house.person(turn.get("who", speaker))
    if "clock" in turn:
        await moves_to(house, turn["clock"])
    elif "says" in turn:
        await person.says(turn["says"].replace("{undangan}", await invitation(house.person(speaker))))
    elif "sends" in turn:
        await person.sends(turn["sends"])
    else:
        await person.taps(await label(person, turn["taps"]))
    return "\n".join(map(shown, reversed((await person.from_bot())[-3:])))


def shown(message: dict[str, Any]) -> str:
    """Return what is seen of a message."""
    media = message.get("media", {})
    file = f" [{media['kind']} {media.get('file_name', '')}]" if media else ""
    return f"{message.get('html', '')}{file}"


async def label(person: Person, begins: str) -> str:
    """Return the button whose label begins so: numbers and times in it are of no interest."""
    messages = reversed(await person.from_bot())
    rows = (row for message in messages for row in message.get("reply_markup", {}).get("inline_keyboard", []))
    return next((b["text"] for row in rows for b in row if b["text"].startswith(begins)), begins)


async def invitation(person: Person) -> str:
    """Return the last link by which somebody was shown that they may invite."""
    links = (re.search(r"\?start=(u_[\w-]{20})", message.get("html", "")) for message in await person.from_bot())
    return next((link[1] for link in reversed([*links]) if link), "")


@pytest.mark.parametrize("name", PEOPLE)
async def test_the_clinic_as_they_use_it(database_url: str, clock: ManualClock, name: str) -> None:
    turns = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    assert len(turns) >= TURNS
    async with open_house(database_url, clock, built_in_library()) as house:
        await open_office(house)
        for person in (*PEOPLE.values(), 1003):
            await house.person(person).says("/start")
        for number, turn in enumerate(turns, start=1):
            seen = (await play(house, turn, PEOPLE[name])).replace("<b>", "").replace("</b>", "")
            missing = [words for words in turn["reads"] if words not in seen]
            assert not missing, f"turn {number}, {turn}: {seen}"
