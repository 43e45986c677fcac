"""Telegram's sending limits, enforced when a test asks for it.

One message a second in a private chat with a burst of three, twenty a minute in a group (edits count too),
thirty a second overall. The real figures are not published; these are the ones everybody plans with.
"""

import math
from collections import deque

PRIVATE_BURST = 3
GROUP_MINUTE = 20
OVERALL_SECOND = 30


class Limits:
    """Counts what is sent and says how long to wait; refused calls do not count."""

    def __init__(self) -> None:
        self.enforced = False
        self._overall: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        self._private: dict[int, float] = {}

    def lift(self) -> None:
        """Enforce nothing any more and forget what was counted."""
        self.enforced = False
        self._overall.clear()
        self._groups.clear()
        self._private.clear()

    def wait(self, chat_id: int, *, edit: bool, now: float) -> int:
        """Return 0 and count the call, or the whole seconds to wait before it would be allowed."""
        if edit and chat_id > 0:
            return 0
        seconds = max(
            _window_wait(self._overall, OVERALL_SECOND, 1.0, now),
            self._group_wait(chat_id, now) if chat_id < 0 else self._private_wait(chat_id, now),
        )
        if seconds > 0:
            return math.ceil(seconds)
        self._count(chat_id, now)
        return 0

    def _group_wait(self, chat_id: int, now: float) -> float:
        return _window_wait(self._groups.setdefault(chat_id, deque()), GROUP_MINUTE, 60.0, now)

    def _private_wait(self, chat_id: int, now: float) -> float:
        return self._private.get(chat_id, now) - (PRIVATE_BURST - 1) - now

    def _count(self, chat_id: int, now: float) -> None:
        self._overall.append(now)
        if chat_id < 0:
            self._groups[chat_id].append(now)
        else:
            # The moment at which the burst is whole again: the whole state of a leaking bucket in one number.
            self._private[chat_id] = max(self._private.get(chat_id, now), now) + 1.0


def _window_wait(sent: deque[float], allowed: int, seconds: float, now: float) -> float:
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return sent[0] + seconds - now if len(sent) >= allowed else 0.0
