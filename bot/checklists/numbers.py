"""Figures as people type them: "1.250,5", "150 juta", "85%"."""

import re

FACTORS = {"ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "m": 1e9, "triliun": 1e12}
FIGURE = re.compile(r"(?:rp\.?\s*)?(-?[\d.,]+)\s*([a-z]*)\s*%?", re.IGNORECASE)
GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")
LARGEST = 1e15
"""Beyond it nothing in an agency is counted, and digits would be lost."""


def read_number(text: str) -> float | None:
    """Return the figure, None where there is none to be sure of.

    Dots part thousands and a comma the fraction, as Indonesians write; a single dot that cannot part thousands
    ("85.5") is a fraction all the same.
    """
    found = FIGURE.fullmatch(text.strip())
    if found is None:
        return None
    digits, word = found[1], found[2].lower()
    factor = FACTORS.get(word, None if word and word not in ("persen", "rupiah") else 1.0)
    value = _digits(digits)
    if value is None or factor is None or abs(value * factor) > LARGEST:
        return None
    return value * factor


def _digits(digits: str) -> float | None:
    whole, comma, part = digits.partition(",")
    if comma or GROUPED.fullmatch(whole):
        whole = whole.replace(".", "")
    try:
        return float(f"{whole}.{part}" if comma else whole)
    except ValueError:
        return None
