"""What is in links and codes of invitation, and under which hash it is found again."""

import base64
import hashlib
import hmac
import re
import secrets

from bot.settings import Settings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what is read as something else: 0 and O, 1, I and L."""
CODE_LENGTH = 8
TOKEN_LENGTH = 20
CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")
TOKEN = re.compile(f"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}")
SEPARATORS = re.compile(r"[\s–—-]+")


def key_of(settings: Settings) -> bytes:
    """Return the key that links are derived with: the same after every restart, and gone with the bot's token."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    return hmac.new(token.encode(), b"klinik-rb undangan", hashlib.sha256).digest()


def link_token(key: bytes, invitation_id: int, made_at: int) -> str:
    """Return what is in the link of an invitation made at that moment (UTC milliseconds)."""
    digest = hmac.new(key, f"undangan:{invitation_id}:{made_at}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:TOKEN_LENGTH]


def new_code() -> str:
    """Return a code nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def shown(code: str) -> str:
    """Return a code as people read it out: ABCD-2345."""
    return f"{code[:4]}-{code[4:]}"


def code_in(text: str) -> str | None:
    """Return the code that somebody typed, however they set it apart; None for what cannot be one."""
    code = SEPARATORS.sub("", text).upper()
    return code if CODE.fullmatch(code) else None


def payload_of(text: str) -> str | None:
    """Return the token (u_) or the code (k_) in the payload of /start; None for what cannot be either."""
    prefix, _, rest = text.partition("_")
    if prefix == "k":
        return code_in(rest)
    return rest if prefix == "u" and TOKEN.fullmatch(rest) else None


def link(username: str, token: str) -> str:
    """Return the address that opens an invitation, by its token or its code."""
    prefix = "k" if len(token) == CODE_LENGTH else "u"
    return f"https://t.me/{username}?start={prefix}_{token}"


def hashed(key: bytes, token: str) -> str:
    """Return what is kept of a token or code. Keyed: a code is short enough to be found by trying all of them."""
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
