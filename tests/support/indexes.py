"""Indexes of the content, built once for all workers of a test run: building one takes seconds."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock

from bot.content import built_in_folder
from knowledge.base import KnowledgeBase
from knowledge.library import Library
from knowledge.search import Index
from knowledge.shelf import kept, key_of, put_by

FOLDER = "KLINIK_RB_TEST_INDEXES"
"""The variable by which the workers are told where the indexes lie."""


def open_folder() -> None:
    """Make the folder of this run."""
    os.environ[FOLDER] = mkdtemp(prefix="klinik-rb-indeks-")


def close_folder() -> None:
    """Remove it."""
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


class SharedLibrary(Library):
    """Takes an index from the folder where any worker has built it already."""

    def _built(self, base: KnowledgeBase) -> Index:
        file = Path(os.environ[FOLDER]) / base.digest
        with FileLock(f"{file}.lock"):
            index = kept(key_of(()), file)
            if index is None:
                index = Index(base)
                put_by(index, key_of(()), file)
        return index


def warm_shelf(file: Path) -> None:
    """Put the index of the built-in content where a program started by a test looks for it."""
    with FileLock(f"{os.environ[FOLDER]}/warm.lock"):
        put_by(SharedLibrary([built_in_folder()]).index, key_of([built_in_folder()]), file)
