"""What is due, to whom, and its delivery. No Telegram in here."""
