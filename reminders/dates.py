"""Days as people type them: "31 Mar 2027", "31/3/2027", "akhir maret", "jumat depan", "besok"."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

YEARS = range(2000, 2100)
"""What a deadline may lie in; anything else is a slip of the finger."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"),
            ("februari", "feb", "pebruari", "peb", "february"),
            ("maret", "mar", "mrt", "march"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("agustus", "agu", "ags", "agt", "agst", "aug", "august"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "oct", "october"),
            ("november", "nov", "nop", "nopember"),
            ("desember", "des", "dec", "december"),
        ),
        1,
    )
    for name in names
}
WEEKDAYS = {
    "senin": 0,
    "sen": 0,
    "selasa": 1,
    "sel": 1,
    "rabu": 2,
    "rab": 2,
    "kamis": 3,
    "kam": 3,
    "jumat": 4,
    "jum'at": 4,
    "jum": 4,
    "sabtu": 5,
    "sab": 5,
    "minggu": 6,
    "min": 6,
    "ahad": 6,
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"), 1
    )
}
NEAR = {"hari ini": 0, "sekarang": 0, "besok": 1, "esok": 1, "bsk": 1, "lusa": 2}
UNITS = {"hari": 1, "hr": 1, "minggu": 7, "mgg": 7, "pekan": 7}
DECEMBER = 12
LEAP = 10
"""Years within which the 29th of February comes again."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_YEAR = r"(\d{4}|\d{2})"
_BEFORE = re.compile(
    r"^(?:(?:pada|tenggat(?:nya)?|paling lambat|sampai(?: dengan)?|hingga|s/d|sd|hari(?! ini)|tanggal|tgl\.?)\s+)+"
)
_NAMED_TOO = re.compile(rf"^(?:{_WEEKDAY})\s*(?=\d)")


def read_day(text: str, today: date) -> date | None:
    """Return the day that the text means on `today`; None where it is not understood. It may lie in the past.

    A day without a year is the next one to come; "jumat" is the next Friday after today, and "jumat depan" the Friday
    of the week after this one, which begins on Monday.
    """
    flat = " ".join(text.casefold().replace(",", " ").replace("’", "'").split()).strip(" .!")
    bare = _NAMED_TOO.sub("", _BEFORE.sub("", flat))
    for pattern, read in READERS:
        if found := pattern.fullmatch(bare):
            return _checked(read, found, today)
    return None


def _checked(read: "Read", found: re.Match[str], today: date) -> date | None:
    try:
        day = read(found, today)
    except (ValueError, OverflowError):  # the 31st of a month with 30 days; further away than the calendar goes
        return None
    return day if day is not None and day.year in YEARS else None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return date(_year(year), month, day)
    years = (one for one in range(today.year, today.year + LEAP) if day <= monthrange(one, month)[1])
    days = (date(one, month, day) for one in years)
    return next((one for one in days if one >= today), None)


def _iso(found: re.Match[str], _: date) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _numeric(found: re.Match[str], today: date) -> date | None:
    return _dated(int(found[1]), int(found[2]), found[3], today)


def _named(found: re.Match[str], today: date) -> date | None:
    return _dated(int(found[1]), MONTHS[found[2]], found[3], today)


def _day_of_month(found: re.Match[str], today: date) -> date | None:
    day, named = int(found[1]), found[2] or ""
    first = _months_on(today.replace(day=1), int(named.endswith("depan")))
    if named:
        return first.replace(day=day)
    months = (_months_on(first, number) for number in range(3))
    days = (month.replace(day=day) for month in months if day <= monthrange(month.year, month.month)[1])
    return next((one for one in days if one >= today), None)


def _edge_of_month(found: re.Match[str], today: date) -> date:
    edge, month = found[1], MONTHS[found[2]]
    if found[3]:
        return _edge(edge, date(_year(found[3]), month, 1))
    this_year = _edge(edge, date(today.year, month, 1))
    return this_year if this_year >= today else _edge(edge, date(today.year + 1, month, 1))


def _edge_of_this(found: re.Match[str], today: date) -> date:
    later = (found[3] or "").endswith("depan")
    if found[2] == "bulan":
        return _edge(found[1], _months_on(today.replace(day=1), int(later)))
    month, day = {"awal": (1, 1), "akhir": (DECEMBER, 31)}.get(found[1], (7, 1))
    year = today.year + (later or (not found[3] and date(today.year, month, day) < today))
    return date(year, month, day)


def _edge(edge: str, first: date) -> date:
    if edge == "awal":
        return first
    return first.replace(day=monthrange(first.year, first.month)[1] if edge == "akhir" else 15)


def _near(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=NEAR[found[0]])


def _after(found: re.Match[str], today: date) -> date:
    number = 1 if found[1] == "se" else NUMBERS.get(found[1].strip()) or int(found[1])
    if found[2] in UNITS:
        return today + timedelta(days=number * UNITS[found[2]])
    return _months_on(today, number * (DECEMBER if found[2] == "tahun" else 1))


def _next(found: re.Match[str], today: date) -> date:
    return _months_on(today, 1) if found[1] == "bulan" else today + timedelta(days=7)


def _weekday(found: re.Match[str], today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=WEEKDAYS[found[1]])
    if found[2] and found[2].endswith("depan"):
        return day + timedelta(days=7)
    passed = day < today if found[2] else day <= today
    return day + timedelta(days=7 * passed)


def _months_on(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


Read = Callable[[re.Match[str], date], date | None]
READERS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), _iso),
    (re.compile(rf"(\d{{1,2}})(?: ?[-/.] ?| )(\d{{1,2}})(?:(?: ?[-/.] ?| ){_YEAR})?"), _numeric),
    (re.compile(rf"(\d{{1,2}})[-/. ]*({_MONTH})(?:[-/. ]*{_YEAR})?"), _named),
    (re.compile(r"(\d{1,2})( bulan (?:ini|depan))?"), _day_of_month),
    (re.compile(rf"(awal|tengah|pertengahan|akhir) (?:bulan )?({_MONTH})(?: {_YEAR})?"), _edge_of_month),
    (re.compile(r"(awal|tengah|pertengahan|akhir) (bulan|tahun)( ini| depan)?"), _edge_of_this),
    (re.compile("|".join(NEAR)), _near),
    (
        re.compile(
            rf"(?:dalam )?(se|\d{{1,3}} ?|(?:{'|'.join(NUMBERS)}) )({'|'.join(UNITS)}|bulan|tahun)"
            r"(?: lagi| ke depan| dari sekarang| mendatang)"
        ),
        _after,
    ),
    (re.compile(r"(minggu|pekan|bulan) depan"), _next),
    (re.compile(rf"({_WEEKDAY})( ini| depan| minggu depan| pekan depan)?"), _weekday),
)
"""The ways in which a day is written, and what each means; the first that fits counts."""
