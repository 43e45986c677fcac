"""Invitations of the units: a workbook to send from, and pages to print and cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from bot.reports.canvas import BLUE, INK, MUTED, RULE, Sheet, pdf
from bot.reports.cleaning import cell_text, one_line
from bot.reports.pictures import qr_png, qr_rows
from bot.reports.wording import long_day, moment

WIDTH, HEIGHT = 595, 842
"""A4 in points."""
MARGIN = 36
TOP = 58
A_PAGE = 4
BLOCK = (HEIGHT - TOP - 30) / A_PAGE
QR = 132
"""Points: 4.7 cm, which a phone reads from the other side of a desk."""

PICTURE = 110
"""Pixels of a QR code in the workbook, as Excel shows them."""
ROW_PIXELS = PICTURE + 14
COLUMNS = (
    ("Unit", 30),
    ("Singkatan", 16),
    ("QR", 17),
    ("Tautan", 34),
    ("Teks siap kirim", 70),
    ("Berlaku sampai", 15),
)
"""Headings and widths in characters."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """The link a unit joins by, and the ready text to send with it, which holds the link too."""

    unit: str
    short_name: str
    link: str
    text: str
    expires_on: date


def invitation_workbook(agency: str, invitations: Sequence[Invitation]) -> bytes:
    """Return a workbook with a row for each unit: QR code, link, and the text to copy."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Undangan")
    _print_setting(sheet, agency)
    _headings(sheet, book.add_format({"bold": True, "bg_color": "#0b4f8a", "font_color": "#ffffff", "border": 1}))
    text = book.add_format({"text_wrap": True, "valign": "vcenter"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "vcenter", "align": "left"})
    for row, invitation in enumerate(invitations, 1):
        _row(sheet, row, invitation, text, day)
    book.close()
    return out.getvalue()


def _print_setting(sheet: Any, agency: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    sheet.set_header("&L" + one_line(agency)[:100].replace("&", "&&") + "&RUndangan Klinik RB")
    sheet.set_footer("&RHalaman &P dari &N")


def _headings(sheet: Any, look: Any) -> None:
    for column, (heading, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, look)


def _row(sheet: Any, row: int, invitation: Invitation, text: Any, day: Any) -> None:
    words = (invitation.unit, invitation.short_name, "", invitation.link, invitation.text)
    for column, value in enumerate(words):
        sheet.write_string(row, column, cell_text(value), text)
    sheet.write_datetime(row, 5, invitation.expires_on, day)
    sheet.set_row_pixels(row, ROW_PIXELS)
    picture = qr_png(invitation.link)
    # The width of a PNG stands in its header, in pixels; XlsxWriter scales from there.
    scale = PICTURE / int.from_bytes(picture[16:20], "big")
    where = {"x_offset": 6, "y_offset": 7, "x_scale": scale, "y_scale": scale, "object_position": 1}
    described = {"image_data": BytesIO(picture), "description": cell_text(f"Kode QR undangan {invitation.unit}")}
    sheet.insert_image(row, 2, "qr.png", where | described)


def invitation_pdf(agency: str, invitations: Sequence[Invitation], made_at: datetime) -> bytes:
    """Return pages of four units each, to print and cut."""
    return pdf(_pages(agency, invitations, made_at), f"Undangan Klinik RB {agency}", made_at)


def _pages(agency: str, invitations: Sequence[Invitation], made_at: datetime) -> Iterator[Sheet]:
    count = max(-(-len(invitations) // A_PAGE), 1)
    for number in range(count):
        sheet = Sheet(WIDTH, HEIGHT)
        title = f"Undangan Klinik RB · {agency}"
        sheet.text(MARGIN, 34, sheet.fitted(title, WIDTH - 2 * MARGIN, 13, bold=True), 13, bold=True)
        sheet.text(MARGIN, HEIGHT - 18, f"Dibuat {moment(made_at)}", 8.5, color=MUTED)
        sheet.text(WIDTH - MARGIN, HEIGHT - 18, f"{number + 1}/{count}", 8.5, color=MUTED, align="right")
        for place, invitation in enumerate(invitations[number * A_PAGE : (number + 1) * A_PAGE]):
            _block(sheet, TOP + BLOCK * place, invitation)
        yield sheet


def _block(sheet: Sheet, top: float, invitation: Invitation) -> None:
    sheet.line(((MARGIN, top), (WIDTH - MARGIN, top)), RULE, 0.8, dashed=True)
    sheet.modules(MARGIN + 4, top + (BLOCK - QR) / 2, QR, qr_rows(invitation.link))
    left = MARGIN + QR + 26
    wide = WIDTH - MARGIN - left
    height = top + 26
    for line in sheet.wrapped(invitation.unit, wide, 13, 2, bold=True):
        sheet.text(left, height, line, 13, bold=True, color=INK)
        height += 17
    sheet.text(left, height, sheet.fitted(invitation.link, wide, 9.5), 9.5, color=BLUE, url=invitation.link)
    for line in _body(sheet, invitation.text, wide, int((top + BLOCK - 30 - height) / 12.5)):
        height += 12.5
        sheet.text(left, height + 4, line, 9)
    sheet.text(left, top + BLOCK - 14, f"Berlaku sampai {long_day(invitation.expires_on)}", 9, color=MUTED)


def _body(sheet: Sheet, text: str, wide: float, most: int) -> list[str]:
    """The text in its own paragraphs, as far as there is room."""
    lines: list[str] = []
    for paragraph in filter(str.strip, text.splitlines()):
        if len(lines) < most:
            lines += sheet.wrapped(paragraph, wide, 9, most - len(lines))
    return lines
