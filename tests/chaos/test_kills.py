"""Killed at random moments under load, the bot loses no update and applies none twice."""

from pathlib import Path

from bot.courier import IN_FLIGHT
from reminders import delivery
from tests.chaos.play import announcements, play
from tests.chaos.reminding import REMINDED

SEED = 20261123
KILLS = 10


async def test_ten_kills_lose_nothing_and_apply_nothing_twice(database_url: str, tmp_path: Path) -> None:
    verdict, toll, reminded = await play(database_url, KILLS, SEED, tmp_path)
    assert verdict.updates > 100
    # A dying bot's last requests may reach Telegram when the next life has begun, and are then counted there.
    assert verdict.worst_kill <= 2 * IN_FLIGHT
    assert toll.messages > 200
    assert toll.worst_kill <= delivery.IN_FLIGHT
    assert reminded.reminders == len(REMINDED) * announcements(KILLS)
