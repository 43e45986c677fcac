"""`klinik-rb evaluate`: report the figures, hold them against the accepted run, or list leaks."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.figures import existing, in_percent
from bot.evaluation.gate import Run, falls, read_accepted, write_accepted
from bot.evaluation.leaks import Leak, leaks
from bot.evaluation.questions import Question, QuestionsError, read_questions
from bot.evaluation.report import decimal, report
from bot.evaluation.scoring import Scored, score_all
from bot.terminal import tell
from knowledge.search import Index

Files = Mapping[str, Sequence[Question]]
"""The questions of each file by its name."""
_LEFT_OUT = "tanpa pertanyaan yang topiknya belum ada"


def read_files(paths: Sequence[Path]) -> Files:
    """Read the files of questions. Raises QuestionsError, also for two of the same name."""
    files = {path.name: read_questions(path) for path in paths}
    if len(files) < len(paths):
        raise QuestionsError("Dua berkas bernama sama: angkanya dibedakan menurut nama. Ganti nama salah satunya.")
    return files


def print_report(index: Index, files: Files, misses: int, *, only_existing: bool, json_file: Path | None) -> int:
    """Print the figures of each file, beside them those of the topics that exist if wanted; return 0."""
    told: dict[str, Any] = {}
    for name, questions in files.items():
        scored = score_all(questions, index)
        there = existing(scored, index.base.topics)
        told[name] = _as_data(scored) | {"existing": in_percent(there)}
        tell(report(f"{name}: {len(scored)} pertanyaan", scored, 0 if only_existing else misses) + "\n")
        if only_existing:
            tell(report(f"{name}: {len(there)} dari {len(scored)}, {_LEFT_OUT}", there, misses) + "\n")
    if json_file is not None:
        json_file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


def _as_data(scored: Sequence[Scored]) -> dict[str, Any]:
    return {"figures": in_percent(scored), "questions": [_line(one) for one in scored]}


def _line(one: Scored) -> dict[str, Any]:
    return {
        "q": one.question.q,
        "expected": one.question.ids,
        "outcome": one.outcome,
        "topics": one.topics,
        "score": round(one.score, 4),
        "verdict": one.verdict,
        "characters": len(one.text),
    }


def hold(index: Index, files: Files, accepted: Path) -> int:
    """Print each figure that fell below the accepted run, and return 1 if any did. Raises GateError."""
    found = list(falls(read_accepted(accepted), _run(index, files)))
    tell("\n".join(found) or "Tidak ada angka yang turun.")
    return int(bool(found))


def accept(index: Index, files: Files, accepted: Path) -> int:
    """Write the figures of now as the accepted run; return 0."""
    write_accepted(accepted, _run(index, files))
    tell(f"Angka sekarang diterima dan ditulis ke {accepted}.")
    return 0


def _run(index: Index, files: Files) -> Run:
    return {name: in_percent(score_all(questions, index)) for name, questions in files.items()}


def print_leaks(index: Index, files: Files) -> int:
    """Print each phrasing of the content that repeats a question, and return 1 if any does."""
    found = [leak for questions in files.values() for leak in leaks(questions, index)]
    tell("\n".join(map(_told, found)) or "Tidak ada frasa isi yang sama dengan pertanyaan.")
    return int(bool(found))


def _told(leak: Leak) -> str:
    likeness = decimal(leak.overlap, 2)
    return f'{leak.topic_id}: "{leak.phrasing}" terlalu mirip dengan pertanyaan "{leak.question}" ({likeness})'
