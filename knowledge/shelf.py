"""The built index, put by for the next start: reading the content and building it takes seconds, this a part of one."""

import logging
import pickle
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from hashlib import sha256
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.documents import content_files
from knowledge.search import Index

log = logging.getLogger(__name__)


def key_of(folders: Sequence[Path]) -> str:
    """Name what an index of the folders is made from: their files, and the program that reads them."""
    made_from = sha256(sys.version.encode())
    program = sorted(Path(str(files("knowledge"))).glob("*.*"))
    for path in [*program, *(path for folder in folders for path in content_files(folder))]:
        with suppress(OSError):  # gone since it was listed; what is read later shows it
            made_from.update(path.name.encode() + b"\0" + path.read_bytes())
    return made_from.hexdigest()


def put_by(index: Index, key: str, file: Path) -> None:
    """Keep the index. A disk that is full or read-only costs the next start its seconds, and nothing else."""
    made = file.with_name(f"{file.name}.baru")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(key.encode() + pickle.dumps(index, protocol=pickle.HIGHEST_PROTOCOL))
        made.replace(file)
    except OSError as error:
        log.warning("the index could not be kept in %s: %s", file, error)


def built_aside(base: KnowledgeBase) -> Index:
    """Build an index in a process of its own: the one that serves neither stalls nor keeps the memory this takes."""
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(Index, base.portable()).result()
    except (OSError, BrokenProcessPool) as error:
        log.warning("no process could be had to build the index in: %r", error)
        return Index(base)


def kept(key: str, file: Path) -> Index | None:
    """Return the index that was kept under that key; None when another was, or none, or it cannot be read."""
    try:
        held = file.read_bytes()
        if held[: len(key)] != key.encode():
            return None
        index = pickle.loads(memoryview(held)[len(key) :])  # noqa: S301 - our own file, beside our own database
    except Exception:
        # Cut off, or of another library's version: it is made anew.
        return None
    return index if isinstance(index, Index) else None
