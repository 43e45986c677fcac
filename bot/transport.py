"""Telegram over aiohttp: the HTTP side of python-telegram-bot, and a bot that takes raw calls."""

from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
FILE_SECONDS = 120.0


class AiohttpRequest(BaseRequest):
    """A pool of connections to the Bot API server."""

    def __init__(self, connections: int) -> None:
        super().__init__()
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where a call does not say otherwise."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call and return the status and the body.

        Raises TimedOut or NetworkError whose words hold no address: the address holds the token.
        """
        if self._session is None:
            raise NetworkError("the connection pool is closed")
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        patience = aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS, sock_read=seconds)
        try:
            call = self._session.request(method, url, timeout=patience, proxy=_proxy(url), **_body(request_data))
            async with call as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"json": data.parameters}
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for field, (name, content, kind) in (data.multipart_data or {}).items():
        # From a stream aiohttp writes piece by piece; bytes it would write at once, and everybody else would wait.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(field, stream, filename=name, content_type=kind)
    return {"data": form}


@lru_cache(maxsize=256)
def _proxy(url: str) -> str | None:
    # Remembered: aiohttp's own `trust_env` looks it up in a thread at every call.
    parts = urlsplit(url)
    return None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)


class RawBot(ExtBot[None]):
    """A bot that also calls a method by its name and hands back what Telegram said, unparsed."""

    async def call(self, method: str, params: dict[str, Any], seconds: float = READ_SECONDS) -> Any:
        """Return the `result` of the Bot API method. Raises telegram.error.TelegramError."""
        # The parameters are JSON already: the library's own way would look through them for its objects and files.
        given = [RequestParameter(name, value, None) for name, value in params.items() if value is not None]
        return await self.request.post(f"{self.base_url}/{method}", RequestData(given), read_timeout=seconds)

    async def download(self, file_id: str) -> bytes:
        """Return the bytes of a file that somebody sent. Raises telegram.error.TelegramError."""
        found = await self.call("getFile", {"file_id": file_id})
        return await self.request.retrieve(f"{self.base_file_url}/{found['file_path']}", read_timeout=FILE_SECONDS)

    async def upload(self, method: str, params: dict[str, Any], field: str, name: str, content: bytes) -> Any:
        """Call a method with a file in one of its fields. Raises telegram.error.TelegramError."""
        given = [RequestParameter(key, value, None) for key, value in params.items() if value is not None]
        file = RequestParameter(field, None, [InputFile(content, filename=name)])
        return await self.request.post(f"{self.base_url}/{method}", RequestData([*given, file]))


def make_bot(token: str, api_base: str, connections: int = 64) -> RawBot:
    """Return a bot whose calls go through aiohttp to the Bot API server at `api_base`."""
    pool = AiohttpRequest(connections)
    return RawBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=pool,
        get_updates_request=pool,
    )
