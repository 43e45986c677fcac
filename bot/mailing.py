"""How deliveries reach Telegram and the database: what `reminders.delivery` asks for, made of what the house has."""

from collections.abc import Callable
from typing import Any, TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.courier import UNREACHABLE, seconds_of
from bot.database import Connection, Database
from bot.outage import OUTAGE_PAUSE, is_outage, write_patiently
from bot.transport import RawBot
from reminders.clock import Clock
from reminders.sending import Flood, Gone, Message, Moved, NotReached, Outcome, Refused, Sent, Unsure

T = TypeVar("T")

NOBODY = (*UNREACHABLE, "user is deactivated", "peer_id_invalid", "chat_write_forbidden", "user not found")
NO_CONNECTION = ("ClientConnectorError", "ClientConnectorDNSError", "ClientProxyConnectionError", "pool is closed")
"""What the transport says when a call was surely not made."""


class PatientStorage:
    """The database, whose outages are waited out."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a transaction, however long the database is out of reach."""
        return await write_patiently(self._database, work, self._clock)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work on a snapshot, however long the database is out of reach."""
        while True:
            try:
                return await self._database.read(work)
            except Exception as error:
                if not is_outage(error):
                    raise
                await self._clock.sleep(OUTAGE_PAUSE)


class TelegramSender:
    """Sends a message, given as `method` and `params`, and tells how it ended."""

    def __init__(self, bot: RawBot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, message: Message) -> Outcome:
        """Make the call."""
        try:
            result = await self._bot.call(message["method"], {"chat_id": chat_id, **message["params"]})
        except TelegramError as error:
            return outcome_of(error)
        return Sent(_message_id(result))


def outcome_of(error: TelegramError) -> Outcome:
    """Return what an error of the library means for a delivery."""
    match error:
        case RetryAfter():
            return Flood(seconds_of(error))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Gone(error.message)
        case BadRequest():
            nobody = any(words in error.message.lower() for words in NOBODY)
            return Gone(error.message) if nobody else Refused(error.message)
        case InvalidToken():
            # Of the bot, not of this message: once the token is right again, everything can be sent.
            return NotReached(error.message)
        case NetworkError() if any(words in error.message for words in NO_CONNECTION):
            return NotReached(error.message)
        case _:
            return Unsure(error.message)


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None
