"""Invitations: a row and a block for each unit, text that stays text, a code that holds the link."""

from datetime import date

import pytest

from bot.reports.cleaning import cell_text
from bot.reports.invitations import Invitation, invitation_pdf, invitation_workbook
from tests.bot.reports.samples import MADE_AT, opened, pages_of

AGENCY = "Kabupaten Contoh & Kota"


def invitations(count: int, text: str = "Yth. PIC,\nsilakan masuk.") -> list[Invitation]:
    link = "https://t.me/klinik_rb_bot?start=u_disdikXy7kQ2mN9pLw4"
    return [Invitation(f"Dinas {n}", f"D{n}", f"{link}{n}", text, date(2026, 11, 28)) for n in range(count)]


def test_every_unit_has_a_row_with_its_code_beside_it() -> None:
    sheet = opened(invitation_workbook(AGENCY, invitations(5)))["Undangan"]
    assert sheet.max_row == 6
    assert [picture.anchor._from.row for picture in sheet._images] == [1, 2, 3, 4, 5]
    assert sheet["D3"].value.endswith("Lw41")
    assert sheet["E2"].value == "Yth. PIC,\nsilakan masuk."


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "<r>&</r>", "\x00=1"])
def test_formulas_and_mark_up_stay_text(text: str) -> None:
    sheet = opened(invitation_workbook(AGENCY, invitations(1, text)))["Undangan"]
    assert (sheet["E2"].value, sheet["E2"].data_type) == (cell_text(text), "s")


def test_four_units_share_a_page() -> None:
    pages = {count: pages_of(invitation_pdf(AGENCY, invitations(count), MADE_AT)) for count in (0, 1, 4, 5)}
    assert pages == {0: 1, 1: 1, 4: 1, 5: 2}


def test_a_long_text_stays_in_its_block() -> None:
    text = "Kalimat panjang $x$ 🚀 sekali. " * 60 + "\n\n" + "baris\n" * 40
    assert pages_of(invitation_pdf(AGENCY, invitations(2, text), MADE_AT)) == 1
