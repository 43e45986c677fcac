"""The simulator as a benchmark uses it: persons who ask, and the count of what they were answered."""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.processes import BenchmarkError, python, running
from benchmarks.questions import Question

START_SECONDS = 30.0
ANSWER_SECONDS = 30.0
"""How long the next answer may take before those still missing count as lost."""
LONGEST_SECONDS = 600.0
POLL_SECONDS = 0.02


class Telegram:
    """A running simulator, spoken to over one connection kept open."""

    def __init__(self, url: str, http: HTTPConnection) -> None:
        self.url = url
        self._http = http

    def ask(self, questions: Iterable[Question]) -> None:
        """Let persons send these messages, in this order."""
        for question in questions:
            self._call("POST", "/sim/message", {"user_id": question.chat_id, "text": question.text})

    def tap(self, person: int, label: str) -> None:
        """Let a person tap a button in their private chat, as soon as it is there."""
        began = time.perf_counter()
        while True:
            try:
                self._call("POST", "/sim/callback", {"user_id": person, "chat_id": person, "label": label})
                return
            except BenchmarkError:
                if time.perf_counter() - began > ANSWER_SECONDS:
                    raise
                time.sleep(POLL_SECONDS)

    def answered(self, method: str = "sendMessage") -> int:
        """Return how many messages the bot has sent so far by that method."""
        count: int = self._call("GET", f"/sim/outbox/count?method={method}")["count"]
        return count

    def last_file_size(self, person: int) -> int:
        """Return the bytes of the last file that a person was sent in their private chat."""
        messages = self._call("GET", f"/sim/chat/{person}")["messages"]
        sizes: list[int] = [message["media"]["file_size"] for message in messages if message.get("media")]
        return sizes[-1]

    def wait_for_answers(self, wanted: int, pause: float = POLL_SECONDS) -> float:
        """Wait until that many messages were sent, or no more come; return the seconds until the last one."""
        began = latest = time.perf_counter()
        count = self.answered()
        while count < wanted and latest - began < LONGEST_SECONDS and time.perf_counter() - latest < ANSWER_SECONDS:
            time.sleep(pause)
            before, count = count, self.answered()
            if count > before:
                latest = time.perf_counter()
        return latest - began

    def wait_for_silence(self) -> None:
        """Wait until every update is confirmed and no call is being made."""
        if not self._call("GET", "/sim/idle?timeout=10")["idle"]:
            raise BenchmarkError("the bot has not come to rest")

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        self._http.request(method, path, content, {"Content-Type": "application/json"})
        with self._http.getresponse() as response:
            answer = json.loads(response.read())
        if not answer["ok"]:
            raise BenchmarkError(f"{path}: {answer['description']}")
        return answer


@contextmanager
def simulator(folder: Path) -> Iterator[Telegram]:
    """Yield a fresh simulator in a process of its own."""
    with running("simulator", python("bot.simulator"), folder) as process:
        process.wait_until(lambda: process.printed().endswith("\n"), START_SECONDS)
        url = process.printed().split()[0]
        address = urlsplit(url)
        with closing(HTTPConnection(address.hostname or "", address.port, timeout=ANSWER_SECONDS)) as http:
            yield Telegram(url, http)


def environment(telegram: Telegram) -> dict[str, str]:
    """Return the settings of a bot that speaks to this simulator and keeps its database in its own folder."""
    return {
        "TELEGRAM_TOKEN": "4242:benchmark",
        "TELEGRAM_API_BASE": telegram.url,
        "DATABASE_URL": "sqlite:///klinik.db",
        # What is measured is the program, and not Telegram's limits.
        "MESSAGES_PER_SECOND": "1000000",
    }
