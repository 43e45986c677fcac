"""Where the content lies, and the check that curators run."""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from bot.errors import KlinikError
from bot.settings import Settings
from bot.terminal import tell
from knowledge.faults import ContentError
from knowledge.library import Library
from knowledge.loading import check
from knowledge.merging import read_all


class FolderError(KlinikError):
    """A folder of content that is not there."""


class FaultyContentError(KlinikError):
    """The content that comes with the program cannot be served."""


def built_in_folder() -> Path:
    """Return the folder of the content that comes with the program."""
    return Path(str(files("knowledge"))) / "content"


def content_folders(settings: Settings) -> list[Path]:
    """Return the folders of the content: the built-in one, then the agency's own."""
    return [built_in_folder(), settings.klinik_content_dir]


def open_library(settings: Settings, keep_in: Path | None = None) -> Library:
    """Return the content of the settings. Raises FaultyContentError.

    The agency's last good version is kept in a folder of its own inside `keep_in`, by default beside the agency's;
    the built index, which holds nothing of anybody's, always beside it.
    """
    own = settings.klinik_content_dir
    last_good = (keep_in or own.parent) / f"{own.name}-terakhir-baik"
    return read_library(content_folders(settings), last_good, shelf_of(settings))


def shelf_of(settings: Settings) -> Path:
    """Return the file in which the built index waits for the next start."""
    return settings.klinik_content_dir.parent / "indeks.bin"


def read_library(folders: Sequence[Path], last_good: Path | None = None, shelf: Path | None = None) -> Library:
    """Return the content of the folders, the built-in one first. Raises FaultyContentError when that is faulty."""
    try:
        return Library(folders, last_good, shelf)
    except ContentError as error:
        raise FaultyContentError(
            f"Isi bawaan tidak dapat dipakai. Perbaiki yang berikut, atau pasang ulang program:\n{error}"
        ) from None


def check_content(settings: Settings, folder: Path | None) -> int:
    """Print every fault and warning of the content, one a line; return 1 where there is a fault.

    A folder with all the built-in sections is complete content and checked by itself; any other is an agency's, and
    checked on top of the built-in content, whose topics it may refer to. Raises FolderError.
    """
    if folder is not None:
        _require_folder(folder)
    found = check(_folders(settings, folder), datetime.now(settings.timezone).date())
    tell("\n".join(map(str, found)) or "Isi sudah benar.")
    return int(any(fault.severity == "kesalahan" for fault in found))


def _require_folder(folder: Path) -> None:
    if folder.is_file():
        raise FolderError(
            f"{folder}: ini berkas, padahal yang diperiksa folder. Tulis: klinik-rb check {folder.parent}"
        )
    if not folder.is_dir():
        raise FolderError(f"{folder}: folder ini tidak ada. Sebutkan folder yang berisi berkas YAML.")


def _folders(settings: Settings, folder: Path | None) -> list[Path]:
    if folder is None:
        return content_folders(settings)
    return [folder] if _is_complete(folder) else [built_in_folder(), folder]


def _is_complete(folder: Path) -> bool:
    return _sections_in(built_in_folder()) <= _sections_in(folder)


def _sections_in(folder: Path) -> set[str]:
    return {identity for kind, identity in read_all([folder]).entries if kind == "sections"}
