"""What Telegram takes for an address in a link or a button."""

from urllib.parse import urlsplit

_SCHEMES = ("http", "https", "tg", "ton", "tonsite")


def fault_of_url(url: str) -> str | None:
    """Return what is wrong with an address, in Telegram's words, or None."""
    url = url.strip()
    scheme, mark, _ = url.partition("://")
    if mark and scheme.lower() not in _SCHEMES:
        return "Unsupported URL protocol"
    if url.startswith("tg:") or (mark and scheme.lower() == "tg"):
        return None
    host = _host(url if mark else f"http://{url}")
    if not host:
        return "URL host is empty"
    return None if "." in host.strip(".") and not (set(host) & set(" <>\"'")) else "Wrong HTTP URL"


def normalised_url(url: str) -> str | None:
    """Return the address as Telegram stores it (with a scheme and a path), or None for what is no address."""
    url = url.strip()
    if fault_of_url(url):
        return None
    if url.startswith("tg:"):
        return url
    full = url if "://" in url else f"http://{url}"
    head, _, tail = full.partition("://")
    end = min((at for at in map(tail.find, "/?#") if at >= 0), default=len(tail))
    path = tail[end:]
    return f"{head.lower()}://{tail[:end].lower()}{path if path.startswith('/') else '/' + path}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
