"""The faults that YAML and the models find, in plain words for a curator who is no programmer."""

import re
from collections.abc import Callable, Iterable, Mapping

from pydantic_core import ErrorDetails
from rapidfuzz import process

from knowledge.schema import KEY_PATTERN, SLUG_PATTERN

_SIMILAR = 60  # of 100; below it a suggestion confuses more than it helps

_YAML_PROBLEMS = (
    ("\t", "Ada tombol Tab di awal baris. Ganti dengan spasi."),
    ("alias", "Teks yang diawali `*` harus diapit tanda kutip, atau ditulis di bawah `|`."),
    ("anchor", "Teks yang diawali `&` harus diapit tanda kutip, atau ditulis di bawah `|`."),
    ("tag", "Teks yang diawali `!` harus diapit tanda kutip, atau ditulis di bawah `|`."),
    ("cannot start any token", "Teks yang diawali `%`, `@`, atau tanda petik miring harus diapit tanda kutip."),
    ("mapping values are not allowed", "Ada titik dua di dalam teks, atau spasi di awal baris tidak sejajar. "
     "Apit teksnya dengan tanda kutip, atau luruskan spasinya."),
    ("escape character", "Tanda `\\` di dalam kutip dua berarti lain. Pakai kutip satu, atau hapus tandanya."),
    ("quoted scalar", "Tanda kutip pembuka tidak punya pasangan. Tambahkan kutip penutup."),
    ("flow sequence", "Kurung siku `[` belum ditutup, atau ada koma yang kurang."),
    ("flow mapping", "Kurung kurawal `{` belum ditutup, atau ada koma yang kurang."),
    ("expected ':'", "Titik dua sesudah nama isian belum ada."),
    ("'-' indicator", "Spasi di awal baris tidak sejajar dengan butir daftar di atasnya."),
    ("block mapping", "Spasi di awal baris tidak sejajar dengan isian di atasnya."),
    ("single document", "Berkas memuat `---` di tengah. Hapus baris itu; satu berkas satu dokumen."),
)  # fmt: skip


def yaml_problem(problem: str) -> str:
    """What the YAML parser's own words mean for the curator."""
    for sign, message in _YAML_PROBLEMS:
        if sign in problem:
            return message
    return "Susunan YAML keliru. Periksa spasi di awal baris, titik dua, dan tanda kutip di sekitar baris ini."


def suggestion(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word that comes nearest, or nothing when none is near."""
    best = process.extractOne(word, list(known), score_cutoff=_SIMILAR)
    return f" Mungkin maksud Anda `{best[0]}`?" if best else ""


def unknown_field(name: str, known: Iterable[str]) -> str:
    """A field that nothing reads, most often a slip of the keyboard."""
    known = list(known)
    hint = suggestion(name, known) or f" Yang dikenal: {_listed(known)}."
    return f"Isian `{name}` tidak dikenal.{hint}"


def model_problem(error: ErrorDetails, known: Iterable[str]) -> str:
    """One fault found by a model; `known` are the fields that the model has."""
    name = _name(error)
    if error["type"] == "missing":
        return f"Isian `{name}` belum ada. Tambahkan `{name}:` pada entri ini."
    if error["type"] == "extra_forbidden":
        return unknown_field(name, known)
    if error["input"] in ("", None):
        return f"Isian `{name}` kosong. Isi, atau hapus barisnya bila tidak wajib."
    explain = _MODEL_PROBLEMS.get(error["type"])
    what = explain(error) if explain else "tidak dapat dibaca. Bandingkan dengan entri lain yang sudah benar."
    return f"Isian `{name}` {what}"


def _name(error: ErrorDetails) -> str:
    names = [step for step in error["loc"] if isinstance(step, str) and step != "[key]"]
    return names[-1] if names else "ini"


def _listed(choices: Iterable[str]) -> str:
    return ", ".join(f"`{choice}`" for choice in choices)


def _limit(error: ErrorDetails, name: str) -> str:
    return str(error.get("ctx", {}).get(name, "?"))


def _choices(error: ErrorDetails) -> str:
    choices = re.findall(r"'([^']*)'", _limit(error, "expected"))
    hint = suggestion(str(error["input"]), choices)
    return f"berisi `{error['input']}`, padahal pilihannya hanya {_listed(choices)}.{hint}"


def _occasion_pattern(error: ErrorDetails) -> str:
    choices = re.findall(r"'([^']*)'", _limit(error, "expected_tags"))
    return f"memakai pola `{_limit(error, 'tag')}`, padahal pilihannya hanya {_listed(choices)}."


def _pattern(error: ErrorDetails) -> str:
    rules = {
        SLUG_PATTERN: "hanya boleh huruf kecil, angka, titik, dan tanda hubung, mis. `zi.syarat-wbk`.",
        KEY_PATTERN: "hanya boleh 1 sampai 10 huruf kecil atau angka, tanpa spasi.",
    }
    return rules.get(_limit(error, "pattern"), "harus satu baris saja.")


def _too_long(error: ErrorDetails) -> str:
    return f"terlalu panjang: {len(str(error['input']))} karakter, paling banyak {_limit(error, 'max_length')}."


_DATE = "bukan tanggal. Tulis tahun-bulan-hari, mis. `2026-11-21`."
_NUMBER = "harus berupa angka, mis. `2021`."
_LIST = "harus berupa daftar: tiap butir di baris sendiri dan diawali `- `."
_MAPPING = "harus memuat isian bernama di bawahnya, mis. `nama: isi`."

_MODEL_PROBLEMS: Mapping[str, Callable[[ErrorDetails], str]] = {
    "literal_error": _choices,
    "union_tag_invalid": _occasion_pattern,
    "union_tag_not_found": lambda _: "belum menyebut polanya. Tambahkan `pattern:`, mis. `pattern: tanggal`.",
    "model_attributes_type": lambda _: _MAPPING,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "string_too_short": lambda e: f"terlalu pendek: paling sedikit {_limit(e, 'min_length')} karakter.",
    "too_short": lambda e: f"berisi {_limit(e, 'actual_length')} butir, paling sedikit {_limit(e, 'min_length')}.",
    "string_type": lambda _: "harus berupa teks. Bila teksnya memuat titik dua atau kurung, apit dengan tanda kutip.",
    "tuple_type": lambda _: _LIST,
    "list_type": lambda _: _LIST,
    "dict_type": lambda _: _MAPPING,
    "model_type": lambda _: _MAPPING,
    "date_from_datetime_parsing": lambda _: _DATE,
    "date_parsing": lambda _: _DATE,
    "date_type": lambda _: _DATE,
    "date_from_datetime_inexact": lambda _: _DATE,
    "int_parsing": lambda _: _NUMBER,
    "int_type": lambda _: _NUMBER,
    "greater_than_equal": lambda e: f"terlalu kecil; paling kecil {_limit(e, 'ge')}.",
    "less_than_equal": lambda e: f"terlalu besar; paling besar {_limit(e, 'le')}.",
}
