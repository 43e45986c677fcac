"""How sure a share is that was counted on a few questions."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964
"""The normal deviate that leaves 2.5 % on either side."""


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        """The share in percent; 0 of nothing is 0."""
        return 100 * self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval at 95 %, in percent; of nothing it is everything."""
        if not self.of:
            return 0.0, 100.0
        share, square = self.hits / self.of, _Z**2 / self.of
        middle = share + square / 2
        reach = _Z * sqrt(share * (1 - share) / self.of + square / (4 * self.of))
        # At none and at all of them the bound is exactly 0 or 100; rounding must not carry it past.
        return max(0.0, 100 * (middle - reach) / (1 + square)), min(100.0, 100 * (middle + reach) / (1 + square))
