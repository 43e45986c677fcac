"""What the person's side works with: the world, and the strings that pull at the application under test."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeAlias

from bot.simulator.shapes import Persona
from bot.simulator.world import World
from reminders.clock import Clock

MoveClock: TypeAlias = Callable[[timedelta], None]
Work: TypeAlias = Callable[[], Awaitable[None]]


class Stage:
    """The world with its callbacks, which may be set later: the bot is built after the simulator."""

    def __init__(
        self,
        clock: Clock,
        *,
        personas: Sequence[Persona] = (),
        move_clock: MoveClock | None = None,
        tick: Work | None = None,
        settled: Work | None = None,
        keep_messages: int = 500,
        keep_calls: int = 200_000,
    ) -> None:
        self.world = World(clock, keep_messages=keep_messages, keep_calls=keep_calls)
        self.personas = personas
        self.move_clock = move_clock
        self.tick = tick
        self.settled = settled
