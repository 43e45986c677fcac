"""The bots that speak to the simulator: who they are, their settings and their updates."""

import re
from dataclasses import dataclass, field

from bot.simulator.errors import ApiError
from bot.simulator.shapes import Json
from bot.simulator.traffic import Traffic
from bot.simulator.updates import UpdateQueue
from bot.simulator.webhook import Webhook
from reminders.clock import Clock

USERNAME = "klinik_rb_bot"
FIRST_NAME = "Klinik RB"
_TOKEN = re.compile(r"(\d{1,15}):.+")


@dataclass(slots=True)
class BotAccount:
    """One bot. Its settings outlive /sim/reset: a running bot sets them only when it starts."""

    id: int
    queue: UpdateQueue
    webhook: Webhook | None = None
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    user: Json = field(init=False)

    def __post_init__(self) -> None:
        self.claim(self.id)

    def claim(self, bot_id: int) -> None:
        """Take on the identity that the token names."""
        self.id = bot_id
        self.user = {"id": bot_id, "is_bot": True, "first_name": FIRST_NAME, "username": USERNAME}


class Bots:
    """All bots by the number in their token.

    The first bot inherits what persons wrote before it came. Later ones have queues of their own;
    persons speak to the bot that last asked who it is or for its updates.
    """

    def __init__(self, clock: Clock, traffic: Traffic) -> None:
        self._clock = clock
        self._traffic = traffic
        self._by_id: dict[int, BotAccount] = {}
        self._by_token: dict[str, BotAccount] = {}
        self.current = self._new(0)

    def of(self, token: str) -> BotAccount:
        """Return the bot with that token, new ones included; raises ApiError for what is no token."""
        bot = self._by_token.get(token)
        return bot if bot is not None else self._enter(token)

    def get(self, bot_id: int) -> BotAccount | None:
        """Return the bot with that number, if it ever called."""
        return self._by_id.get(bot_id)

    def all(self) -> list[BotAccount]:
        """Return every bot that ever called, or the one that is awaited."""
        return list(self._by_id.values()) or [self.current]

    def _enter(self, token: str) -> BotAccount:
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ApiError(404, "Not Found")
        bot_id = int(match[1])
        bot = self._by_id.get(bot_id) or (self._new(bot_id) if self._by_id else self.current)
        bot.claim(bot_id)
        self._by_id[bot_id] = self._by_token[token] = bot
        return bot

    def _new(self, bot_id: int) -> BotAccount:
        return BotAccount(bot_id, UpdateQueue(self._clock, self._traffic))
