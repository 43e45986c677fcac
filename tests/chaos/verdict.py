"""The proof, from the database and from what reached Telegram: nothing lost, nothing applied twice."""

import json
import sqlite3
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import psycopg

from bot.database import Connection, Row, open_database
from bot.simulator.outbox import Record
from tests.chaos.load import Act

OPEN_WORK = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM effects WHERE state = 'waiting')"
    " + (SELECT count(*) FROM broadcasts WHERE state <> 'done')"
    " + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending'))"
)
ANSWERED_BEFORE = ("message is not modified", "query is too old")
"""What Telegram says to a call that it has executed already, or whose wish is fulfilled already."""

Said = tuple[str, Any, Any, Any]


@dataclass(frozen=True)
class Verdict:
    """What was played, and how many calls were made needless because a kill lay between them and their settling."""

    updates: int
    questions: int
    calls: int
    needless: int
    doubled_messages: int
    worst_kill: int

    def __str__(self) -> str:
        return (
            f"{self.updates} updates and {self.questions} questions, each applied once; {self.calls} calls, "
            f"{self.needless} of them needless ({self.doubled_messages} messages twice in a chat, "
            f"at most {self.worst_kill} calls by one kill)"
        )


def open_work(url: str) -> int:
    """Return how many updates and effects wait, read beside the running bot."""
    file = url.removeprefix("sqlite:///")
    connection: Any = psycopg.connect(url) if file == url else sqlite3.connect(file)
    with closing(connection):
        return int(connection.execute(OPEN_WORK).fetchone()[0])


async def judge(url: str, acts: Sequence[Act], calls: Sequence[Record], starts: Sequence[int]) -> Verdict:
    """Return the figures. Raises AssertionError for whatever was lost, done twice, or out of order.

    `starts` are the numbers of the first call that each life of the bot could make.
    """
    database = await open_database(url)
    try:
        rows = await database.read(_rows)
    finally:
        await database.close()
    _nothing_lost(acts, rows["inbox"])
    _nothing_applied_twice(acts, rows["effects"], rows["questions"])
    made = _by_lane(acts, calls)
    needless = _everything_said_in_order(rows["effects"], made, starts)
    return Verdict(
        updates=len(acts),
        questions=len(rows["questions"]),
        calls=sum(map(len, made.values())),
        needless=len(needless),
        doubled_messages=sum(call.method == "sendMessage" for call in needless),
        worst_kill=max(Counter(bisect(starts, call.seq) for call in needless).values(), default=0),
    )


def _rows(on: Connection) -> dict[str, list[Row]]:
    return {
        "inbox": on.all("SELECT update_id, state, attempts FROM inbox"),
        "effects": on.all(
            "SELECT update_id, lane, method, params, state, outcome FROM effects"
            " WHERE update_id IS NOT NULL ORDER BY id"
        ),
        "questions": on.all("SELECT chat_id, text FROM questions ORDER BY id"),
    }


def _nothing_lost(acts: Iterable[Act], inbox: Iterable[Row]) -> None:
    kept = {row["update_id"]: (row["state"], row["attempts"]) for row in inbox}
    _same(kept, {act.update_id: ("applied", 0) for act in acts}, "updates")


def _nothing_applied_twice(acts: Iterable[Act], effects: Iterable[Row], questions: Iterable[Row]) -> None:
    said = _grouped((row["update_id"], row["method"]) for row in effects)
    _same(said, {act.update_id: list(act.methods) for act in acts}, "said by update")
    assert all(row["state"] == "sent" for row in effects)
    noted = _grouped((row["chat_id"], row["text"]) for row in questions)
    in_order = sorted(acts, key=lambda act: act.update_id)
    _same(noted, _grouped((act.lane, act.question) for act in in_order if act.question), "questions by chat")


def _same(found: Mapping[Any, Any], meant: Mapping[Any, Any], what: str) -> None:
    """Name the difference: thousands are equal, and the play that found the rest cannot be played again."""
    wrong = {key: (found.get(key), meant.get(key)) for key in {*found, *meant} if found.get(key) != meant.get(key)}
    assert not wrong, f"{what}, found and meant: {wrong}"


def _everything_said_in_order(
    effects: Iterable[Row], made: dict[Any, list[Record]], starts: Sequence[int]
) -> list[Record]:
    given = [(row, json.loads(row["params"])) for row in effects]
    # The answer to a tap keeps no order with the messages of its chat.
    placed = [
        (row["outcome"] == "superseded", _tap(params) or row["lane"], _said(row["method"], params))
        for row, params in given
    ]
    # Of edits of one message that wait behind one another only the last is made.
    meant = _grouped((lane, said) for overtaken, lane, said in placed if not overtaken)
    given_up = _grouped((lane, said) for overtaken, lane, said in placed if overtaken)
    assert meant.keys() == made.keys()
    assert all(_is_accepted(call) for lane in made.values() for call in lane)
    return [
        call
        for lane, said in meant.items()
        for call in beyond(said, _without_patience(made[lane], starts), given_up.get(lane, []), starts)
    ]


@dataclass(frozen=True)
class _Reading:
    """How far the calls of a chat are what was meant: the needless ones, and the last that was not given up."""

    needless: tuple[Record, ...] = ()
    last: Record | None = None


def beyond(
    meant: Sequence[Said], made: Sequence[Record], given_up: Collection[Said], starts: Sequence[int]
) -> list[Record]:
    """Return the calls of one chat that a kill made needless: made again in a later life, or given up by it.

    Raises AssertionError unless the calls are what was meant, in order: the last call of a life may be repeated once
    in the next, or be an edit that the next, not knowing of it, gave up. Equal neighbours leave open which of them it
    was: all readings are followed.
    """
    readings, lives = {0: _Reading()}, [bisect(starts, call.seq) for call in made]
    for number, call in enumerate(made):
        said, life = _said(call.method, json.loads(call.params)), lives[number]
        restarted = number > 0 and lives[number - 1] < life
        struck = number + 1 == len(made) or lives[number + 1] > life
        overtaken = {
            at: _Reading((*found.needless, call), found.last)
            for at, found in readings.items()
            if struck and said in given_up
        }
        again = {
            at: _Reading((*found.needless, found.last), call)
            for at, found in readings.items()
            if restarted and found.last and meant[at - 1] == said
        }
        onward = {
            at + 1: _Reading(found.needless, call)
            for at, found in readings.items()
            if at < len(meant) and meant[at] == said
        }
        readings = overtaken | again | onward
    assert len(meant) in readings, f"meant {meant}, made {made}"
    return list(readings[len(meant)].needless)


def _without_patience(calls: Sequence[Record], starts: Sequence[int]) -> list[Record]:
    """Leave out the empty answers by which a life ends the waiting for a tap that takes it more than five seconds."""
    kept = []
    for call, after in zip_longest(calls, calls[1:]):
        followed = after is not None and bisect(starts, call.seq) == bisect(starts, after.seq)
        if not (followed and call.method == "answerCallbackQuery" and "text" not in json.loads(call.params)):
            kept.append(call)
    return kept


def _by_lane(acts: Iterable[Act], calls: Iterable[Record]) -> dict[Any, list[Record]]:
    taps = {act.query_id for act in acts if act.query_id}
    given = ((json.loads(call.params), call) for call in calls)
    placed = ((_tap(params) if _tap(params) in taps else params.get("chat_id"), call) for params, call in given)
    return _grouped((lane, call) for lane, call in placed if lane is not None)


def _tap(params: dict[str, Any]) -> str | None:
    return params.get("callback_query_id")


def _said(method: str, params: dict[str, Any]) -> Said:
    # The message to be edited is looked up when it is sent, so that a kept effect does not name it.
    query_id = str(params.get("callback_query_id", ""))
    return method, query_id, params.get("text"), params.get("reply_parameters")


def _is_accepted(call: Record) -> bool:
    return call.outcome == "result" or any(words in call.answer for words in ANSWERED_BEFORE)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
