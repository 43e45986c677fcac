"""Settings fail loudly, name the variable, and never show a secret."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings


def test_the_defaults_serve_a_first_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings()
    assert settings.telegram_token is None
    assert settings.database_url.get_secret_value() == "sqlite:///var/klinik.db"


@pytest.mark.parametrize("given", ["12,34", "12 34", " 12 , 34 "])
def test_admin_ids_are_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("ADMIN_IDS", given)
    assert read_settings().admin_ids == {12, 34}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ADMIN_IDS", "12,penguji"),
        ("TIMEZONE", "WIB"),
        ("TELEGRAM_API_BASE", "api.telegram.org"),
        ("WEBHOOK_URL", "klinik.example"),
        ("WEBHOOK_LISTEN", "8080:"),
        ("WEBHOOK_LISTEN", "9443"),
        ("WEBHOOK_URL", "https:///telegram"),
        ("WEBHOOK_SECRET", "kata sandi"),
        ("GROUP_ACCESS", "siapa saja"),
        ("QUESTION_DAYS", "0"),
        ("MESSAGE_DAYS", "seminggu"),
        ("LOG_LEVEL", "LOUD"),
        ("TELEGRAM_TOKEN", "rahasia"),
    ],
)
def test_a_faulty_setting_is_named_and_its_value_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert variable in str(caught.value)
    assert value not in str(caught.value)


def test_all_faulty_settings_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "x")
    monkeypatch.setenv("TIMEZONE", "y")
    with pytest.raises(SettingsError, match=r"(?s)(ADMIN_IDS.*TIMEZONE|TIMEZONE.*ADMIN_IDS)"):
        read_settings()
