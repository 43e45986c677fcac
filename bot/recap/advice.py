"""What is to be done next, from how the units stand: a few lines that name who; no database and no chat in here."""

from collections.abc import Callable, Sequence

from bot.asking.words import thousands
from bot.markup import shorten
from bot.recap.store import Stuck, UnitStand
from bot.reports.figures import Tally, added

NAMED = 3
LONGEST_NAME = 40
LONGEST_REASON = 80
ALL_DONE = "Semua butir sudah selesai dan terverifikasi. 🎉"
NOTHING_URGENT = "Belum ada yang mendesak; unit sedang mengerjakan."


def to_do(units: Sequence[UnitStand], stuck: Sequence[Stuck]) -> tuple[str, ...]:
    """Return the lines, the most urgent first; `stuck` are some of the blocked tasks, to be named."""
    whole = added(one.tally for one in units)
    lines = (_late(units), _not_begun(units), _waiting(whole.done), _blocked(whole.blocked, stuck))
    if not any(lines):
        finished = whole.counted and whole.verified == whole.counted
        return (ALL_DONE if finished else NOTHING_URGENT,)
    return tuple(line for line in lines if line)


def _late(units: Sequence[UnitStand]) -> str:
    late = sorted((one for one in units if one.tally.late), key=lambda one: (-one.tally.late, one.unit.name))
    if not late:
        return ""
    named = _named(late, lambda one: f"{_short(one)} ({thousands(one.tally.late)} butir)")
    return f"⏰ {thousands(len(late))} unit lewat tenggat: {named}. Ingatkan PIC-nya."


def has_begun(tally: Tally) -> bool:
    """Whether anything was said about any of the tasks."""
    return tally.open < tally.total


def _not_begun(units: Sequence[UnitStand]) -> str:
    idle = sorted((one for one in units if not has_begun(one.tally)), key=lambda one: one.unit.name)
    return f"⬜ {thousands(len(idle))} unit belum mulai: {_named(idle, _short)}." if idle else ""


def _waiting(done: int) -> str:
    return f"✅ {thousands(done)} butir menunggu verifikasi." if done else ""


def _blocked(blocked: int, stuck: Sequence[Stuck]) -> str:
    if not blocked:
        return ""
    told = "; ".join(map(_told, stuck))
    rest = f"; dan {thousands(blocked - len(stuck))} lagi" if blocked > len(stuck) else ""
    return f"⛔ {thousands(blocked)} butir terhambat: {told}{rest}."


def _told(one: Stuck) -> str:
    why = f" ({shorten(one.note, LONGEST_REASON)})" if one.note else ""
    return f"{shorten(one.unit, LONGEST_NAME)} butir {one.number}{why}"


def _named(units: Sequence[UnitStand], name: Callable[[UnitStand], str]) -> str:
    rest = len(units) - NAMED
    more = f", dan {thousands(rest)} unit lain" if rest > 0 else ""
    return ", ".join(map(name, units[:NAMED])) + more


def _short(one: UnitStand) -> str:
    return shorten(one.unit.short_name or one.unit.name, LONGEST_NAME)
