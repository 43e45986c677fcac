"""What a picture is taken of: a scene on the demo's chat page, played by one of its personas."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.support.browser import PHONE, Screen
from tests.support.chat_page import ChatPage

ASN, FOCAL, COORDINATOR, OTHER_FOCAL, HEAD = 1001, 1002, 1003, 1004, 1005


@dataclass(frozen=True)
class Scene:
    """What is played, by whom, and how it is shown; without a picture's name it only leads on to the next."""

    user_id: int
    play: Callable[[ChatPage], Awaitable[object]]
    picture: str = ""
    screen: Screen = PHONE


Story = tuple[Scene, ...]
"""Played in a world of its own, scene by scene; what the bot keeps stays from one story to the next."""


async def begin(chat: ChatPage) -> None:
    """Open the conversation."""
    await chat.begins()
