"""Routing: python-telegram-bot's application, driven so that a failed handler is a failed turn."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, NoReturn, Self

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    ContextTypes,
    JobQueue,
)

from bot.actions import Action
from bot.codes import decode, tapped
from bot.services import Services
from bot.transport import RawBot
from bot.turn import Turn, current_turn

Nothing = dict[Any, Any]


class Context(CallbackContext[RawBot, Nothing, Nothing, Nothing]):
    """What a handler is given beside the update: its turn, and the services of the house."""

    turn: Turn

    @classmethod
    def from_update(cls, update: object, application: Any) -> Self:
        """Make the context of the turn being run."""
        context = super().from_update(update, application)
        context.turn = current_turn.get()
        return context

    @property
    def services(self) -> Services:
        """The services of the house."""
        application: Any = self.application
        services: Services = application.services
        return services


class Clinic(Application[RawBot, Context, Nothing, Nothing, Nothing, JobQueue[Context]]):
    """The application with its handlers. Dialogues and data live in the database, not in here."""

    services: Services

    async def process_error(self, update: object, error: Exception, *_: Any, **__: Any) -> NoReturn:
        """Raise: the library would log the error and go on, and the update would count as handled."""
        raise error


Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def on_taps(clinic: Clinic, handlers: Mapping[type[Action], Handler]) -> None:
    """Add the handlers of buttons, by what the buttons do.

    One handler of the library for all of them: it asks each in turn, and a hundred would be slow to ask.
    """

    async def handle(update: Update, context: Context) -> None:
        action = decode(update.callback_query.data) if update.callback_query else None
        if action is not None:
            await handlers[type(action)](update, context)

    clinic.add_handler(CallbackQueryHandler(handle, pattern=tapped(*handlers)))


def make_clinic(bot: RawBot, services: Services) -> Clinic:
    """Return an application without handlers."""
    builder: Any = ApplicationBuilder()
    clinic: Clinic = (
        builder.application_class(Clinic)
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    clinic.services = services
    return clinic
