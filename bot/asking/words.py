"""Words that answers share: dates, the names of facets, what became of a regulation."""

from collections.abc import Mapping
from datetime import date

from knowledge.schema import FacetName, Regulation, TopicStatus

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

FACETS: Mapping[FacetName, str] = {
    "bobot": "Bobot",
    "ambang": "Nilai ambang",
    "rumus": "Rumus",
    "jadwal": "Jadwal",
    "penilai": "Penilai",
    "eviden": "Bukti",
    "langkah": "Langkah",
    "contoh": "Contoh",
    "beda": "Bedanya",
    "dasar-hukum": "Dasar hukum",
}

NOTICES: Mapping[TopicStatus, str] = {
    "berlaku": "",
    "berubah": "⚠️ Ketentuannya sudah berubah.",
    "historis": "🕰 Ketentuan lama, sudah tidak dipakai.",
}


def short_date(day: date) -> str:
    """Return a date as offices write it: 21 Nov 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def thousands(number: int) -> str:
    """Return a number as Indonesians write it: 3.000."""
    return f"{number:,}".replace(",", ".")


def standing(regulation: Regulation, regulations: Mapping[str, Regulation]) -> str:
    """Return what became of a regulation: "berlaku", "dicabut, diganti PermenPANRB 9/2023"; "" where none applies."""

    def named(ids: tuple[str, ...], by: str) -> str:
        return f", {by} {' dan '.join(regulations[id].name for id in ids)}" if ids else ""

    match regulation.status:
        case "berlaku":
            return "berlaku"
        case "diubah":
            return "berlaku" + named(regulation.amended_by, "diubah")
        case "dicabut":
            return "dicabut" + named(regulation.replaced_by, "diganti")
        case "rujukan":
            return ""
