"""What the demo begins with: the units of a typical regency, and the personas one can be on the chat page."""

from datetime import datetime

from bot.audit import By
from bot.database import Connection
from bot.people import members
from bot.people.standing import Office, give
from bot.people.store import Unit, find_unit_by_code, note_agency, save_units
from bot.simulator.shapes import Persona

DINAS = (
    ("disdik", "Dinas Pendidikan", "Disdik"),
    ("dinkes", "Dinas Kesehatan", "Dinkes"),
    ("dpupr", "Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR"),
    ("disperkim", "Dinas Perumahan dan Kawasan Permukiman", "Disperkim"),
    ("satpolpp", "Satuan Polisi Pamong Praja", "Satpol PP"),
    ("bpbd", "Badan Penanggulangan Bencana Daerah", "BPBD"),
    ("dinsos", "Dinas Sosial", "Dinsos"),
    ("disnaker", "Dinas Tenaga Kerja", "Disnaker"),
    ("dp3akb", "Dinas Pemberdayaan Perempuan, Perlindungan Anak, dan KB", "DP3AKB"),
    ("dkp", "Dinas Ketahanan Pangan", "DKP"),
    ("dlh", "Dinas Lingkungan Hidup", "DLH"),
    ("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    ("dpmd", "Dinas Pemberdayaan Masyarakat dan Desa", "DPMD"),
    ("dishub", "Dinas Perhubungan", "Dishub"),
    ("diskominfo", "Dinas Komunikasi dan Informatika", "Diskominfo"),
    ("dinkop", "Dinas Koperasi dan Usaha Mikro", "Dinkop UM"),
    ("dpmptsp", "Dinas Penanaman Modal dan PTSP", "DPMPTSP"),
    ("dispora", "Dinas Kepemudaan dan Olahraga", "Dispora"),
    ("disbudpar", "Dinas Kebudayaan dan Pariwisata", "Disbudpar"),
    ("dispusip", "Dinas Perpustakaan dan Kearsipan", "Dispusip"),
    ("distan", "Dinas Pertanian", "Distan"),
    ("disdagin", "Dinas Perdagangan dan Perindustrian", "Disdagin"),
    ("inspektorat", "Inspektorat Daerah", "Inspektorat"),
    ("bappeda", "Badan Perencanaan Pembangunan Daerah", "Bappeda"),
    ("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM", "BKPSDM"),
    ("bpkad", "Badan Pengelolaan Keuangan dan Aset Daerah", "BPKAD"),
    ("bapenda", "Badan Pendapatan Daerah", "Bapenda"),
)
BAGIAN = (
    ("bag-org", "Bagian Organisasi", "Bag. Organisasi"),
    ("bag-hukum", "Bagian Hukum", "Bag. Hukum"),
    ("bag-umum", "Bagian Umum", "Bag. Umum"),
    ("bag-pem", "Bagian Pemerintahan", "Bag. Pemerintahan"),
)

UNITS = (*(Unit(*row, "opd") for row in DINAS), *(Unit(*row, "bagian") for row in BAGIAN))

AGENCY = "Pemerintah Kabupaten Contoh"
COORDINATOR = Persona(1003, "Koordinator RB", "koordinator_rb", "Koordinator", "Bagian Organisasi")
PERSONAS = (
    Persona(1001, "Pegawai", "pegawai_dinkes", "ASN", "Dinas Kesehatan"),
    Persona(1002, "Operator RB", "operator_disdik", "PIC RB", "Dinas Pendidikan"),
    COORDINATOR,
    Persona(1004, "Operator Kesehatan", "operator_dinkes", "PIC RB", "Dinas Kesehatan"),
    Persona(1005, "Kepala Dinas", "kepala_disdik", "Kepala unit", "Dinas Pendidikan"),
)
MEMBERS: tuple[tuple[int, Office, str], ...] = (
    (1002, "focal", "disdik"),
    (1004, "focal", "dinkes"),
    (1005, "head", "disdik"),
)


def settle_in(on: Connection, now: datetime) -> None:
    """Fill an empty database with the agency, its units, and what the personas are in them."""
    by = By(None, now)
    note_agency(on, by, "agency", AGENCY)
    note_agency(on, by, "zone", "WIB")
    save_units(on, UNITS, now)
    names = {persona.user_id: persona.first_name for persona in PERSONAS}
    for person_id, office, code in MEMBERS:
        unit = find_unit_by_code(on, code)
        members.remember(on, person_id, person_id, now)
        members.rename(on, person_id, names[person_id])
        give(on, person_id, office, unit.id if unit else 0, COORDINATOR.user_id, now)
