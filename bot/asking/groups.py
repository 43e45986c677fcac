"""When the clinic speaks in a group: only when it is spoken to, and only to those whom the settings let ask there."""

from telegram import Message, Update
from telegram.ext import filters

from bot.settings import Settings


class _SpokenTo(filters.MessageFilter):
    """A message that names the bot, or replies to it."""

    def filter(self, message: Message) -> bool:
        """Whether the message is meant for the bot."""
        bot = message.get_bot()
        replied = message.reply_to_message
        to_bot = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
        return to_bot or mention_of(bot.username) in (message.text or message.caption or "").lower()


SPOKEN_TO = filters.ChatType.GROUPS & _SpokenTo()


def mention_of(username: str) -> str:
    """Return how the bot is named in a text, in lower case."""
    return f"@{username}".lower()


def without_mention(text: str, username: str) -> str:
    """Return the text without the bot's name."""
    mention = mention_of(username)
    return " ".join(word for word in text.split() if word.lower().rstrip(",:?!.") != mention)


def may_use(update: Update, settings: Settings) -> bool:
    """Whether the person may use the clinic here: always in private, in a group as GROUP_ACCESS says."""
    chat, person = update.effective_chat, update.effective_user
    if chat is None or chat.type == "private" or settings.group_access == "everybody":
        return True
    return settings.group_access == "admins" and person is not None and person.id in settings.admin_ids
