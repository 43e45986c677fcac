"""Every setting, read once from the environment (or a `.env` file) and checked before anything starts."""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError
from reminders.hours import SEND_AT
from reminders.quiet import QUIET_HOURS, QuietHours, read_quiet_hours


def _split_ids(given: Any) -> Any:
    return given.replace(",", " ").split() if isinstance(given, str) else given


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_split_ids)]


class Settings(BaseSettings):
    """The settings by the names of their environment variables, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True, arbitrary_types_allowed=True
    )

    telegram_token: SecretStr | None = None
    telegram_api_base: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr("sqlite:///var/klinik.db")
    klinik_content_dir: Path = Path("var/konten")
    klinik_files_dir: Path = Path("var/berkas")
    timezone: ZoneInfo = ZoneInfo("Asia/Jakarta")
    admin_ids: Ids = frozenset()
    group_access: Literal["everybody", "admins", "nobody"] = "everybody"
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8080"
    webhook_secret: SecretStr | None = None
    quiet_hours: QuietHours = QUIET_HOURS
    reminder_time: time = SEND_AT
    question_days: int = Field(default=365, ge=1, description="days until a question loses its person")
    message_days: int = Field(default=8, ge=8, description="days until updates and sent texts are deleted")
    messages_per_second: int = Field(default=25, ge=1, description="messages sent a second, to all chats together")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("telegram_api_base", "webhook_url")
    @classmethod
    def _is_an_address(cls, given: str | None) -> str | None:
        parts = urlsplit(given or "https://kosong")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("harus alamat lengkap, diawali https://")
        return given.rstrip("/") if given else given

    @field_validator("quiet_hours", mode="before")
    @classmethod
    def _are_quiet_hours(cls, given: Any) -> Any:
        return read_quiet_hours(given) if isinstance(given, str) else given

    @field_validator("timezone", mode="before")
    @classmethod
    def _is_a_zone(cls, given: Any) -> Any:
        try:
            return ZoneInfo(given) if isinstance(given, str) else given
        except (KeyError, ValueError, OSError):
            raise ValueError("harus nama zona waktu, mis. Asia/Jakarta atau Asia/Makassar") from None

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret(cls, given: SecretStr | None) -> SecretStr | None:
        if given and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", given.get_secret_value()):
            raise ValueError("hanya huruf, angka, _ dan -, paling banyak 256 karakter")
        return given

    @field_validator("webhook_listen")
    @classmethod
    def _is_host_and_port(cls, given: str) -> str:
        host, _, port = given.rpartition(":")
        if not (host and port.isdecimal() and int(port) <= 65535):
            raise ValueError("harus berbentuk alamat:porta, mis. 127.0.0.1:8080")
        return given

    @model_validator(mode="after")
    def _token_looks_like_one(self) -> Self:
        token = self.telegram_token.get_secret_value() if self.telegram_token else "0:"
        number, colon, _ = token.partition(":")
        if not (number.isdecimal() and colon):
            raise ValueError("TELEGRAM_TOKEN bukan token bot: bentuknya angka:huruf, seperti yang diberikan @BotFather")
        return self


WORDS = {
    "int_parsing": "harus berupa angka",
    "greater_than_equal": "terlalu kecil",
}


def read_settings(**given: Any) -> Settings:
    """Return the settings; `given` ones win over the environment.

    Raises SettingsError naming every variable at fault. The faulty value is not repeated: it may be a secret.
    """
    try:
        return Settings(**given)
    except UnicodeDecodeError:
        raise SettingsError("Berkas .env bukan teks UTF-8. Simpan ulang dengan pilihan enkode UTF-8.") from None
    except ValidationError as error:
        lines = [_describe(fault) for fault in error.errors()]
        raise SettingsError("Pengaturan perlu diperbaiki:\n" + "\n".join(lines)) from None


def _describe(fault: ErrorDetails) -> str:
    words = WORDS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    if fault["type"] == "literal_error":
        words = f"harus salah satu dari {fault['ctx']['expected'].replace(' or ', ', ')}"
    return f"- {str(fault['loc'][0]).upper()}: {words}" if fault["loc"] else f"- {words}"
