"""What the clinic knows. No Telegram, no database in here."""
