"""The content in service: reloaded when its files change, and never replaced by a faulty version."""

import gc
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from knowledge.additions import Additions, extended
from knowledge.base import KnowledgeBase
from knowledge.copies import keep_copies, kept_copies
from knowledge.documents import content_files
from knowledge.faults import ContentError, Fault
from knowledge.loading import load
from knowledge.search import Index
from knowledge.shelf import built_aside, kept, key_of, put_by

log = logging.getLogger(__name__)

_Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Refresh:
    """What a look at the files brought: a new index in service, faults not reported before, or their end."""

    changed: bool
    faults: tuple[Fault, ...] = ()
    mended: bool = False


class Library:
    """Holds the last good index of the folders, the built-in content first.

    Making one raises ContentError when the built-in content is faulty. With a faulty folder of the agency's own
    it serves the last good version of it, kept in the folder `last_good` across restarts, or the built-in content
    alone where there is none; the first `refresh` tells the faults. The built index is put by in the file `shelf`,
    so that the next start need not build it.
    """

    def __init__(self, folders: Sequence[Path], last_good: Path | None = None, shelf: Path | None = None) -> None:
        self._folders = tuple(folders)
        self._last_good = last_good
        self._refreshing = Lock()
        self._reported: tuple[Fault, ...] = ()
        self._fingerprint: _Fingerprint | None = _fingerprint(self._folders)
        self._additions = Additions()
        self._shelf = shelf
        self.index = self._from_shelf() or self._read_first()
        self._written = self.index.base

    def _from_shelf(self) -> Index | None:
        index = kept(key_of(self._folders), self._shelf) if self._shelf else None
        if index:
            self._keep()
        return index

    def _read_first(self) -> Index:
        try:
            key = key_of(self._folders)
            index = self._built(load(self._folders))
        except ContentError:
            self._fingerprint = None
            return self._built(self._last_good_base())
        self._keep()
        if self._shelf:
            put_by(index, key, self._shelf)
        return index

    def _built(self, base: KnowledgeBase) -> Index:
        # Who puts indexes by is going to serve for long.
        return built_aside(base) if self._shelf else Index(base)

    @property
    def written(self) -> KnowledgeBase:
        """What the files say, without additions."""
        return self._written

    def _last_good_base(self) -> KnowledgeBase:
        built_in = self._folders[:1]
        try:
            return load([*built_in, *([kept_copies(self._last_good)] if self._last_good else [])])
        except ContentError:
            return load(built_in)

    def _keep(self) -> None:
        if self._last_good is None:
            return
        try:
            keep_copies(self._folders[1:], self._last_good, self._unchanged)
        except OSError as error:
            log.warning("the last good content could not be kept in %s: %s", self._last_good, error)

    def _unchanged(self) -> bool:
        return _fingerprint(self._folders) == self._fingerprint

    def refresh(self, additions: Additions | None = None) -> Refresh:
        """Look at the files and take over what changed; safe to call from a worker thread.

        `additions` are laid over the files from now on; None leaves those given before. Whoever uses `index` takes
        the reference once a question, so that a question sees one version.
        """
        with self._refreshing:
            if additions is not None:
                self._additions = additions
            # Taken before reading: what changes meanwhile is seen as changed the next time.
            fingerprint = _fingerprint(self._folders)
            read = Refresh(changed=False)
            if fingerprint != self._fingerprint:
                self._fingerprint = fingerprint
                read = self._read()
            elif additions is None:
                return read
            return replace(read, changed=self._rebuild())

    def _read(self) -> Refresh:
        try:
            self._written = load(self._folders)
        except ContentError as error:
            news = () if error.faults == self._reported else error.faults
            self._reported = error.faults
            return Refresh(changed=False, faults=news)
        mended, self._reported = bool(self._reported), ()
        self._keep()
        return Refresh(changed=False, mended=mended)

    def _rebuild(self) -> bool:
        base = extended(self._written, self._additions)
        if base.digest == self.index.base.digest:
            return False
        self.index = self._built(base)
        # The index before refers to itself: left to its turn, its memory would stay for hours.
        gc.collect()
        return True


def _fingerprint(folders: Sequence[Path]) -> _Fingerprint:
    seen = []
    for folder in folders:
        for path in content_files(folder):
            try:
                stat = path.stat()
            except OSError:
                continue  # gone since it was listed
            seen.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(seen)
