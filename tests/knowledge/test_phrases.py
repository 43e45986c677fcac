import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.phrases import cited, compares, gist, parts, sides, without_denied


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("bukan ZI, tapi SAKIP bobotnya berapa", "SAKIP bobotnya berapa"),
        ("bkn wbk tp wbbm syaratnya", "wbbm syaratnya"),
        ("bobot sakip, bukan zi", "bobot sakip,"),
        ("ini zona atau bukan?", "ini zona atau bukan?"),
        ("bukannya 100 itu sudah mentok", "bukannya 100 itu sudah mentok"),
        ("bukan itu maksud saya", "bukan itu maksud saya"),
        ("", ""),
    ],
)
def test_what_is_denied_is_left_out(question: str, meant: str) -> None:
    assert without_denied(question).strip() == meant


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("bobot zi berapa? trs siapa yg menilai sakip?", ["bobot zi berapa", "trs siapa yg menilai sakip?"]),
        ("apa itu maklumat dan berapa responden skm", ["apa itu maklumat", "berapa responden skm"]),
        ("beda wbk dan wbbm", ["beda wbk dan wbbm"]),
        ("syarat wbk? makasih", ["syarat wbk"]),
        ("ikm 3.42 itu. mutunya apa", ["ikm 3.42 itu", "mutunya apa"]),
        ("", []),
    ],
)
def test_a_message_is_parted_into_its_questions(message: str, asked: list[str]) -> None:
    assert parts(message) == asked


@pytest.mark.parametrize(
    ("words", "comparing"),
    [("beda wbk wbbm", True), ("rb zi sama saja", True), ("mending lapor atau wbs", True), ("rapat sama tim", False)],
)
def test_comparing_words(words: str, comparing: bool) -> None:
    assert compares(words.split()) == comparing


def test_a_comparison_is_cut_between_the_compared() -> None:
    assert sides(["lhkpn", "sama", "lhkan", "siapa", "wajib"]) == [(["lhkpn"], ["lhkan", "wajib"])]
    assert sides(["wbs", "atau", "lapor", "dan", "sms"]) == [(["wbs"], ["lapor", "sms"]), (["wbs", "lapor"], ["sms"])]
    assert sides(["beda", "apa"]) == []


@pytest.mark.parametrize("asked", ["apa zi", "zi apa", "zi apa sebenarnya", "pengertian zi", "arti dari zi"])
def test_ways_to_ask_what_something_is_have_one_gist(asked: str) -> None:
    assert gist(asked.split()) == "apa zi"


def test_the_gist_keeps_what_else_is_asked() -> None:
    assert gist(["syarat", "wbk", "apa"]) == "apa syarat wbk"
    assert gist(["syarat", "wbk"]) == gist(["wbk", "syarat"]) == "syarat wbk"
    assert gist(["apa"]) == "apa"


@given(st.text(alphabet="abunkt ,.?;dapi\n", max_size=300))
def test_any_text_has_a_shape(text: str) -> None:
    assert without_denied(text) or not text
    assert all(part in text for part in parts(text))
    words = text.split()
    assert all(left and right for left, right in sides(words))
    assert gist(words) or not words


@pytest.mark.parametrize(
    ("question", "regulations"),
    [
        ("PermenPANRB Nomor 90 Tahun 2021 dan perpres 95/2018", [("90", "2021"), ("95", "2018")]),
        ("permenpan no 08 thn 2023", [("8", "2023")]),
        ("pp 94 th 2021 soal disiplin", [("94", "2021")]),
        ("renaksi tahun 2025 ada 12 kegiatan", []),
        ("peraturan menteri pendayagunaan aparatur negara nomor 9 tahun 2023", [("9", "2023")]),
    ],
)
def test_a_regulation_is_cited_by_number_and_year(question: str, regulations: list[tuple[str, str]]) -> None:
    assert cited(question) == regulations


@given(st.text(max_size=200))
def test_any_text_may_be_looked_through_for_regulations(question: str) -> None:
    assert all(number.isdigit() and len(year) == 4 for number, year in cited(question) if number)
