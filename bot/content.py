"""Where the content lies, and the check that curators run."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from bot.errors import KlinikError
from bot.settings import Settings
from bot.terminal import tell
from knowledge.checking import warnings
from knowledge.faults import ContentError, Fault
from knowledge.library import Library
from knowledge.loading import load
from knowledge.merging import read_all


class FolderError(KlinikError):
    """A folder of content that is not there."""


def built_in_folder() -> Path:
    """Return the folder of the content that comes with the program."""
    return Path(str(files("knowledge"))) / "content"


def content_folders(settings: Settings) -> list[Path]:
    """Return the folders of the content: the built-in one, then the agency's own."""
    return [built_in_folder(), settings.klinik_content_dir]


def open_library(settings: Settings) -> Library:
    """Return the content of the settings; the agency's last good version is kept beside its folder."""
    own = settings.klinik_content_dir
    return Library(content_folders(settings), own.with_name(f"{own.name}-terakhir-baik"))


def check_content(settings: Settings, folder: Path | None) -> int:
    """Print every fault and warning of the content, one a line; return 1 where there is a fault.

    A folder with all the built-in sections is complete content and checked by itself; any other is an agency's, and
    checked on top of the built-in content, whose topics it may refer to. Raises FolderError.
    """
    if folder is not None and not folder.is_dir():
        raise FolderError(f"{folder}: folder ini tidak ada. Sebutkan folder yang berisi berkas YAML.")
    found = _faults(_folders(settings, folder), datetime.now(settings.timezone))
    tell("\n".join(map(str, found)) or "Isi sudah benar.")
    return int(any(fault.severity == "kesalahan" for fault in found))


def _folders(settings: Settings, folder: Path | None) -> list[Path]:
    if folder is None:
        return content_folders(settings)
    return [folder] if _is_complete(folder) else [built_in_folder(), folder]


def _is_complete(folder: Path) -> bool:
    return _sections_in(built_in_folder()) <= _sections_in(folder)


def _sections_in(folder: Path) -> set[str]:
    drafts, _ = read_all([folder])
    return {identity for kind, identity in drafts if kind == "sections"}


def _faults(folders: list[Path], now: datetime) -> list[Fault]:
    try:
        return warnings(load(folders), now.date())
    except ContentError as error:
        return list(error.faults)
