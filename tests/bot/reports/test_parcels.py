"""Evidence in ZIP files: none too big, none lost, and no name that leads elsewhere."""

import os
import zipfile
from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.parcels import LISTING, NAME_LIMIT, Piece, plan, safe_path, split, write_volume

SIZES = st.lists(st.integers(0, 120), max_size=60)


@given(SIZES, st.integers(1, 100))
def test_no_volume_is_over_the_limit_and_nothing_is_lost(sizes: list[int], limit: int) -> None:
    parts = split(sizes, limit)
    assert all(sum(sizes[position] for position in volume) <= limit for volume in parts.volumes)
    assert all(parts.volumes)
    packed = list(chain.from_iterable(parts.volumes))
    assert packed == sorted(packed)
    assert sorted([*packed, *parts.too_big]) == list(range(len(sizes)))
    assert all(sizes[position] > limit for position in parts.too_big)


@given(SIZES, st.integers(1, 100))
def test_a_volume_is_begun_only_when_the_one_before_is_full(sizes: list[int], limit: int) -> None:
    for before, after in pairwise(split(sizes, limit).volumes):
        assert sum(sizes[position] for position in before) + sizes[after[0]] > limit


@given(st.text())
def test_a_path_leads_nowhere_but_down(path: str) -> None:
    parts = safe_path(path).split("/")
    for part in parts:
        assert part not in ("", ".", "..")
        assert part == part.rstrip(" .")
        assert len(part) <= NAME_LIMIT + 1
        assert not set(part) & set('<>:"\\|?*\0\n')


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Windows\\a.pdf", "C_/Windows/a.pdf"),
        ("disdik/CON.pdf", "disdik/_CON.pdf"),
        ("disdik/SK\u202efdp.exe", "disdik/SKfdp.exe"),
        ("/a//b./c .pdf", "a/b/c .pdf"),
        ("...", "tanpa-nama"),
        (f"a/{'x' * 200}.pdf", f"a/{'x' * (NAME_LIMIT - 4)}.pdf"),
    ],
)
def test_names_are_safe_on_windows_too(path: str, safe: str) -> None:
    assert safe_path(path) == safe


def test_the_same_name_is_told_apart() -> None:
    pieces = [Piece(path, Path("x"), 1) for path in ("a/SK.pdf", "A/sk.PDF", "a/SK.pdf", "daftar.TXT")]
    names = [piece.path for piece in plan(pieces).volumes[0]]
    assert names == ["a/SK.pdf", "A/sk (2).PDF", "a/SK (3).pdf", "daftar (2).TXT"]


@given(st.lists(st.text(max_size=100), max_size=30))
def test_no_two_names_are_one_file_on_windows(paths: list[str]) -> None:
    volumes = plan([Piece(path, Path("x"), 1) for path in paths]).volumes
    names = [piece.path.casefold() for volume in volumes for piece in volume]
    assert len(names) == len(set(names)) == len(paths)


def test_a_volume_holds_the_files_and_a_listing_and_stays_under_the_limit(tmp_path: Path) -> None:
    pieces = []
    for number, ending in enumerate((".pdf", ".txt", ".jpg", ".csv", ".pdf") * 4):
        file = tmp_path / str(number)
        file.write_bytes(os.urandom(3000))  # what cannot be made smaller
        pieces.append(Piece(f"Dinas Pendidikan/{number:02} eviden{ending}", file, 3000))
    limit = 20_000
    volumes = plan(pieces, limit).volumes
    assert len(volumes) > 1
    for volume in volumes:
        content = write_volume(volume, "Eviden RB, bagian 1")
        assert len(content) <= limit
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == [*(piece.path for piece in volume), LISTING]
            listing = archive.read(LISTING).decode("utf-8-sig")
            assert archive.read(volume[0].path) == volume[0].file.read_bytes()
            for member in archive.infolist():
                stored = PurePosixPath(member.filename).suffix in (".pdf", ".jpg")
                assert (member.compress_type == zipfile.ZIP_STORED) == stored
        assert listing.startswith("Eviden RB, bagian 1\r\n")
        assert all(piece.path in listing for piece in volume)


def test_a_file_that_is_gone_is_named_as_missing(tmp_path: Path) -> None:
    content = write_volume([Piece("a.pdf", tmp_path / "gone", 10)], "Eviden")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == [LISTING]
        assert "a.pdf - berkas sudah tidak ada" in archive.read(LISTING).decode("utf-8-sig")


def test_what_is_too_big_for_any_volume_is_said() -> None:
    big, small = Piece("besar.mp4", Path("x"), 60_000_000), Piece("kecil.pdf", Path("y"), 10)
    volumes = plan([big, small])
    assert volumes.too_big == (big,)
    assert volumes.volumes == ((small,),)
