import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import LONGEST_QUESTION, Language, Lexicon, plain

LEXICON = {
    "brp": "berapa",
    "yg": "yang",
    "bag. organisasi": "bagian organisasi",
    "bag": "tas",
    "??": "apa",
    "🙏": "terima kasih",
}
LANGUAGE = Language(
    Lexicon(LEXICON), ["penilaian", "nilai", "minimal", "wbk", "inspektorat", "daerah", "berapa", "yang", "menilai"]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berapa NILAI minimal WBK???", "berapa nilai minimal wbk"),
        ("bangeeeet, tolooong", "banget tolong"),
        ("sama2 rata2nya kira-kira", "sama-sama rata-ratanya kira-kira"),
        ("PermenPANRB 90/2021 & nilai 4,80", "permenpanrb 90/2021 nilai 4,80"),
        ("golongan III/c", "golongan iii c"),
        ("SP4N-LAPOR!", "sp4n lapor"),
        ("zo\u200bna\u202e inte\u00adgritas", "zona integritas"),
        ("ｗｂｋ ①", "wbk 1"),
        ("e\u0301viden", "éviden"),
        ("baris\nbaru\tlagi\x00sini", "baris baru lagi sini"),
        ("1000 500000", "1000 500000"),
        ("🙏🙏", ""),
        ("_-_ --", ""),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("brp yg", ["berapa", "yang"]),
        ("bag organisasi", ["bagian", "organisasi"]),
        ("bag baru", ["tas", "baru"]),
        ("penliaian penilian", ["penilaian", "penilaian"]),
        ("inspketorta", ["inspektorat"]),
        ("nilau", ["nilai"]),
        ("nila wb", ["nila", "wb"]),
        ("pensiun mutasi", ["pensiun", "mutasi"]),
        ("brp?🙏🏽", ["berapa", "terima", "kasih"]),
        ("🎉 ??", []),
    ],
)
def test_words_are_expanded_and_mended(text: str, expected: list[str]) -> None:
    assert list(LANGUAGE.words(text)) == expected


def test_mending_can_be_left_out() -> None:
    assert LANGUAGE.words("penliaian", mend=False) == ("penliaian",)


def test_courtesies_are_no_telling_words() -> None:
    assert LANGUAGE.telling_words("mohon izin pak, nilai wbk brp ya") == ["nilai", "wbk", "berapa"]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    words = LANGUAGE.words(text)
    assert all(word and word == word.strip() for word in words)
    assert not any(unicodedata.category(c) in {"Cc", "Cf"} for word in words for c in word)


@given(st.text(alphabet="aAbi2-/.,09 \u200b\u0301İßﷺ"))
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=5), st.lists(st.text(max_size=20)))
def test_any_lexicon_and_vocabulary_serve(lexicon: dict[str, str], texts: list[str]) -> None:
    language = Language(Lexicon(lexicon), texts)
    for text in (*texts, *lexicon):
        language.words(text)


@pytest.mark.parametrize("piece", ["a", "brp ", "a-", "9/", "a2", "\u200b", "ﷺ", "é"])
def test_a_megabyte_is_no_burden(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    words = LANGUAGE.words(text)
    assert time.process_time() - started < 0.5
    assert sum(map(len, words)) < 30 * LONGEST_QUESTION
