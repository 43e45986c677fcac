"""Where the methods enter themselves, and what the server must know about each before it runs."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.simulator.methods.call import Call

Answer: TypeAlias = Any
Handler: TypeAlias = Callable[[Call], Answer | Coroutine[Any, Any, Answer]]


@dataclass(frozen=True, slots=True)
class Method:
    """A method under its official name; `sends` and `edits` are what the sending limits count."""

    name: str
    handler: Handler
    sends: bool
    edits: bool


METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Enter a function as the Bot API method of that name; names are looked up in lower case."""

    def enter(handler: Handler) -> Handler:
        sends = name.startswith(("send", "copy", "forward")) and name != "sendChatAction"
        METHODS[name.lower()] = Method(name, handler, sends, name.startswith("editMessage"))
        return handler

    return enter
