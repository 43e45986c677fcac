"""Finding a unit by a part of its name, however it is spelt."""

from collections.abc import Iterable

from rapidfuzz import fuzz, utils

from bot.people.store import Unit

SHOWN = 10
ENOUGH = 80
"""Likeness in per cent from which a unit is offered."""
SHORTEST_PART = 5
"""Letters from which a misspelt part of a name still tells which name it is."""


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
    return max(_resemblance(name, asked) for name in names)


def _resemblance(name: str, asked: str) -> float:
    part = SHORTEST_PART <= len(asked) <= len(name)
    return max(fuzz.token_set_ratio(asked, name), fuzz.partial_ratio(asked, name) if part else 0)
