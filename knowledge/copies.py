"""Copies of the last good content, so that a restart in the middle of a faulty edit loses nothing."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from knowledge.documents import content_files


def keep_copies(folders: Iterable[Path], under: Path) -> None:
    """Make `under` hold the YAML files of the folders and nothing else. Raises OSError.

    The copies are made aside and put in place at once: killed in between, the older copies are still whole.
    """
    made = under.with_name(f"{under.name}.baru")
    shutil.rmtree(made, ignore_errors=True)
    files = [(number, folder, path) for number, folder in enumerate(folders) for path in content_files(folder)]
    if not files and not under.exists():
        return
    for number, folder, path in files:
        copy = made / str(number) / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    made.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(under, ignore_errors=True)
    made.rename(under)
