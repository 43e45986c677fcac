"""What is to be done next, in a few lines."""

from bot.recap.advice import ALL_DONE, NOTHING_URGENT, to_do
from bot.recap.store import Stuck, UnitStand
from bot.reports.figures import Tally, UnitRow


def unit(name: str, tally: Tally) -> UnitStand:
    return UnitStand(1, UnitRow(name.lower(), f"Dinas {name}", name, "opd"), tally)


def test_those_who_are_latest_are_named_first_and_the_rest_counted() -> None:
    late = {"A": 1, "B": 5, "C": 2, "D": 3, "E": 4}
    units = [unit(name, Tally(total=9, doing=9, late=many)) for name, many in late.items()]
    [line] = to_do(units, ())
    assert line.startswith("⏰ 5 unit lewat tenggat: B (5 butir), E (4 butir), D (3 butir), dan 2 unit lain.")


def test_units_that_said_nothing_yet_have_not_begun() -> None:
    units = [unit("A", Tally(total=2, open=2)), unit("B", Tally(total=2, open=1, exempt=1))]
    assert to_do(units, ()) == ("⬜ 1 unit belum mulai: A.",)


def test_what_waits_and_what_is_blocked_is_told() -> None:
    units = [unit("A", Tally(total=5, done=3, blocked=2))]
    assert to_do(units, [Stuck("A", 4, "menunggu akun")]) == (
        "✅ 3 butir menunggu verifikasi.",
        "⛔ 2 butir terhambat: A butir 4 (menunggu akun); dan 1 lagi.",
    )


def test_when_nothing_is_urgent_it_says_so() -> None:
    assert to_do([unit("A", Tally(total=2, verified=1, exempt=1))], ()) == (ALL_DONE,)
    assert to_do([unit("A", Tally(total=2, doing=2))], ()) == (NOTHING_URGENT,)
    assert to_do([], ()) == (NOTHING_URGENT,)
