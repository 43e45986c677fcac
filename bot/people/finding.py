"""Finding a unit by a part of its name, however it is spelt."""

from collections.abc import Iterable

from rapidfuzz import fuzz, utils

from bot.people.store import Unit

SHOWN = 10
ENOUGH = 75
"""Likeness in per cent from which a unit is offered."""


def find_units(units: Iterable[Unit], words: str) -> list[Unit]:
    """Return the units that the words may mean, the likeliest first."""
    asked = utils.default_process(words)
    if not asked:
        return []
    scored = [(_likeness(unit, asked), unit) for unit in units]
    return [unit for score, unit in sorted(scored, key=lambda one: (-one[0], one[1].name)) if score >= ENOUGH][:SHOWN]


def _likeness(unit: Unit, asked: str) -> float:
    names = [utils.default_process(name) for name in (unit.short_name, unit.name, unit.code)]
    if asked in names:
        return 200
    if any(asked in name for name in names):
        return 150 if any(name.startswith(asked) for name in names) else 120
    return max(fuzz.token_set_ratio(asked, name) for name in names)
