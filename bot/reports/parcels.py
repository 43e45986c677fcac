"""Evidence as ZIP files small enough to be sent."""

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import count
from pathlib import Path, PurePosixPath

from bot.reports.cleaning import one_line

LIMIT = 45_000_000
"""Bytes of a volume: a bot may send 50 MB, and what goes with the file needs some room."""
LISTING = "DAFTAR.txt"
LISTING_HEAD = 4_096
"""Bytes kept free in each volume for the head of its listing and the end of the archive."""
NAME_LIMIT = 80
"""Characters of a folder or file name; with a few folders a path stays under the 260 of Windows."""

COMPRESSED = re.compile(
    r"\.(pdf|jpe?g|png|gif|webp|heic|zip|rar|7z|gz|docx|xlsx|pptx|odt|ods|odp|mp3|mp4|mov)", re.IGNORECASE
)
"""Endings of what gets no smaller."""
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file on disk, the path it gets in the ZIP, and its size in bytes."""

    path: str
    file: Path
    size: int


@dataclass(frozen=True, slots=True)
class Parts:
    """Positions by volume, in order, and those too big for any volume."""

    volumes: tuple[tuple[int, ...], ...]
    too_big: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Volumes:
    """What goes into which ZIP, under safe names, and what is too big for any."""

    volumes: tuple[tuple[Piece, ...], ...]
    too_big: tuple[Piece, ...]


def split(sizes: Sequence[int], limit: int) -> Parts:
    """Divide sizes into runs that stay within the limit, keeping their order."""
    volumes: list[list[int]] = []
    room = -1
    for position, size in enumerate(sizes):
        if size > limit:
            continue
        if not volumes or size > room:
            volumes.append([])
            room = limit
        volumes[-1].append(position)
        room -= size
    too_big = (position for position, size in enumerate(sizes) if size > limit)
    return Parts(tuple(map(tuple, volumes)), tuple(too_big))


def plan(pieces: Iterable[Piece], limit: int = LIMIT) -> Volumes:
    """Name every piece safely and without doubles, and divide them into volumes under the limit, in bytes."""
    named = _named(pieces)
    parts = split([_weight(piece) for piece in named], limit - LISTING_HEAD)
    return Volumes(
        tuple(tuple(named[position] for position in volume) for volume in parts.volumes),
        tuple(named[position] for position in parts.too_big),
    )


def _weight(piece: Piece) -> int:
    """The most a piece can take: itself, what deflating may add, two headers, and its line in the listing."""
    return piece.size + piece.size // 1000 + 3 * len(piece.path.encode()) + 320


def _named(pieces: Iterable[Piece]) -> list[Piece]:
    taken = {LISTING.casefold()}
    named = []
    for piece in pieces:
        path = _free(safe_path(piece.path), taken)
        taken.add(path.casefold())
        named.append(replace(piece, path=path))
    return named


def safe_path(path: str) -> str:
    """Return a path that leads nowhere but into the folder where it is unpacked, also on Windows."""
    parts = [part for part in map(_safe_name, re.split(r"[\\/]", path)) if part]
    return "/".join(parts) or "tanpa-nama"


def _safe_name(name: str) -> str:
    # Besides control characters, the marks that turn the direction of writing hide what a file ends in.
    seen = "".join(sign for sign in one_line(name) if not unicodedata.category(sign).startswith("C"))
    clean = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", seen)).strip(" .")
    if _RESERVED.fullmatch(clean):
        clean = f"_{clean}"
    ending = PurePosixPath(clean).suffix[:16]
    return clean if len(clean) <= NAME_LIMIT else clean[: NAME_LIMIT - len(ending)].rstrip(" .") + ending


def _free(path: str, taken: set[str]) -> str:
    if path.casefold() not in taken:
        return path
    folder, slash, name = path.rpartition("/")
    ending = PurePosixPath(name).suffix
    stem = folder + slash + name.removesuffix(ending)
    return next(free for number in count(2) if (free := f"{stem} ({number}){ending}").casefold() not in taken)


def write_volume(pieces: Sequence[Piece], heading: str) -> bytes:
    """Return a ZIP of the pieces and a listing of them. A file that is gone from disk is named there as missing."""
    out = BytesIO()
    lines = [one_line(heading), ""]
    with zipfile.ZipFile(out, "w") as archive:
        for piece in pieces:
            lines.append(_added(archive, piece))
        archive.writestr(LISTING, "\ufeff" + "\r\n".join((*lines, "")), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _added(archive: zipfile.ZipFile, piece: Piece) -> str:
    """Put the piece into the archive and return its line in the listing."""
    packed = COMPRESSED.fullmatch(PurePosixPath(piece.path).suffix)
    try:
        archive.write(piece.file, piece.path, zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED)
    except FileNotFoundError:
        # Between the plan and now somebody may have had their data deleted.
        return f"{piece.path} - berkas sudah tidak ada"
    return f"{piece.path} - {-(-piece.size // 1024)} KB"
