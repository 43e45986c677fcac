"""The services that handlers use."""

from dataclasses import dataclass

from bot.database import Database
from bot.settings import Settings
from bot.transport import RawBot
from knowledge.library import Library
from reminders.clock import Clock


@dataclass(frozen=True)
class Services:
    """What the house has one of."""

    settings: Settings
    database: Database
    library: Library
    bot: RawBot
    clock: Clock
