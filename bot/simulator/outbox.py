"""Every call the bots made, for tests and the page to read back."""

import json
from collections import deque
from dataclasses import dataclass
from itertools import islice

from bot.simulator.shapes import Json

NOT_RECORDED = {"getUpdates", "getMe", "getWebhookInfo"}


@dataclass(frozen=True, slots=True)
class Record:
    """One call: what was asked and what was answered (`result`, or `error` for a refusal).

    Both are kept as JSON text, which takes a third of the memory of the objects and cannot change afterwards.
    """

    seq: int
    method: str
    params: str
    outcome: str
    answer: str
    at_ms: int
    bot_id: int

    def shown(self) -> Json:
        """Return it as GET /sim/outbox shows it."""
        return {
            "seq": self.seq,
            "method": self.method,
            "params": json.loads(self.params),
            self.outcome: json.loads(self.answer),
            "at_ms": self.at_ms,
            "token_bot_id": self.bot_id,
        }


class CallLog:
    """The latest calls, at most `keep`; numbers grow by one and are never given twice."""

    def __init__(self, keep: int) -> None:
        self._records: deque[Record] = deque(maxlen=keep)
        self.next_seq = 1

    def add(self, method: str, params: str, outcome: str, answer: str, at_ms: int, bot_id: int) -> None:
        """Record a call."""
        self._records.append(Record(self.next_seq, method, params, outcome, answer, at_ms, bot_id))
        self.next_seq += 1

    def since(self, seq: int, method: str | None) -> list[Record]:
        """Return the calls numbered `seq` and later, of one method or of all."""
        first = self.next_seq - len(self._records)
        later = islice(self._records, min(max(seq - first, 0), len(self._records)), None)
        return [record for record in later if method is None or record.method == method]

    def clear(self) -> None:
        """Forget all calls; numbers go on."""
        self._records.clear()
