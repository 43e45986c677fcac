"""The gate, the leaks and the JSON, through the command's own functions."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.evaluation.commands import accept, hold, print_leaks, print_report, read_files
from bot.evaluation.gate import GateError, falls
from bot.evaluation.questions import QuestionsError
from tests.support.house import built_in_library

WBK = {"q": "brp nilai minimal wbk", "kind": "answer", "ids": ["zi.ambang-nilai"], "facts": ["75"], "style": "abbrev"}
STRANGE = {"q": "resep rendang padang", "kind": "unknown", "ids": [], "facts": [], "style": "casual", "why": "out"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "soal.jsonl", WBK, STRANGE)


def written(file: Path, *questions: object) -> Path:
    file.write_text("\n".join(map(json.dumps, questions)), "utf-8")
    return file


def test_a_figure_may_fall_by_a_point_and_not_by_more() -> None:
    accepted = {"soal": {"all/right": 50.0, "all/not-wrong": 90.0}}
    assert list(falls(accepted, {"soal": {"all/right": 49.0, "all/not-wrong": 95.0}})) == []
    [fall] = falls(accepted, {"soal": {"all/right": 48.9, "all/not-wrong": 90.0}})
    assert "soal all/right: turun dari 50" in fall


def test_two_files_of_one_name_are_refused(file: Path) -> None:
    with pytest.raises(QuestionsError, match="bernama sama"):
        read_files([file, file])


def test_a_figure_never_accepted_is_named() -> None:
    [fault] = falls({}, {"soal": {"all/right": 50.0}})
    assert "--accept" in fault


def test_what_was_accepted_passes_and_what_fell_is_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index, accepted = built_in_library().index, tmp_path / "accepted.json"
    files = read_files([file])
    assert accept(index, files, accepted) == 0
    assert hold(index, files, accepted) == 0
    asked_elsewhere = WBK | {"ids": ["rb.lain"], "facts": ["tidak tertulis"]}
    assert hold(index, read_files([written(file, asked_elsewhere, STRANGE)]), accepted) == 1
    assert "soal.jsonl answer/right: turun dari 100,0 ke 0,0" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "[]", "{", '{"soal": 3}'])
def test_a_gate_that_cannot_be_read_says_so(file: Path, tmp_path: Path, content: str | None) -> None:
    accepted = tmp_path / "accepted.json"
    if content is not None:
        accepted.write_text(content)
    with pytest.raises(GateError, match="--accept"):
        hold(built_in_library().index, read_files([file]), accepted)


def test_a_phrasing_that_repeats_a_question_is_listed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = built_in_library().index
    topic = index.base.topics["zi.ambang-nilai"]
    known = WBK | {"q": f"{topic.ways[0].upper()}??"}
    assert print_leaks(index, read_files([written(file, known)])) == 1
    assert f'zi.ambang-nilai: "{topic.ways[0]}"' in capsys.readouterr().out
    assert print_leaks(index, read_files([written(file, STRANGE)])) == 0


def test_the_json_holds_every_question_and_its_verdict(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "hasil.json"
    print_report(built_in_library().index, read_files([file]), 3, only_existing=True, json_file=out)
    told = json.loads(out.read_text())["soal.jsonl"]
    assert told["figures"]["all/right"] == 100.0
    assert told["existing"]["unknown/refused"] == 100.0
    assert [line["verdict"] for line in told["questions"]] == ["right", "refused"]


def test_the_command_reports_and_names_a_bad_file(file: Path, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("klinik-rb")), "evaluate", str(file)]
    done = subprocess.run([*command, "--misses", "1"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "soal.jsonl: 2 pertanyaan" in done.stdout
    done = subprocess.run([*command, "tidak-ada"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "tidak-ada: berkas ini tidak dapat dibuka" in done.stderr
