"""The command menus that Telegram shows, one a scope."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from telegram.error import TelegramError

from bot.people.standing import Standing
from bot.transport import RawBot
from bot.welcome.views import COMMANDS, GROUP_COMMANDS, commands_for

log = logging.getLogger(__name__)

Menu = dict[str, Any]


def menu_of(chat_id: int, standing: Standing) -> Menu:
    """Return the menu of somebody's private chat: what comes with their roles, and what everybody may."""
    return _menu({"type": "chat", "chat_id": chat_id}, {**commands_for(standing), **COMMANDS})


def _menu(scope: dict[str, Any], commands: Mapping[str, str]) -> Menu:
    listed = [{"command": command, "description": meaning} for command, meaning in commands.items()]
    return {"commands": listed, "scope": scope}


async def publish_menus(bot: RawBot, coordinators: Iterable[Standing]) -> None:
    """Tell Telegram the commands, and each coordinator theirs."""
    await _publish(bot, _menu({"type": "all_private_chats"}, COMMANDS))
    await _publish(bot, _menu({"type": "all_group_chats"}, {command: COMMANDS[command] for command in GROUP_COMMANDS}))
    for standing in coordinators:
        # A coordinator who has not yet written to the bot has no chat to have a menu.
        await _publish(bot, menu_of(standing.person_id, standing))


async def _publish(bot: RawBot, menu: Menu) -> None:
    try:
        await bot.call("setMyCommands", menu)
    except TelegramError as error:
        log.warning("the command menu of %s could not be set: %s", menu["scope"], error)
