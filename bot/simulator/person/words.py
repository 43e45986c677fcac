"""How a /sim request is read: the words that exist, and the fields of a body."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiohttp import web

from bot.simulator.errors import ApiError, PersonError
from bot.simulator.shapes import Json
from bot.simulator.stage import Stage


class Fields:
    """The fields of a request: its JSON body, its query and its path; absent and null are the same."""

    def __init__(self, given: Json) -> None:
        self.given = {name: value for name, value in given.items() if value is not None}

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self.given.get(name, default)
        if not isinstance(value, str):
            raise PersonError(400, f"{name} must be a text")
        return value

    def number(self, name: str, default: int | None = None) -> int:
        """Return a whole number; without a default the field is required."""
        value = self.given.get(name, default)
        try:
            return int(value)  # type: ignore[arg-type]  # None raises TypeError, which is answered below
        except (TypeError, ValueError, OverflowError):
            raise PersonError(400, f"{name} must be a whole number") from None

    def seconds(self, name: str, default: float) -> float:
        """Return a number of seconds."""
        try:
            return float(self.given.get(name, default))
        except (TypeError, ValueError):
            raise PersonError(400, f"{name} must be a number of seconds") from None

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return self.given.get(name) in (True, 1, "1", "true")

    def has(self, name: str) -> bool:
        """Whether the field was given."""
        return name in self.given


Answer: TypeAlias = Json | web.StreamResponse
Word: TypeAlias = Callable[[Stage, Fields], Answer | Awaitable[Answer]]

WORDS: dict[tuple[str, str], Word] = {}


def word(http_method: str, path: str) -> Callable[[Word], Word]:
    """Enter a function as the word at that path."""

    def enter(function: Word) -> Word:
        WORDS[http_method, path] = function
        return function

    return enter


def add_words(router: web.UrlDispatcher, stage: Stage) -> None:
    """Enter all words into the server."""
    for (http_method, path), function in WORDS.items():
        router.add_route(http_method, path, _handler(stage, function))


def _handler(stage: Stage, function: Word) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            answer = function(stage, await _fields(request))
            if isinstance(answer, Awaitable):
                answer = await answer
        except PersonError as error:
            return _refusal(error.status, error.description)
        except ApiError as error:
            return _refusal(error.code, error.description)
        return answer if isinstance(answer, web.StreamResponse) else web.json_response({"ok": True} | answer)

    return handle


def _refusal(status: int, description: str) -> web.Response:
    return web.json_response({"ok": False, "description": description}, status=status)


async def _fields(request: web.Request) -> Fields:
    given: Json = dict(request.query)
    if request.can_read_body:
        given |= _object(await request.read())
    return Fields(given | dict(request.match_info))


def _object(body: bytes) -> Json:
    try:
        given: Any = json.loads(body)
    except ValueError:
        raise PersonError(400, "the body must be JSON") from None
    if not isinstance(given, dict):
        raise PersonError(400, "the body must be a JSON object")
    return given
