"""The names under which replies are kept, so that they are edited, or not given twice."""


def reply_name(message_id: int) -> str:
    """Name the reply to a message: an edit of the message edits it."""
    return f"jawaban:{message_id}"


def album_name(media_group_id: str) -> str:
    """Name the reply to an album: it gets one, however many pictures it has."""
    return f"album:{media_group_id}"
