"""Copies of the last good content, so that a restart in the middle of a faulty edit loses nothing."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.documents import content_files


def keep_copies(folders: Sequence[Path], under: Path, unchanged: Callable[[], bool]) -> None:
    """Make `under` hold the YAML files of the folders and nothing else. Raises OSError.

    The copies are made aside, and put in place only when the folders are still `unchanged` after it: an edit in
    between could have left a faulty version among them. Killed at any moment, `kept_copies` still finds one
    whole version.
    """
    made = under.with_name(f"{under.name}.baru")
    shutil.rmtree(made, ignore_errors=True)
    if _copied(folders, made) or kept_copies(under).exists():
        made.mkdir(parents=True, exist_ok=True)
        if unchanged():
            _put_in_place(made, under)
        else:
            shutil.rmtree(made, ignore_errors=True)


def kept_copies(under: Path) -> Path:
    """The folder of the last whole version: `under`, or where it was set aside when the exchange broke off."""
    return under if under.exists() else _aside(under)


def _aside(under: Path) -> Path:
    return under.with_name(f"{under.name}.lama")


def _copied(folders: Sequence[Path], made: Path) -> int:
    """Copy the files, each folder's below its number; return how many there are."""
    files = [(number, folder, path) for number, folder in enumerate(folders) for path in content_files(folder)]
    for number, folder, path in files:
        copy = made / str(number) / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    return len(files)


def _put_in_place(made: Path, under: Path) -> None:
    aside = _aside(under)
    if under.exists():
        shutil.rmtree(aside, ignore_errors=True)
        under.rename(aside)
    made.rename(under)
    shutil.rmtree(aside, ignore_errors=True)
