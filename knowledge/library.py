"""The content in service: reloaded when its files change, and never replaced by a faulty version."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from knowledge.documents import content_files
from knowledge.faults import ContentError, Fault
from knowledge.loading import load
from knowledge.search import Index

_Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Refresh:
    """What a look at the files brought: a new index in service, or faults not reported before."""

    changed: bool
    faults: tuple[Fault, ...] = ()


class Library:
    """Holds the last good index of the folders, the built-in content first.

    Making one raises ContentError when the built-in content is faulty; with a faulty folder of the
    agency's own it serves the built-in content alone, and the first `refresh` tells the faults.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._refreshing = Lock()
        self._reported: tuple[Fault, ...] = ()
        self._fingerprint: _Fingerprint | None = _fingerprint(self._folders)
        try:
            self.index = Index(load(self._folders))
        except ContentError:
            self.index = Index(load(self._folders[:1]))
            self._fingerprint = None

    def refresh(self) -> Refresh:
        """Look at the files and take over what changed; safe to call from a worker thread.

        Whoever uses `index` takes the reference once a question, so that a question sees one version.
        """
        with self._refreshing:
            # Taken before reading: what changes meanwhile is seen as changed the next time.
            fingerprint = _fingerprint(self._folders)
            if fingerprint == self._fingerprint:
                return Refresh(changed=False)
            self._fingerprint = fingerprint
            return self._reload()

    def _reload(self) -> Refresh:
        try:
            base = load(self._folders)
        except ContentError as error:
            news = () if error.faults == self._reported else error.faults
            self._reported = error.faults
            return Refresh(changed=False, faults=news)
        self._reported = ()
        if base.digest == self.index.base.digest:
            return Refresh(changed=False)
        self.index = Index(base)
        return Refresh(changed=True)


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
