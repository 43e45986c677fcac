"""Who may do what: the one table of rights. What does not stand in it, nobody may."""

from collections.abc import Mapping
from typing import Literal, get_args

from telegram import Update

from bot import actions
from bot.actions import Action
from bot.codes import decode
from bot.settings import Settings

Role = Literal["everybody", "coordinator"]

COMMANDS: Mapping[str, Role] = {
    "start": "everybody",
    "mulai": "everybody",
    "tanya": "everybody",
    "topik": "everybody",
    "bantuan": "everybody",
    "help": "everybody",
    "tentang": "everybody",
    "privasi": "everybody",
    "batal": "everybody",
    "pertanyaan": "coordinator",
}

_FOR_EVERYBODY: tuple[type[Action], ...] = (
    actions.OpenTopic,
    actions.OpenFacet,
    actions.OpenSection,
    actions.OpenShelves,
    actions.OpenHelp,
    actions.CloseDialogue,
    actions.Rate,
    actions.SayWhy,
    actions.AskCoordinator,
    actions.Withdraw,
    actions.AskBack,
)
_FOR_COORDINATORS: tuple[type[Action], ...] = (
    actions.ReadAsQuestion,
    actions.OpenEscalation,
    actions.TakeUp,
    actions.Release,
    actions.SendReply,
    actions.ChooseTopic,
    actions.SearchTopic,
    actions.AttachTopic,
    actions.Dismiss,
    actions.Reopen,
    actions.KeepAnswer,
    actions.OpenNotes,
    actions.OpenNote,
    actions.EditNote,
    actions.DropNote,
    actions.RestoreNote,
    actions.ExportNotes,
    actions.OpenQuestions,
    actions.TakeMissed,
)
ACTIONS: Mapping[type[Action], Role] = {
    **dict.fromkeys(_FOR_EVERYBODY, "everybody"),
    **dict.fromkeys(_FOR_COORDINATORS, "coordinator"),
}

Dialogue = Literal["reply", "search", "question", "question-back", "remark", "title", "answer", "source"]
"""What somebody may have been asked to write."""
DIALOGUES: Mapping[Dialogue, Role] = {
    "question": "everybody",
    "question-back": "everybody",
    "remark": "everybody",
    "reply": "coordinator",
    "search": "coordinator",
    "title": "coordinator",
    "answer": "coordinator",
    "source": "coordinator",
}


def holds(person_id: int | None, role: Role, settings: Settings) -> bool:
    """Whether the person has the role."""
    return role == "everybody" or person_id in settings.admin_ids


def coordinators(settings: Settings) -> tuple[int, ...]:
    """Return the chats in which the coordinators are spoken to."""
    return tuple(sorted(settings.admin_ids))


def may(update: Update, command: str | None, settings: Settings) -> bool:
    """Whether the update's sender may do what it asks for; a coordinator's work is done in private chats only."""
    role = needed(update, command)
    if role is None:
        return False
    chat, person = update.effective_chat, update.effective_user
    private = chat is not None and chat.type == "private"
    return role == "everybody" or (private and holds(person.id if person else None, role, settings))


def needed(update: Update, command: str | None) -> Role | None:
    """Return the role that the update asks for; None where the table does not know what is asked for."""
    if update.callback_query is None:
        return "everybody" if command is None else COMMANDS.get(command)
    action = decode(update.callback_query.data)
    # A button that is no longer ours leads nowhere, and its owner is told where to start again.
    return ACTIONS.get(type(action)) if isinstance(action, get_args(Action)) else "everybody"
