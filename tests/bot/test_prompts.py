"""What ends a dialogue that takes one thing after another."""

import pytest

from bot.dialogues.prompts import is_enough


@pytest.mark.parametrize("text", ["cukup", "Sudah.", "✅ Sudah", "✔️ Sudah cukup", "OK!"])
def test_the_words_and_the_button_typed_end_it(text: str) -> None:
    assert is_enough(text)


@pytest.mark.parametrize("text", ["sudah dikirim ke bagian organisasi", "✅", "Perencanaan: susun renaksi"])
def test_whatever_else_is_written_does_not(text: str) -> None:
    assert not is_enough(text)
