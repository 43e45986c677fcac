"""QR codes."""

from io import BytesIO

QUIET_ZONE = 4
"""Light modules around a code; readers need them (ISO/IEC 18004)."""


def qr_rows(link: str) -> list[list[bool]]:
    """Return the modules of a link's QR code, dark ones true, without the quiet zone.

    A quarter of it may be soiled or torn and it still reads. Raises ValueError where the link is too long.
    """
    import segno

    return [[bool(module) for module in row] for row in segno.make_qr(link, error="q").matrix]


def qr_png(link: str) -> bytes:
    """Return a link's QR code as a PNG, quiet zone included. Raises ValueError where the link is too long."""
    import segno

    out = BytesIO()
    segno.make_qr(link, error="q").save(out, kind="png", scale=10, border=QUIET_ZONE)
    return out.getvalue()
