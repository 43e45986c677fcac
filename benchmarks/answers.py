"""`python -m benchmarks.answers`: which topic a question is about, by ours and by what others would take.

All have learned the titles and phrasings of the built-in content, and are judged on the same questions: those whose
topic exists, and for the last column those that no topic settles. Ours is asked through the same function as the chat
and reads the answers as well; it is shown once more without them. A follow-up is asked in its conversation; the
others get the question before it in front, the best that can be done with a ranking alone.
"""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.answers_figures import Asked, Result, judged
from benchmarks.answers_peers import PEERS, Rank, Ranked
from benchmarks.processes import ROOT
from benchmarks.report import add_json_argument, print_table, write_json
from bot.content import built_in_folder
from bot.evaluation.questions import read_questions
from knowledge.answering import answer, subject_of
from knowledge.base import KnowledgeBase
from knowledge.loading import load
from knowledge.search import Index

FILES = tuple(ROOT / "tests" / "questions" / name for name in ("dev-1.jsonl", "dev-2.jsonl"))
_EMPTY: dict[str, object] = {"answer": "", "more": None, "facets": {}}
HEADINGS = ("", "top-1", "top-3", "top-1, typos", "AUROC", "ms a question")


def main() -> int:
    """Judge all contestants on the files and print a table for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers", description="Ours beside other rankings.")
    parser.add_argument("files", nargs="*", type=Path, default=FILES, metavar="FILE", help="default: dev-1 and dev-2")
    add_json_argument(parser)
    arguments = parser.parse_args()
    base = load([built_in_folder()])
    contestants = learned(base)
    results = {file.name: _judged(contestants, base, file) for file in arguments.files}
    write_json(arguments.json, {name: [asdict(result) for result in told] for name, told in results.items()})
    return 0


def learned(base: KnowledgeBase) -> dict[str, Asked]:
    """Return every contestant, ready to be asked."""
    texts = {topic.id: (topic.title, *topic.ways) for topic in base.topics.values()}
    ours = {"Klinik RB": _ours(base), "Klinik RB, titles and phrasings alone": _ours(_without_answers(base))}
    return ours | {name: _with_the_one_before(learn(texts)) for name, learn in PEERS.items()}


def _without_answers(base: KnowledgeBase) -> KnowledgeBase:
    bare = {topic.id: topic.model_copy(update=_EMPTY) for topic in base.topics.values()}
    return KnowledgeBase(bare, base.regulations, base.sections, base.smalltalk, base.words, base.agency)


def _ours(base: KnowledgeBase) -> Asked:
    index = Index(base)

    def asked(question: str, before: str | None) -> Ranked:
        subject = subject_of(answer(before, index)) if before else None
        outcome = answer(question, index, subject.id if subject else None)
        return [(candidate.topic_id, candidate.score) for candidate in outcome.ranked]

    return asked


def _with_the_one_before(rank: Rank) -> Asked:
    return lambda question, before: rank(f"{before} {question}" if before else question)


def _judged(contestants: dict[str, Asked], base: KnowledgeBase, file: Path) -> list[Result]:
    questions = read_questions(file)
    answerable = [question for question in questions if question.answerable]
    there = [question for question in answerable if any(topic in base.topics for topic in question.ids)]
    unknown = [question for question in questions if question.kind == "unknown"]
    print(f"{file.name}: {len(there)} of {len(answerable)} questions have their topic; {len(unknown)} are nobody's")
    results = [judged(name, asked, there, unknown) for name, asked in contestants.items()]
    print_table(HEADINGS, [_cells(result) for result in results])
    print()
    return results


def _cells(result: Result) -> tuple[str, ...]:
    shares = (result.top_1, result.top_3, result.top_1_typos, result.auroc)
    return (result.contestant, *(f"{share:.1f}" for share in shares), f"{result.milliseconds:.2f}")


if __name__ == "__main__":
    sys.exit(main())
