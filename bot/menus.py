"""The command menus that Telegram shows, one a scope."""

import logging
from collections.abc import Iterable

from telegram.error import TelegramError

from bot.transport import RawBot
from bot.welcome.views import COMMANDS, GROUP_COMMANDS

log = logging.getLogger(__name__)


async def publish_menus(bot: RawBot) -> None:
    """Tell Telegram the commands. A refusal is logged: the service is worth more than its menu."""
    try:
        await _publish(bot, "all_private_chats", COMMANDS)
        await _publish(bot, "all_group_chats", GROUP_COMMANDS)
    except TelegramError as error:
        log.warning("the command menus could not be set: %s", error)


async def _publish(bot: RawBot, scope: str, commands: Iterable[str]) -> None:
    menu = [{"command": command, "description": COMMANDS[command]} for command in commands]
    await bot.call("setMyCommands", {"commands": menu, "scope": {"type": scope}})
