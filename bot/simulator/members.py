"""Members of a chat as the Bot API shows them."""

from bot.simulator.shapes import Json


def present_member(user: Json) -> Json:
    """Return the ChatMember of somebody who is there."""
    return {"status": "member", "user": user}


def absent_member(user: Json) -> Json:
    """Return the ChatMember of somebody who left or never was there."""
    return {"status": "left", "user": user}


def banned_member(user: Json) -> Json:
    """Return the ChatMember of somebody who was put out; so does a bot look that was blocked."""
    return {"status": "kicked", "user": user, "until_date": 0}
