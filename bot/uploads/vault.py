"""The vault: bytes in a folder, each under the hash of what it is, so that the same file is kept once."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

SETTLED_SECONDS = 3600


class Vault:
    """Keeps bytes. A file is there whole or not at all, whenever the process is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keep the bytes and return their hash. Raises OSError when the disk is full or not to be written."""
        name = hashlib.sha256(content).hexdigest()
        path = self.path(name)
        try:
            os.utime(path)  # or it might be forgotten before anything refers to it again
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(path, content)
        return name

    def path(self, hash_: str) -> Path:
        """Return where the bytes with that hash lie."""
        # Folders by the first two letters: some file systems grow slow with a hundred thousand names in one.
        return self._folder / hash_[:2] / hash_

    def read(self, hash_: str) -> bytes:
        """Return the bytes with that hash. Raises OSError when they are gone."""
        return self.path(hash_).read_bytes()

    def hashes(self) -> set[str]:
        """Return the hashes of all that is kept."""
        return {path.name for path in self._files()}

    def settled_hashes(self) -> set[str]:
        """Return the hashes of what has been kept for a while: what is newer may not be noted anywhere yet."""
        return {path.name for path in self._files() if _is_settled(path)}

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("??/*")

    def forget(self, hashes: Iterable[str]) -> None:
        """Delete the bytes with those hashes, except those that came once more meanwhile."""
        for path in map(self.path, hashes):
            if _is_settled(path):
                path.unlink(missing_ok=True)


def _is_settled(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - SETTLED_SECONDS
    except FileNotFoundError:
        return False  # what is being written beside it has its own name now


def _write(path: Path, content: bytes) -> None:
    # A name of its own: the same file may arrive twice at once.
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # evidence may hold personal data
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
