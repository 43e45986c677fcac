"""Chat in: all that people do with units, invitations and themselves."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.people import (
    adding,
    approving,
    forgetting,
    greeting,
    inviting,
    joining,
    members,
    profile,
    roster,
    setup,
    units,
)
from bot.routing import Clinic, Context

REMEMBERING = -2
"""The group of handlers between the gate and the dialogues: it lets every message go on."""


async def remember(_: Update, context: Context) -> None:
    """Note that somebody has begun to use the bot."""
    turn = context.turn
    person_id = turn.person_id
    if person_id is not None:
        turn.change(lambda on: members.remember(on, person_id, turn.chat_id, turn.now))


def register(clinic: Clinic) -> None:
    """Add the handlers; those of links before the greeting, which would take them for a mere start."""
    messages = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
    clinic.add_handler(MessageHandler(messages, remember), group=REMEMBERING)
    for feature in (joining, greeting, approving, setup, adding, units, inviting, roster, profile, forgetting):
        feature.register(clinic)
