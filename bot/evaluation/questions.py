"""A file of questions with what settles each: one JSON object a line, as `tests/questions/README.md` tells."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.errors import KlinikError
from knowledge.faults import Fault

Kind = Literal["answer", "compare", "followup", "unknown", "chitchat"]
ANSWERABLE: tuple[Kind, ...] = ("answer", "compare", "followup")
"""The kinds that some topic settles."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class QuestionsError(KlinikError):
    """A file of questions that cannot be read; every faulty line is named."""


def _compiles(fact: str) -> str:
    try:
        re.compile(fact)
    except re.error:
        raise PydanticCustomError("fact", "") from None
    return fact


class Question(BaseModel):
    """One question; `facts` are regular expressions, and `ids` the topics that settle it, best first."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    q: Text
    kind: Kind
    ids: tuple[Text, ...]
    facts: tuple[Annotated[Text, AfterValidator(_compiles)], ...]
    style: Text
    prev: Text | None = None
    why: Literal["in-domain", "out", "abuse"] | None = None

    @property
    def answerable(self) -> bool:
        """Whether some topic settles it."""
        return self.kind in ANSWERABLE

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if bool(self.ids) != self.answerable:
            raise PydanticCustomError("ids", "")
        if (self.prev is not None) != (self.kind == "followup"):
            raise PydanticCustomError("prev", "")
        return self


def read_questions(file: Path) -> list[Question]:
    """Read a file of questions; blank lines are skipped. Raises QuestionsError that names each faulty line."""
    questions: list[Question] = []
    faults: list[Fault] = []
    for number, line in enumerate(_lines(file), start=1):
        try:
            questions += [Question.model_validate_json(line)] if line.strip() else []
        except ValidationError as error:
            faults += [Fault(str(file), number, message) for message in _messages(error)]
    if faults:
        raise QuestionsError("\n".join(map(str, faults)))
    if not questions:
        raise QuestionsError(f"{file}: tidak ada satu pun pertanyaan di berkas ini.")
    return questions


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig").split("\n")
    except OSError:
        raise QuestionsError(f"{file}: berkas ini tidak dapat dibuka. Periksa nama dan izinnya.") from None
    except UnicodeDecodeError:
        raise QuestionsError(f"{file}: bukan teks UTF-8. Simpan ulang dengan enkode UTF-8.") from None


def _messages(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False, include_input=False):
        field = f"isian `{detail['loc'][0]}` " if detail["loc"] else ""
        yield field + _problem(detail)


def _problem(detail: ErrorDetails) -> str:
    if detail["type"] == "literal_error":
        return f"harus salah satu dari {detail['ctx']['expected'].replace(' or ', ', ')}."
    return _PROBLEMS.get(detail["type"], "tidak dapat dibaca. Bandingkan dengan baris lain yang sudah benar.")


_PROBLEMS = {
    "json_invalid": 'Tulis satu objek JSON per baris, mis. {"q": "apa itu RB", "kind": "answer", …}.',
    "model_type": 'Tulis satu objek JSON per baris, mis. {"q": "apa itu RB", "kind": "answer", …}.',
    "missing": "belum ada.",
    "extra_forbidden": "tidak dikenal.",
    "string_type": "harus berupa teks.",
    "string_too_short": "kosong.",
    "tuple_type": "harus berupa daftar, mis. [].",
    "fact": "memuat ekspresi reguler yang keliru.",
    "ids": "Isian `ids` menyebut topik bila ada jawabannya, dan kosong untuk unknown dan chitchat.",
    "prev": "Isian `prev` wajib untuk followup, dan hanya untuk itu.",
}
