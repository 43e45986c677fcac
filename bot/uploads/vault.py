"""The vault: bytes in a folder, each under the hash of what it is, so that the same file is kept once."""

import hashlib
import os
import secrets
from collections.abc import Collection
from pathlib import Path


class Vault:
    """Keeps bytes. A file is there whole or not at all, whenever the process is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keep the bytes and return their hash. Raises OSError when the disk is full or not to be written."""
        name = hashlib.sha256(content).hexdigest()
        path = self.path(name)
        if not path.exists():
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

    def keep_only(self, hashes: Collection[str]) -> int:
        """Delete the bytes that nobody refers to any more; return how many files went."""
        gone = [path for path in self._folder.glob("??/*") if path.name not in hashes]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)


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
