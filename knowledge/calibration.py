"""The weights and thresholds of answering, as `make calibrate` chose them.

They stand in `calibration.json`, beside them what they were chosen from and what they reach.
"""

import json
from dataclasses import asdict, dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Calibration:
    """What is chosen from data. Likenesses run from 0 to 1."""

    nearest_share: float
    """How much of a likeness comes from a topic's nearest phrasings."""
    paired_share: float
    """How much comes from the words and pairs of words that a topic has; the rest comes from all its texts together."""
    ours: float
    foreign: float
    beyond: float
    """The coefficients of the chance that a question is ours (see `certainty`), the constant first."""
    first: float
    lead: float
    likeness: float
    words: float
    """Those of the chance that the best topic settles a question of ours."""
    sure: float
    """The chance from which a topic is answered without asking back."""
    plausible: float
    """The likeness below which not even a choice of topics helps."""
    alone: float
    leaning: float
    together: float
    before: float
    other: float
    unsaid: float
    section: float
    """Those of what speaks for a topic in a talk (see `following`)."""
    rival: float
    """The share of the best likeness from which another topic is offered beside it."""


def read_calibration(text: str) -> Calibration:
    """Return the chosen values in the JSON that `written` makes."""
    chosen = json.loads(text)["chosen"]
    return Calibration(**{field.name: float(chosen[field.name]) for field in fields(Calibration)})


def written(chosen: Calibration, why: dict[str, Any]) -> str:
    """Return the values, and why they were chosen, as JSON."""
    rounded = {name: round(value, 4) for name, value in asdict(chosen).items()}
    return json.dumps({"chosen": rounded, "why": why}, ensure_ascii=False, indent=2) + "\n"


FILE = Path(str(files("knowledge"))) / "calibration.json"
CHOSEN = read_calibration(FILE.read_text("utf-8"))
