"""The questions of a measurement: real-sounding, no two runs of them different."""

import json
import random
from dataclasses import dataclass

from benchmarks.processes import ROOT
from bot.content import built_in_folder
from knowledge.loading import load

CHATS = 5000
"""So many that hardly anybody asks twice within a second, after which an answer would have to wait."""
FIRST_CHAT = 1001
SEED = 2026
QUESTIONS = ROOT / "tests" / "questions" / "dev-1.jsonl"
OPENINGS = ("", "", "", "min, ", "mohon info ", "selamat pagi, ", "maaf mau tanya, ", "pak izin bertanya ")
CLOSINGS = ("", "", "", "?", " ya", " ya kak?", " 🙏", " makasih")
TYPOS = 0.2
"""The share of questions in which two letters have changed places."""


@dataclass(frozen=True)
class Question:
    """What one person asks in the private chat."""

    chat_id: int
    text: str


def questions(count: int) -> list[Question]:
    """Return that many questions of persons who take turns; the same at every call."""
    chance = random.Random(SEED)
    known = _known_questions()
    return [Question(FIRST_CHAT + number % CHATS, _varied(chance.choice(known), chance)) for number in range(count)]


def _known_questions() -> list[str]:
    if QUESTIONS.exists():
        return [json.loads(line)["q"] for line in QUESTIONS.read_text("utf-8").splitlines()]
    topics = load([built_in_folder()]).topics.values()
    return [phrasing for topic in topics for phrasing in topic.ways]


def _varied(text: str, chance: random.Random) -> str:
    if chance.random() < TYPOS:
        text = _slipped(text, chance.randrange(len(text)))
    return chance.choice(OPENINGS) + text + chance.choice(CLOSINGS)


def _slipped(text: str, at: int) -> str:
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
