"""Every way a file can be broken, and the line and words a curator gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Page, read_page


def read(content: str | bytes) -> Page:
    return read_page("a.yaml", content if isinstance(content, bytes) else content.encode())


BROKEN = [
    pytest.param("a: 1\n\tb: 2\n", 2, "Tab", id="tab"),
    pytest.param("a:\n  b: **tebal** sekali\n", 2, "diawali `*`", id="bold at the start"),
    pytest.param("a: 1\nb: *lain\n", 2, "diawali `*`", id="undefined alias"),
    pytest.param("a: &x 1\nb: *x\n", 2, "diawali `*`", id="alias"),
    pytest.param("a: 1\nb: @admin\n", 2, "`@`", id="at sign"),
    pytest.param("a: 1\nb: !penting sekali\n", 2, "diawali `!`", id="tag"),
    pytest.param("a: 1\nb: catatan: dua\n", 2, "titik dua", id="colon in text"),
    pytest.param('a: 1\nb: "buka\nc: 2\n', 2, "Tanda kutip", id="open quote"),
    pytest.param("a: 1\nb: [x, y\nc: 2\n", 2, "Kurung siku", id="open bracket"),
    pytest.param("a: 1\nb: {x: 1\nc: 2\n", 2, "Kurung kurawal", id="open brace"),
    pytest.param("a: 1\nb\nc: 2\n", 2, "Titik dua", id="no colon"),
    pytest.param("a:\n  - x\n - y\n", 3, "tidak sejajar", id="indentation"),
    pytest.param("- a\nb: 1\n", 2, "tidak sejajar", id="list and field"),
    pytest.param("a: 1\n---\nb: 2\n", 2, "`---`", id="two documents"),
    pytest.param('a: 1\nb: "\\q"\n', 2, "kutip satu", id="backslash"),
    pytest.param("%YAML 9.9\n---\na: 1\n", 1, "Susunan YAML keliru", id="anything else"),
    pytest.param("- a\n- b\n", 1, "nama bagian", id="a list"),
    pytest.param("kata saja", 1, "nama bagian", id="only text"),
    pytest.param("a: 1\nb: 2\na: 3\n", 3, "dua kali (pertama di baris 1)", id="field twice"),
    pytest.param("a: 1\n? [x]\n: 1\n", 2, "Nama isian", id="list as a name"),
    pytest.param("a: 1\nb: x\0y\n", 2, "U+0000", id="NUL"),
    pytest.param(b"a: 1\nb: \xe9\n", 2, "UTF-8", id="Latin-1"),
    pytest.param("a: 1\n".encode("utf-16"), 1, "UTF-8", id="UTF-16"),
    pytest.param("a:\n" + "- " * 200_000, 2, "terlalu dalam", id="bottomless"),
    pytest.param("[" * 200_000, 1, "terlalu dalam", id="bottomless brackets"),
]


@pytest.mark.parametrize(("content", "line", "words"), BROKEN)
def test_says_where_and_what(content: str | bytes, line: int, words: str) -> None:
    faults = read(content).faults
    assert [(fault.file, fault.line) for fault in faults] == [("a.yaml", line)]
    assert words in faults[0].message


def test_prints_as_file_line_message() -> None:
    (fault,) = read("kata saja").faults
    assert str(fault).startswith("a.yaml:1: Berkas harus dimulai")


@pytest.mark.parametrize("content", ["", "\n\n", "# catatan saja\n", "---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_fine(content: str | bytes) -> None:
    assert read(content).data == {}
    assert read(content).faults == ()


def test_scalars_stay_what_the_curator_typed() -> None:
    page = read("a: no\nb: 3.10\nc: 12:30\nd: 2026-11-21\ne:\n")
    assert page.data == {"a": "no", "b": "3.10", "c": "12:30", "d": "2026-11-21", "e": ""}


def test_every_value_knows_its_line() -> None:
    spot = read("a: 1\nb:\n  - x\n  -\n    c: |\n      panjang\n").spot
    assert spot.at("b").line == 2
    assert spot.at("b", 0).line == 3
    assert spot.at("b", 1, "c").line == 5
    assert spot.at("b", 1, "tak ada", "lagi").line == 5


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page(content: bytes) -> None:
    assert isinstance(read_page("a.yaml", content), Page)


@given(st.text(alphabet="ab:-[]{}|>&*!%@`'\"#,? \n\t~", max_size=80))
def test_any_marks_give_a_page(content: str) -> None:
    page = read(content)
    assert all(1 <= fault.line <= content.count("\n") + 2 for fault in page.faults)
