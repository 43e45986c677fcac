"""A Telegram of one's own on localhost: the Bot API, the person's side and a chat page, for demo and tests."""
