"""What is known word for word: the owner of each phrasing, found again by a checksum.

The phrasings themselves would take many MiB. Two of a hundred thousand share a checksum once in billions of contents.
"""

from collections.abc import Mapping
from hashlib import blake2b

import numpy as np


class Known:
    """The numbers that belong to some texts; immutable."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        sums = np.fromiter(map(_checksum, numbers), np.uint64, len(numbers))
        order = np.argsort(sums)
        self._sums = sums[order]
        self._numbers = np.fromiter(numbers.values(), np.uint16, len(numbers))[order]

    def get(self, text: str) -> int | None:
        """Return the number of the text, if it is known."""
        wanted = np.uint64(_checksum(text))
        at = int(np.searchsorted(self._sums, wanted))
        return int(self._numbers[at]) if at < len(self._sums) and self._sums[at] == wanted else None


def _checksum(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
