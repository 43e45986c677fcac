"""HTML for Telegram: escaping, and the few marks that curators may use in the content.

`**bold**`, lines beginning with "- ", and tables fenced by ``` are all there is; the rest is shown as typed.
"""

import re
from functools import lru_cache
from html import escape as _escape
from html import unescape

FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
BULLET = re.compile(r"^- ", re.MULTILINE)
FOLDED = re.compile(r"\s*<blockquote expandable>.*?</blockquote>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def escape(text: str) -> str:
    """Return the text so that Telegram shows it letter by letter."""
    return _escape(text, quote=False)


def bold(text: str) -> str:
    """Return the text, escaped, in bold."""
    return f"<b>{escape(text)}</b>"


def italic(text: str) -> str:
    """Return the text, escaped, in italics."""
    return f"<i>{escape(text)}</i>"


def folded(html: str) -> str:
    """Return the HTML in a quote that opens at a tap."""
    return f"<blockquote expandable>{html}</blockquote>"


@lru_cache(maxsize=2048)
def render(text: str) -> str:
    """Return a curator's text as HTML."""
    parts = FENCE.split(text.strip())
    return "".join(_table(part) if number % 2 else _prose(part) for number, part in enumerate(parts))


def _table(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


def _prose(text: str) -> str:
    return BOLD.sub(r"<b>\1</b>", BULLET.sub("• ", escape(text)))


def unfolded_text(html: str) -> str:
    """Return what a reader sees before unfolding anything, without markup."""
    return unescape(TAG.sub("", FOLDED.sub("", html))).strip()


def shorten(text: str, limit: int) -> str:
    """Return the text in at most `limit` characters, cut with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
