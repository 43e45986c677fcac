"""Files of questions: what is read, and which fault each bad line is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluation.questions import QuestionsError, read_questions

GOOD = {"q": "apa itu RB", "kind": "answer", "ids": ["rb.apa"], "facts": ["birokrasi"], "style": "formal"}
DEV = Path(__file__).parents[2] / "questions"


def written(folder: Path, *lines: str) -> Path:
    file = folder / "soal.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    return file


def told(folder: Path, **changed: Any) -> str:
    """What is said of the good line with some fields changed."""
    with pytest.raises(QuestionsError) as error:
        read_questions(written(folder, json.dumps(GOOD), json.dumps(GOOD | changed)))
    return str(error.value)


@pytest.mark.parametrize("name", ["dev-1.jsonl", "dev-2.jsonl"])
def test_the_questions_of_the_house_are_read(name: str) -> None:
    assert len(read_questions(DEV / name)) == 200


def test_a_blank_line_is_no_question(tmp_path: Path) -> None:
    [question] = read_questions(written(tmp_path, "", json.dumps(GOOD), " "))
    assert question.q == "apa itu RB"
    assert question.answerable


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "tanya"}, "isian `kind` harus salah satu dari 'answer'"),
        ({"ids": []}, "`ids` menyebut topik"),
        ({"kind": "unknown"}, "`ids` menyebut topik"),
        ({"kind": "followup"}, "`prev` wajib untuk followup"),
        ({"prev": "halo"}, "`prev` wajib untuk followup"),
        ({"facts": ["("]}, "isian `facts` memuat ekspresi reguler yang keliru"),
        ({"facts": "RB"}, "isian `facts` harus berupa daftar"),
        ({"q": " "}, "isian `q` kosong"),
        ({"q": 1}, "isian `q` harus berupa teks"),
        ({"jawab": "x"}, "isian `jawab` tidak dikenal"),
    ],
)
def test_a_faulty_field_is_named_with_its_line(tmp_path: Path, changed: dict[str, Any], words: str) -> None:
    said = told(tmp_path, **changed)
    assert "soal.jsonl:2: " in said
    assert words in said


@pytest.mark.parametrize("line", ["halo", "[]", "{", "3", '"x"'])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(QuestionsError, match=r"soal\.jsonl:1: Tulis satu objek JSON per baris"):
        read_questions(written(tmp_path, line))


def test_every_faulty_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError) as error:
        read_questions(written(tmp_path, "{}", json.dumps(GOOD), "x"))
    lines = str(error.value).splitlines()
    assert sum("soal.jsonl:1: " in line for line in lines) == 5
    assert "soal.jsonl:3: " in lines[-1]


@pytest.mark.parametrize(("content", "words"), [(b"\n", "tidak ada satu pun"), (b"\xff", "UTF-8"), (None, "dibuka")])
def test_a_file_without_questions_is_named(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "kosong.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QuestionsError, match=words):
        read_questions(file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.text() | st.dictionaries(st.sampled_from([*GOOD, "prev", "x"]), st.none() | st.text()).map(json.dumps))
def test_any_text_is_read_or_told(tmp_path: Path, line: str) -> None:
    file = tmp_path / "apa-saja.jsonl"
    file.write_bytes(line.encode("utf-8", "surrogatepass"))
    try:
        assert read_questions(file)
    except QuestionsError as error:
        assert "apa-saja.jsonl" in str(error)
