"""The bare echo of python-telegram-bot as it comes: no database, no search, nothing but the reply."""

import os
import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the text back."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Serve until told to end; with the argument `concurrent`, many updates at once."""
    builder = ApplicationBuilder().token(os.environ["TELEGRAM_TOKEN"])
    builder = builder.base_url(os.environ["TELEGRAM_API_BASE"] + "/bot")
    if "concurrent" in sys.argv:
        builder = builder.concurrent_updates(True)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
