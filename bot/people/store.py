"""The agency's units in the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.database import Connection
from reminders.clock import to_millis


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit: a perangkat daerah (opd) or a bagian of the secretariat."""

    code: str
    name: str
    short_name: str
    kind: Literal["opd", "bagian"]


def add_units(on: Connection, units: Iterable[Unit], now: datetime) -> None:
    """Add units; those whose code exists already stay as they are."""
    for unit in units:
        on.execute(
            "INSERT INTO units (code, name, short_name, kind, created_at)"
            " VALUES (:code, :name, :short_name, :kind, :now) ON CONFLICT (code) DO NOTHING",
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            now=to_millis(now),
        )


def count_units(on: Connection) -> int:
    """Return how many units there are."""
    row = on.one("SELECT count(*) AS units FROM units")
    return int(row["units"]) if row else 0
