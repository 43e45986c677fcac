"""What an admin is shown in the first hour."""

from dataclasses import dataclass

from bot.actions.units import AddUnits, InviteAll, NameAgency, OfferZones, OpenSetup, OpenUnits, SetZone
from bot.markup import bold, escape
from bot.people.store import ZONES, Zone
from bot.view import Button, View


@dataclass(frozen=True, slots=True)
class Setup:
    """How far an agency is set up; `alone` is the number of units that have no focal person."""

    name: str
    zone: Zone | None
    units: int
    alone: int

    @property
    def complete(self) -> bool:
        """Whether the service can be used by units."""
        return bool(self.name and self.zone and self.units)


NAME_PROMPT = View(
    f"Mari siapkan Klinik RB: nama instansi, zona waktu, unit, lalu orang-orangnya.\n\n{bold('1/4 Nama instansi?')} "
    "Misalnya: Pemerintah Kabupaten Contoh"
)
NAME_LENGTH = View("Nama instansi 3–100 karakter. Silakan tulis sekali lagi.")
NO_ZONE = "Zona waktu itu tidak dikenal."
SET_UP = Button("⚙️ Siapkan instansi", OpenSetup())
SETTINGS = Button("⚙️ Instansi dan unit", OpenSetup())
INVITE = Button("✉️ Undang semua unit", InviteAll())


def next_step(setup: Setup) -> View:
    """Ask for what is still missing."""
    if setup.zone is None:
        return zones_view(setup)
    return View(
        f"{bold('3/4 Unit kerja')}\nInstansi: {escape(setup.name)} ({setup.zone}).\n"
        "Daftarkan unit lewat templat Excel, atau ketik langsung di sini.",
        [[Button("➕ Daftarkan unit", AddUnits(), style="primary")], [Button("Ubah nama instansi", NameAgency())]],
    )


def zones_view(setup: Setup) -> View:
    """Ask in which time zone the agency works."""
    return View(
        f"{bold('2/4 Zona waktu')}\nInstansi: {escape(setup.name)}.\nDi zona waktu mana sebagian besar unit bekerja?",
        [
            [Button(zone, SetZone(zone.lower())) for zone in ZONES],
            [Button("Ubah nama instansi", NameAgency())],
        ],
    )


def setup_view(setup: Setup) -> View:
    """Show what the agency is set up with, and offer to go on with the people."""
    joined = setup.units - setup.alone
    return View(
        f"⚙️ {bold(setup.name or 'Instansi')}\nZona waktu: {setup.zone or 'belum dipilih'}\n"
        f"Unit: {setup.units} ({joined} sudah punya PIC, {setup.alone} belum)",
        [
            [INVITE] if setup.alone else [],
            [Button("🏢 Daftar unit", OpenUnits()), Button("➕ Tambah unit", AddUnits())],
            [Button("Ubah nama", NameAgency()), Button("Ubah zona waktu", OfferZones())],
        ],
    )
