"""Files that people send: fetched from Telegram, and kept under the hash of their bytes."""
