"""Asking in the terminal: the same answer through the same view as in the chat."""

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

from bot.asking.views import outcome_view
from bot.errors import KlinikError
from bot.inbox import UNSTORABLE
from bot.markup import unfolded_text
from knowledge.answering import Outcome, answer, subject_of
from knowledge.search import Index


class QuestionError(KlinikError):
    """A line that holds no question."""


def ask_once(index: Index, question: str) -> str:
    """Return what the asker would read, without markup, and the buttons below it."""
    view = outcome_view(index.base, answer(question, index))
    buttons = [f"[{button.text}]" for row in view.keyboard for button in row]
    return "\n".join([unfolded_text(view.text), "", *buttons])


def ask_lines(index: Index, lines: Iterable[str]) -> Iterator[str]:
    """Answer one JSON object a line. Raises QuestionError that names the faulty line."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_ask(index, *_parse(line, number)), ensure_ascii=False)


def _parse(line: str, number: int) -> tuple[str, str | None]:
    try:
        given = json.loads(line)
        question, before = given["q"], given.get("prev")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        question, before = None, None
    if not isinstance(question, str) or not isinstance(before, str | None):
        raise QuestionError(f'baris {number}: tulis satu objek JSON per baris, mis. {{"q": "apa itu RB"}}')
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", question), before


def _ask(index: Index, question: str, before: str | None) -> dict[str, Any]:
    about = _topic_id(answer(before, index)) if before else None
    started = time.perf_counter()
    outcome = answer(question, index, about)
    text = unfolded_text(outcome_view(index.base, outcome).text)
    return {
        "q": question,
        "outcome": outcome.kind,
        "topics": [{"id": one.topic_id, "score": round(one.score, 4)} for one in outcome.ranked[:4]],
        "text": text,
        "ms": round((time.perf_counter() - started) * 1000, 3),
    }


def _topic_id(outcome: Outcome) -> str | None:
    subject = subject_of(outcome)
    return subject.id if subject else None
