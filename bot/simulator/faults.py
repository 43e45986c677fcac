"""Faults on order: errors, lost answers, delays, cut connections."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.simulator.errors import ApiError, PersonError
from bot.simulator.shapes import Json

KINDS = ("error", "lost_answer", "delay", "reset")
ANY_METHOD = "*"


@dataclass(slots=True)
class Fault:
    """One fault: which calls it strikes, how, and how many times (0: until cleared)."""

    method: str = ANY_METHOD
    kind: str = "error"
    code: int = 500
    description: str = ""
    retry_after: int | None = None
    times: int = 1
    contains: str = ""
    seconds: float = 0.0
    chat_id: int | None = None

    def error(self) -> ApiError:
        """Return the refusal that the bot gets."""
        parameters = None if self.retry_after is None else {"retry_after": self.retry_after}
        return ApiError(self.code, self.description or _default_words(self.code, self.retry_after), parameters)

    def strikes(self, params: Json) -> bool:
        """Whether a call with these parameters is meant."""
        if self.chat_id is not None and str(params.get("chat_id")) != str(self.chat_id):
            return False
        return not self.contains or self.contains in json.dumps(params, ensure_ascii=False)


class Faults:
    """At most one fault a method, the newest wins.

    `*` means every method but getUpdates, which would otherwise use up the fault before the call under test;
    getUpdates can be named.
    """

    def __init__(self) -> None:
        self._faults: dict[str, Fault] = {}

    def set(self, body: Json) -> Fault:
        """Take a fault as POST /sim/fault described it; raises PersonError for one that makes no sense."""
        fault = _read(body)
        self._faults[fault.method.lower()] = fault
        return fault

    def clear(self, method: str | None) -> None:
        """Clear the fault of one method, or all."""
        if method is None:
            self._faults.clear()
        else:
            self._faults.pop(method.lower(), None)

    def take(self, method: str, params: Json) -> Fault | None:
        """Return the fault that strikes this call, counting it, or None."""
        if not self._faults:
            return None
        fault = self._faults.get(method)
        if fault is None and method != "getupdates":
            fault = self._faults.get(ANY_METHOD)
        if fault is None or not fault.strikes(params):
            return None
        if fault.times == 1:
            self.clear(fault.method)
        elif fault.times > 1:
            fault.times -= 1
        return fault

    def listed(self) -> list[Json]:
        """Return the faults that are set."""
        return [asdict(fault) for fault in self._faults.values()]


def _read(body: Json) -> Fault:
    unknown = set(body) - set(Fault.__slots__)
    if unknown:
        raise PersonError(400, f"unknown field of a fault: {', '.join(sorted(unknown))}")
    fault = Fault(**body)
    if fault.kind not in KINDS:
        raise PersonError(400, f"unknown kind of fault {fault.kind!r}: {', '.join(KINDS)} or limits")
    for name, kinds in _FIELD_TYPES.items():
        if not isinstance(getattr(fault, name), kinds):
            raise PersonError(400, f"the field {name} of a fault is of the wrong type")
    return fault


_FIELD_TYPES: dict[str, Any] = {
    "method": str,
    "code": int,
    "description": str,
    "retry_after": int | None,
    "times": int,
    "contains": str,
    "seconds": int | float,
    "chat_id": int | str | None,
}


def _default_words(code: int, retry_after: int | None) -> str:
    if code == 429:
        return f"Too Many Requests: retry after {retry_after or 1}"
    return {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden: bot was blocked by the user"}.get(
        code, "Internal Server Error"
    )
