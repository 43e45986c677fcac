"""The files that persons and bots sent: kept in memory, oldest forgotten first."""

import mimetypes
import struct
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

_JPEG_SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as the Bot API knows it."""

    file_id: str
    unique_id: str
    kind: str
    content: bytes
    name: str
    mime: str
    path: str


class Files:
    """All files by their id and by their download path, at most `keep` of them."""

    def __init__(self, *, keep: int = 2000) -> None:
        self._keep = keep
        self._count = 0
        self._by_id: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, content: bytes, name: str) -> StoredFile:
        """Keep a file and return it with its new identifiers."""
        self._count += 1
        safe_name = PurePosixPath(name.replace("\\", "/")).name or f"{kind}_{self._count}"
        mime = mimetypes.guess_type(safe_name)[0] or "application/octet-stream"
        suffix = PurePosixPath(safe_name).suffix
        file = StoredFile(
            file_id=f"BQACAgUAA{kind}{self._count}",
            unique_id=f"AgAD{self._count}",
            kind=kind,
            content=content,
            name=safe_name,
            mime=mime,
            path=f"{kind}s/file_{self._count}{suffix}",
        )
        self._by_id[file.file_id] = self._by_path[file.path] = file
        while len(self._by_id) > self._keep:
            _, oldest = self._by_id.popitem(last=False)
            del self._by_path[oldest.path]
        return file

    def get(self, file_id: str) -> StoredFile | None:
        """Return the file with that id, if it is still kept."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return the file with that download path, if it is still kept."""
        return self._by_path.get(path)

    def clear(self) -> None:
        """Forget all files; ids are never given twice."""
        self._by_id.clear()
        self._by_path.clear()


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return next(_jpeg_sizes(content), None)
    return None


def _jpeg_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            yield width, height
        at += 2 + size
