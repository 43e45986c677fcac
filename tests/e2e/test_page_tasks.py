"""A unit's task on the chat page: ticked off with a file by the focal person, verified by the coordinator."""

from pathlib import Path

import pytest

from bot.simulator.shapes import Persona
from tests.support.browser import PROGRAM, has_browser, open_browser
from tests.support.chat_page import ChatPage, chat_page
from tests.support.clock import ManualClock
from tests.support.house import open_house
from tests.support.office import COORDINATOR, FOCAL, open_office

pytestmark = pytest.mark.skipif(not has_browser(), reason=f"the page is tried in {PROGRAM}, which is not here")

PERSONAS = (
    Persona(FOCAL, "Operator RB", "operator_rb", "PIC RB", "Dinas Pendidikan"),
    Persona(COORDINATOR, "Koordinator RB", "koordinator_rb", "Koordinator", "Bagian Organisasi"),
)


async def _ticks_off(focal: ChatPage, report: Path) -> None:
    await focal.begins()
    await focal.says("/tugas", hears="0 dari 4 selesai")
    await focal.taps("1. Susun rencana aksi", hears="Belum ada eviden")
    await focal.taps("📎 Tambah eviden", hears="Kirim berkas")
    await focal.attaches("Dokumen", report, hears="Tersimpan untuk butir 1")
    await focal.taps("✅ Selesai", hears="✅ Selesai · tenggat")


async def _verifies(coordinator: ChatPage, report: Path) -> None:
    await coordinator.begins()
    assert report.name in await coordinator.says("/verifikasi", hears="1 menunggu")
    await coordinator.taps("👁 1", hears=report.name)
    await coordinator.page.reads(".message.in .card-title", report.name)
    await coordinator.taps("✅ Terima", hears="Tidak ada yang menunggu")


async def test_a_file_goes_from_the_focal_person_to_the_coordinator_who_verifies(
    tmp_path: Path, clock: ManualClock
) -> None:
    report = tmp_path / "renaksi-disdik.pdf"
    report.write_bytes(b"%PDF-1.4 renaksi")
    database = f"sqlite:///{tmp_path / 'klinik.db'}"
    async with open_house(database, clock) as house, open_browser() as browser:
        house.simulator.personas = PERSONAS
        await open_office(house)
        async with chat_page(browser, house.simulator.url, FOCAL) as focal:
            await _ticks_off(focal, report)
            async with chat_page(browser, house.simulator.url, COORDINATOR) as coordinator:
                await _verifies(coordinator, report)
            assert "🏅 1 terverifikasi" in await focal.says("/tugas", hears="1 dari 4 selesai")
            assert focal.page.complaints == coordinator.page.complaints == []
