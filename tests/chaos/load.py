"""Seeded people: they ask, browse, tap and correct themselves, whatever becomes of the bot meanwhile."""

import asyncio
import json
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

import aiohttp

from bot.actions import Action, Rate, SayWhy
from bot.codes import decode
from bot.feedback.views import OWN_WORDS
from bot.simulator.server import Simulator

PEOPLE = range(20_001, 20_201)
GROUPS = range(-7_060, -7_000)
"""So many that none is asked more than it may be answered: twenty times a minute."""
ACTS_A_SECOND = 50.0
PATIENCE = 0.8
"""How likely one who waits for an answer waits on: else the backlog grows from kill to kill, and taps expire."""
WISHES = {"ask": 9, "tap": 7, "correct": 3, "browse": 2, "ask in a group": 2}
QUESTIONS = (
    "brp nilai minimal wbk",
    "bedanya wbk sama wbbm apa ya",
    "apa itu zona integritas",
    "skm itu wajib brp kali setahun",
    "bobot komponen pengungkit brapa",
    "apa itu RB tematik",
    "siapa yg menilai rb pemda",
    "kapan penilaian mandiri zi dikumpulin",
    "rencana aksi rb general isinya apa aja",
    "nilai indeks rb kategori BB itu berapa",
    "cara menyusun road map reformasi birokrasi",
    "bobotnya berapa?",
    "dasar hukumnya apa",
    "kalau wbbm?",
    "contoh eviden manajemen perubahan",
    "harga cabai hari ini",
    "terima kasih",
    "standar pelayanan wajib ditinjau kapan",
    "apa itu core values berakhlak <b>ASN</b>",
    "lke zi & pmpzi 'sama' gak?",
)

TOLD = ("sendMessage",)
SHOWN_AT_A_TAP = ("answerCallbackQuery", "editMessageText")
THANKED = ("answerCallbackQuery",)
ASKED_WHY = ("answerCallbackQuery", "sendMessage")
CORRECTED = ("editMessageText",)


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did, and the calls by which the bot must answer it, each once."""

    update_id: int
    lane: int
    methods: tuple[str, ...]
    question: str | None = None
    query_id: str | None = None


def _begins_a_dialogue(data: str) -> bool:
    action = decode(data)
    return isinstance(action, SayWhy) and action.reason == OWN_WORDS


def _says_why(data: str) -> bool:
    return isinstance(decode(data), SayWhy)


def _after_tapping(data: str) -> tuple[str, ...]:
    action = decode(data)
    if not isinstance(action, Rate):
        return SHOWN_AT_A_TAP
    return THANKED if action.liked else ASKED_WHY


class Crowd:
    """Two hundred people. Their wishes follow from the seed; what there is to tap follows from the bot."""

    def __init__(self, simulator: Simulator, http: aiohttp.ClientSession, seed: int) -> None:
        self._simulator = simulator
        self._http = http
        self._seed = seed
        self._asked: dict[int, int] = {}
        self._waiting: set[int] = set()
        self._pleased: set[int] = set()
        self._seen = 0
        self.acts: list[Act] = []
        self.leaving = False

    async def live(self) -> None:
        """Go on until told to leave: breaking off in an act would leave an update that nobody counts."""
        numbers = count()
        while not self.leaving:
            # A fresh generator an act: what one finds to tap must not change what the others want.
            rng = Random(f"{self._seed}:{next(numbers)}")
            await self._act(rng)
            await asyncio.sleep(rng.expovariate(ACTS_A_SECOND))

    async def _act(self, rng: Random) -> None:
        person, question = rng.choice(PEOPLE), rng.choice(QUESTIONS)
        self._look_for_answers()
        if person in self._waiting and rng.random() < PATIENCE:
            return
        self._waiting.add(person)
        match rng.choices(list(WISHES), list(WISHES.values()))[0]:
            case "tap" if found := self._button(person, rng):
                await self._tap(person, *found)
            case "correct" if person in self._asked:
                await self._correct(person, question)
            case "browse":
                await self._write(person, "/topik", None)
            case "ask in a group":
                await self._write(person, f"/tanya {question}", question, chat_id=rng.choice(GROUPS))
            case _:
                self._asked[person] = await self._write(person, question, question)

    def _look_for_answers(self) -> None:
        for call in self._simulator.world.log.since(self._seen, None):
            self._waiting.discard(json.loads(call.params).get("chat_id"))
            self._seen = call.seq + 1

    def _button(self, person: int, rng: Random) -> tuple[int, str] | None:
        chat = self._simulator.world.chats.get(person)
        for post in reversed(chat.posts.values() if chat else ()):
            rows = post.message.get("reply_markup", {}).get("inline_keyboard", [])
            offered = [button["callback_data"] for row in rows for button in row]
            if data := [one for one in offered if self._is_tapped(person, one)]:
                return post.message_id, rng.choice(data)
        return None

    def _is_tapped(self, person: int, data: str) -> bool:
        # Who begins to write a remark would have the next question taken for it. Who has come to like an answer
        # before the bot could ask what was wrong with it is told so, and nothing is changed.
        return not _begins_a_dialogue(data) and not (person in self._pleased and _says_why(data))

    async def _write(self, person: int, text: str, question: str | None, **where: Any) -> int:
        done = await self._do("message", user_id=person, text=text, **where)
        self.acts.append(Act(done["update_id"], done["chat_id"], TOLD, question))
        return int(done["message_id"])

    async def _correct(self, person: int, question: str) -> None:
        done = await self._do("edit", chat_id=person, message_id=self._asked[person], text=question)
        self.acts.append(Act(done["update_id"], person, CORRECTED, question))

    async def _tap(self, person: int, message_id: int, data: str) -> None:
        done = await self._do("callback", user_id=person, chat_id=person, message_id=message_id, data=data)
        if done["ok"]:  # the bot may have changed the message under the finger
            query_id = done["callback_query_id"]
            self.acts.append(Act(done["update_id"], person, _after_tapping(data), query_id=query_id))
            self._note_rating(person, decode(data))

    def _note_rating(self, person: int, action: Action | None) -> None:
        if isinstance(action, Rate):
            (self._pleased.add if action.liked else self._pleased.discard)(person)

    async def _do(self, word: str, **fields: Any) -> dict[str, Any]:
        async with self._http.post(f"{self._simulator.url}/sim/{word}", json=fields) as answer:
            done: dict[str, Any] = await answer.json()
            return done
