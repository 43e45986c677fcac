"""Who the bot is and what it says about itself."""

from typing import Any

from bot.simulator.bots import FIRST_NAME
from bot.simulator.commands import checked_commands, scope_key
from bot.simulator.errors import bad_request
from bot.simulator.methods.call import Call
from bot.simulator.methods.registry import method
from bot.simulator.shapes import Json

_TEXTS = {"name": 64, "description": 512, "short_description": 120}


@method("getMe")
def get_me(call: Call) -> Json:
    """Answer who the bot is; from now on persons speak to this one."""
    call.world.bots.current = call.bot
    return call.bot.user | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """Set the command list of a scope and language."""
    call.bot.commands[_command_key(call)] = checked_commands(call.listed("commands"))
    call.world.events.publish({"type": "commands"})
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """Answer with the command list of exactly that scope and language."""
    return call.bot.commands.get(_command_key(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Remove the command list of a scope and language."""
    call.bot.commands.pop(_command_key(call), None)
    call.world.events.publish({"type": "commands"})
    return True


def _enter_text_methods(name: str, limit: int) -> None:
    title = name.title().replace("_", "")

    def set_text(call: Call) -> bool:
        text = call.text(name)
        if len(text) > limit:
            raise bad_request(f"BOT_{'TITLE' if name == 'name' else 'DESCRIPTION'}_TOO_LONG")
        call.bot.texts[name, call.text("language_code")] = text
        return True

    def get_text(call: Call) -> Json:
        default = FIRST_NAME if name == "name" else ""
        spoken = call.bot.texts.get((name, call.text("language_code")))
        return {name: spoken or call.bot.texts.get((name, "")) or default}

    method(f"setMy{title}")(set_text)
    method(f"getMy{title}")(get_text)


for _name, _limit in _TEXTS.items():
    _enter_text_methods(_name, _limit)


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    """Set the button beside the input field of a private chat, or of all."""
    button: Any = call.params.get("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    call.bot.menu_buttons[call.number("chat_id")] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Json:
    """Answer with that button."""
    buttons = call.bot.menu_buttons
    return buttons.get(call.number("chat_id")) or buttons.get(0) or {"type": "commands"}


def _command_key(call: Call) -> tuple[str, str]:
    return scope_key(call.params.get("scope")), call.text("language_code")
