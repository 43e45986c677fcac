"""The command line: the same answers as in the chat, faults by line, and errors that say what to do."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import chdir, closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import gettempdir
from unittest.mock import patch

import pytest

from bot.__main__ import main
from bot.asking.terminal import QuestionError, ask_lines
from bot.content import built_in_folder
from knowledge.library import Library
from tests.support.house import House, built_in_library
from tests.support.indexes import warm_shelf


def klinik(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("klinik-rb"), *arguments],
        cwd=gettempdir(),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )


def here(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it in this process: to start another and import everything takes longer than most commands."""
    command = ["klinik-rb", *arguments]
    out, err = StringIO(), StringIO()
    with (
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", command),
        chdir(gettempdir()),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return subprocess.CompletedProcess(command, int(ended.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def library() -> Library:
    return built_in_library()


async def test_the_terminal_answers_through_the_same_view_as_the_chat(house: House) -> None:
    questions = ["brp nilai minimal wbk", "nilai", "resep rendang", "makasih ya"]
    lines = [json.loads(line) for line in ask_lines(built_in_library().index, map(as_line, questions))]
    for number, (question, line) in enumerate(zip(questions, lines, strict=True)):
        assert line["text"] == await house.person(5000 + number).says(question)
        assert line["q"] == question


def as_line(question: str) -> str:
    return json.dumps({"q": question})


async def test_with_prev_the_terminal_speaks_of_what_the_chat_speaks_of(house: House) -> None:
    [line] = ask_lines(built_in_library().index, [json.dumps({"q": "kalau wbbm?", "prev": "brp nilai minimal wbk"})])
    asn = house.person()
    await asn.says("brp nilai minimal wbk")
    assert json.loads(line)["text"] == await asn.says("kalau wbbm?")


def test_a_line_names_outcome_topics_and_time() -> None:
    [line] = ask_lines(built_in_library().index, ['{"q": "brp nilai minimal wbk"}\n', "\n"])
    told = json.loads(line)
    assert list(told) == ["q", "outcome", "topics", "text", "ms"]
    assert told["outcome"] == "answer"
    assert told["topics"][0]["id"] == "zi.ambang-nilai"
    assert 1 <= len(told["topics"]) <= 4
    assert "<" not in told["text"]


@pytest.mark.parametrize("line", ["halo", "[]", "{}", "[" * 100_000, '{"q": 1}', '{"q": "x", "prev": 2}'])
def test_a_line_that_is_no_question_is_named(line: str) -> None:
    with pytest.raises(QuestionError, match="baris 2"):
        list(ask_lines(built_in_library().index, ['{"q": "x"}', line]))


def test_half_a_character_in_a_question_is_borne() -> None:
    [line] = ask_lines(built_in_library().index, ['{"q": "nilai wbk \\ud800"}'])
    assert json.loads(line)["outcome"]


def test_asking_once_prints_the_answer(tmp_path: Path) -> None:
    warm_shelf(tmp_path / "indeks.bin")
    done = klinik("ask", "brp nilai minimal wbk", KLINIK_CONTENT_DIR=str(tmp_path / "konten"))
    assert done.returncode == 0
    assert "75" in done.stdout.splitlines()[0]


def test_the_built_in_content_has_no_fault() -> None:
    assert here("check").returncode == 0


def test_a_faulty_folder_is_told_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("topics:\n  - id: zi.ambang-nilai\n    jawaban: salah nama\n")
    (tmp_path / "b.yaml").write_text("words: [\n")
    done = here("check", str(tmp_path))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert any("a.yaml:3: " in line for line in lines)
    assert any("b.yaml:" in line for line in lines)


def test_warnings_are_told_beside_an_error_and_are_none_by_themselves(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("topics:\n  - {id: zi.ambang-nilai, reviewed: 2999-01-01}\n")
    alone = here("check", str(tmp_path))
    assert (alone.returncode, "peringatan: Tanggal `reviewed` di masa depan" in alone.stdout) == (0, True)
    (tmp_path / "b.yaml").write_text("topik: []\n")
    both = here("check", str(tmp_path))
    assert both.returncode == 1
    assert "b.yaml:1: Isian `topik`" in both.stdout.splitlines()[0]
    assert alone.stdout in both.stdout


def test_a_file_in_place_of_a_folder_is_told_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("topics:\n")
    done = here("check", str(file))
    assert done.returncode == 1
    assert f"klinik-rb check {tmp_path}\n" in done.stderr


def test_complete_content_is_checked_by_itself(tmp_path: Path) -> None:
    for file in built_in_folder().rglob("*.yaml"):
        if file.name != "zi.yaml":
            (tmp_path / f"{file.parent.name}-{file.name}").write_text(file.read_text())
    done = here("check", str(tmp_path))
    assert done.returncode == 1
    assert "permenpanrb-90-2021" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["check", "tidak-ada"], {}, "tidak ada"),
        (["run"], {"ADMIN_IDS": "penguji"}, "ADMIN_IDS"),
        (["db", "upgrade"], {"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        (["db", "backup", "x.zip"], {"DATABASE_URL": "sqlite:///tidak-ada/salah.db"}, "salah.db"),
        (["ask"], {}, "Tulis pertanyaannya"),
        (["demo", "--port", "99999"], {}, "Porta"),
    ],
)
def test_an_error_says_what_to_do(arguments: list[str], environment: dict[str, str], words: str) -> None:
    done = klinik(*arguments, **environment)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_backup_and_restore_from_the_command_line(tmp_path: Path) -> None:
    one, other = f"sqlite:///{tmp_path / 'a.db'}", f"sqlite:///{tmp_path / 'b.db'}"
    file = str(tmp_path / "cadangan.zip")
    assert here("db", "upgrade", DATABASE_URL=one).returncode == 0
    with closing(sqlite3.connect(tmp_path / "a.db")) as database, database:
        database.execute("INSERT INTO service (name, value) VALUES ('kind', 'live')")
    assert here("db", "backup", file, DATABASE_URL=one).stdout.startswith("1 baris")
    assert here("db", "restore", file, DATABASE_URL=other).returncode == 0
    again = here("db", "restore", file, DATABASE_URL=other)
    assert again.returncode == 1
    assert "tidak kosong" in again.stderr
