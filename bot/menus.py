"""The command menus that Telegram shows, one a scope."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from telegram.error import TelegramError

from bot.transport import RawBot
from bot.welcome.views import COMMANDS, COORDINATOR_COMMANDS, GROUP_COMMANDS

log = logging.getLogger(__name__)


async def publish_menus(bot: RawBot, coordinators: Iterable[int]) -> None:
    """Tell Telegram the commands, and each coordinator theirs."""
    await _publish(bot, {"type": "all_private_chats"}, COMMANDS)
    await _publish(bot, {"type": "all_group_chats"}, {command: COMMANDS[command] for command in GROUP_COMMANDS})
    for coordinator in coordinators:
        # A coordinator who has not yet written to the bot has no chat to have a menu.
        await _publish(bot, {"type": "chat", "chat_id": coordinator}, {**COORDINATOR_COMMANDS, **COMMANDS})


async def _publish(bot: RawBot, scope: dict[str, Any], commands: Mapping[str, str]) -> None:
    menu = [{"command": command, "description": meaning} for command, meaning in commands.items()]
    try:
        await bot.call("setMyCommands", {"commands": menu, "scope": scope})
    except TelegramError as error:
        log.warning("the command menu of %s could not be set: %s", scope, error)
