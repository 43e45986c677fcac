"""The evidence of a unit in a round, as ZIP files.

A file in a chat is made when it is sent, and made again after a restart: what goes into which part is decided by what
there was at the moment the files were asked for, and does not change meanwhile.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.aside import About, Ground
from bot.checklists import rounds
from bot.database import Connection
from bot.evidence.store import EvidenceKind
from bot.people.store import find_unit
from bot.reports.parcels import Piece, Volumes, plan, write_volume
from bot.uploads.vault import Vault
from reminders.clock import to_millis

OF_UNIT = (
    " FROM evidence JOIN tasks ON tasks.id = evidence.task_id JOIN items ON items.id = tasks.item_id"
    " LEFT JOIN uploads ON uploads.id = evidence.upload_id"
    " WHERE tasks.round_id = :round_id AND tasks.unit_id = :unit_id"
)


def counts(on: Connection, round_id: int, unit_id: int) -> dict[EvidenceKind, int]:
    """Return how many pieces of evidence a unit has attached, by kind."""
    rows = on.all(
        f"SELECT evidence.kind, count(*) AS many{OF_UNIT} AND evidence.dropped_at IS NULL GROUP BY evidence.kind",
        round_id=round_id,
        unit_id=unit_id,
    )
    return {row["kind"]: row["many"] for row in rows}


def volumes_of(on: Connection, files: Path, round_id: int, unit_id: int, at: datetime) -> Volumes:
    """Return what goes into which ZIP file: what was kept and not taken off at that moment."""
    return plan(_pieces(on, Vault(files), round_id, unit_id, to_millis(at)))


def _pieces(on: Connection, vault: Vault, round_id: int, unit_id: int, at: int) -> Iterator[Piece]:
    rows = on.all(
        f"SELECT items.area, items.position, items.title, uploads.name, uploads.size, uploads.hash{OF_UNIT}"
        " AND evidence.added_at <= :at AND (evidence.dropped_at IS NULL OR evidence.dropped_at > :at)"
        " AND uploads.hash IS NOT NULL AND uploads.stored_at <= :at ORDER BY items.position, evidence.id",
        round_id=round_id,
        unit_id=unit_id,
        at=at,
    )
    for row in rows:
        folders = (_folder(row["area"]), _folder(f"{row['position']:02d} {row['title']}"))
        yield Piece("/".join((*folders, _folder(row["name"]))), vault.path(row["hash"]), row["size"])


def _folder(name: str) -> str:
    # What somebody typed names one folder, not several.
    return name.replace("/", "-").replace("\\", "-")


def make_volume(on: Connection, ground: Ground, about: About) -> bytes:
    """Return one ZIP file. Raises LookupError when what it was to hold is no longer known."""
    at = datetime.fromisoformat(about["at"])
    found = volumes_of(on, ground.files, about["round"], about["unit"], at).volumes
    unit, round_ = find_unit(on, about["unit"]), rounds.find_round(on, about["round"])
    if unit is None or round_ is None or about["part"] > len(found):
        raise LookupError(f"no part {about['part']} of the evidence of unit {about['unit']}")
    heading = f"Eviden {unit.name}, {round_.name}, bagian {about['part']} dari {len(found)}"
    return write_volume(found[about["part"] - 1], heading)
