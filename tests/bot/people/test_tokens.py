"""Links and codes of invitation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.tokens import ALPHABET, TOKEN, code_in, hashed, link, link_token, new_code, payload_of, shown

KEY = b"k" * 32


@given(st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8))
def test_a_code_is_read_however_it_is_set_apart(code: str) -> None:
    for typed in (code, shown(code), shown(code).lower(), f" {code[:2]} {code[2:5]}–{code[5:]}\n"):
        assert code_in(typed) == code


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    code = code_in(typed)
    assert code is None or (len(code) == 8 and set(code) <= set(ALPHABET))
    token = payload_of(typed)
    assert token is None or len(token) in (8, 20)


@given(st.integers(1, 10**9), st.integers(0, 10**14))
def test_a_link_holds_its_token_and_fits_a_deep_link(invitation: int, made_at: int) -> None:
    token = link_token(KEY, invitation, made_at)
    payload = link("klinik_bot", token).split("?start=")[1]
    assert TOKEN.fullmatch(token)
    assert len(payload) <= 64
    assert payload_of(payload) == token


def test_a_code_travels_in_a_link_too() -> None:
    code = new_code()
    assert payload_of(link("klinik_bot", code).split("?start=")[1]) == code


def test_another_key_or_moment_makes_another_token() -> None:
    tokens = {link_token(KEY, 1, 1), link_token(KEY, 1, 2), link_token(KEY, 2, 1), link_token(b"other", 1, 1)}
    assert len(tokens) == 4
    assert hashed(KEY, "x") != hashed(b"other", "x")


@pytest.mark.parametrize("letter", "01OIL")
def test_what_is_read_as_something_else_is_in_no_code(letter: str) -> None:
    assert letter not in ALPHABET
