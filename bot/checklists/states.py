"""The states of a task, and who may bring it from one into another."""

from collections.abc import Mapping
from typing import Literal, get_args

State = Literal["open", "doing", "done", "returned", "verified", "exempt", "blocked"]
STATES: tuple[State, ...] = get_args(State)

FINISHED: frozenset[State] = frozenset({"done", "verified"})
UNFINISHED: frozenset[State] = frozenset({"open", "doing", "returned", "blocked"})
"""What is still to be done; a task that does not apply is neither."""

BY_FOCAL_PERSON: Mapping[State, tuple[State, ...]] = {
    "open": ("done", "doing", "blocked", "exempt"),
    "doing": ("done", "open", "blocked", "exempt"),
    "returned": ("done", "doing", "blocked", "exempt"),
    "blocked": ("done", "doing", "open", "exempt"),
    "exempt": ("open",),
    "done": ("doing",),
    "verified": (),
}
BY_VERIFIER: Mapping[State, tuple[State, ...]] = {
    "done": ("verified", "returned"),
    "verified": ("returned",),
    "exempt": ("returned",),
}

NAMES: Mapping[State, str] = {
    "open": "belum",
    "doing": "proses",
    "done": "selesai",
    "returned": "perlu perbaikan",
    "verified": "terverifikasi",
    "exempt": "tidak berlaku",
    "blocked": "terhambat",
}
SIGNS: Mapping[State, str] = {
    "open": "⬜",
    "doing": "🟡",
    "done": "✅",
    "returned": "🔁",
    "verified": "🏅",
    "exempt": "➖",
    "blocked": "⛔",
}


def state_named(word: str) -> State | None:
    """Return the state with that name, as a button carries it."""
    return next((state for state in STATES if state == word), None)
