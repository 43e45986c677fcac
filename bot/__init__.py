"""The chat application; the only part that knows Telegram."""
