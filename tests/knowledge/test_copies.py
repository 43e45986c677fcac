"""One whole version of the last good content, whatever comes in between."""

import shutil
from pathlib import Path

import pytest

from knowledge.copies import keep_copies, kept_copies


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    folder = tmp_path / "konten"
    (folder / "dalam").mkdir(parents=True)
    (folder / "dalam" / "a.yaml").write_text("satu")
    (folder / "catatan.txt").write_text("bukan isi")
    return folder


@pytest.fixture
def under(tmp_path: Path) -> Path:
    return tmp_path / "simpan" / "terakhir-baik"


def keep(agency: Path, under: Path) -> None:
    keep_copies([agency], under, unchanged=lambda: True)


def texts(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()]


def test_keeps_the_yaml_files_and_nothing_else(agency: Path, under: Path) -> None:
    keep(agency, under)
    assert texts(kept_copies(under)) == ["satu"]
    (agency / "dalam" / "a.yaml").rename(agency / "b.yaml")
    (agency / "b.yaml").write_text("dua")
    keep(agency, under)
    assert texts(kept_copies(under)) == ["dua"]
    assert list(under.parent.iterdir()) == [under]


def test_nothing_to_keep_makes_no_folder(tmp_path: Path, under: Path) -> None:
    keep(tmp_path / "tiada", under)
    assert not under.parent.exists()


def test_files_edited_while_they_were_copied_are_not_kept(agency: Path, under: Path) -> None:
    keep(agency, under)
    (agency / "dalam" / "a.yaml").write_text("[")
    keep_copies([agency], under, unchanged=lambda: False)
    assert texts(kept_copies(under)) == ["satu"]
    assert list(under.parent.iterdir()) == [under]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("moment", range(3))
def test_killed_at_any_moment_one_version_is_whole(
    agency: Path, under: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    keep(agency, under)
    (agency / "dalam" / "a.yaml").write_text("dua")
    killed_at(moment, monkeypatch)
    with pytest.raises(Killed):
        keep(agency, under)
    monkeypatch.undo()
    assert texts(kept_copies(under)) == (["satu"] if moment < 2 else ["dua"])
    keep(agency, under)
    assert texts(kept_copies(under)) == ["dua"]
    assert list(under.parent.iterdir()) == [under]


def killed_at(moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """End before the first or the second renaming, or before what is left of the old version is deleted."""
    renamed: list[Path] = []
    rename, rmtree = Path.rename, shutil.rmtree

    def _rename(self: Path, target: Path) -> Path:
        if len(renamed) == moment:
            raise Killed
        renamed.append(self)
        return rename(self, target)

    def _rmtree(path: Path, ignore_errors: bool) -> None:
        if len(renamed) == 2:
            raise Killed
        rmtree(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(Path, "rename", _rename)
    monkeypatch.setattr(shutil, "rmtree", _rmtree)


def test_what_was_taken_away_is_not_brought_back_by_a_version_set_aside(
    agency: Path, under: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(agency, under)
    killed_at(1, monkeypatch)
    with pytest.raises(Killed):
        keep(agency, under)
    monkeypatch.undo()
    (agency / "dalam" / "a.yaml").unlink()
    keep(agency, under)
    assert texts(kept_copies(under)) == []
