"""The Bot API methods, one small function each.

updates:   getUpdates setWebhook deleteWebhook getWebhookInfo
messages:  sendMessage copyMessage forwardMessage sendChatAction setMessageReaction pinChatMessage unpinChatMessage
           deleteMessage deleteMessages
edits:     editMessageText editMessageCaption editMessageReplyMarkup editMessageMedia
media:     sendPhoto sendDocument sendVideo sendAudio sendVoice sendAnimation sendSticker sendVideoNote
           sendLocation sendContact sendPoll sendDice sendMediaGroup getFile
queries:   answerCallbackQuery answerInlineQuery
chats:     getChat getChatMember getChatMemberCount leaveChat
profile:   getMe setMyCommands getMyCommands deleteMyCommands setMyName getMyName setMyDescription getMyDescription
           setMyShortDescription getMyShortDescription setChatMenuButton getChatMenuButton
"""

from bot.simulator.methods import chats, edits, media, messages, profile, queries, updates
from bot.simulator.methods.registry import METHODS

__all__ = ["METHODS", "chats", "edits", "media", "messages", "profile", "queries", "updates"]
