"""What somebody is shown who rates an answer."""

from collections.abc import Mapping

from bot.actions import SayWhy
from bot.markup import bold, escape
from bot.view import Button, View

THANKS = "Terima kasih, senang bisa membantu. 🙂"
SORRY = "Terima kasih, kami catat."
NOTED = "Catatan Anda sudah kami simpan. Terima kasih."
OWN_WORDS = "lain"
REASONS: Mapping[str, str] = {
    "bukan-itu": "Bukan itu yang saya tanyakan",
    "keliru": "Isinya keliru atau sudah berubah",
    "kurang": "Kurang lengkap",
    "sulit": "Sulit dipahami",
    OWN_WORDS: "Saya tulis sendiri",
}
REMARK_PROMPT = View("Silakan tulis apa yang kurang dari jawaban tadi.")


def why_view(title: str, rating: int) -> View:
    """Ask what was wrong with an answer."""
    return View(
        f"Apa yang kurang dari jawaban {bold(title)}?",
        [[Button(label, SayWhy(rating, reason))] for reason, label in REASONS.items()],
    )


def noted_view(reason: str) -> View:
    """Thank for the reason."""
    return View(f"Terima kasih. Kami catat: {escape(REASONS[reason].lower())}.")
