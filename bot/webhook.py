"""Webhook: a small web server to which Telegram posts; it answers 200 only for what has been stored."""

import asyncio
import hashlib
import hmac
import json
import logging
from urllib.parse import urlsplit

from aiohttp import web

from bot.database import Database
from bot.errors import StartError
from bot.intake import Intake

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_BODY = 1024 * 1024


def derived_secret(token: str) -> str:
    """Return the secret by which Telegram proves itself, when none is set: the same after every restart."""
    return hmac.new(token.encode(), b"klinik-rb webhook", hashlib.sha256).hexdigest()


class WebhookServer:
    """Serves the webhook's path and `/healthz`."""

    def __init__(self, url: str, listen: str, secret: str, intake: Intake, database: Database) -> None:
        self._path = urlsplit(url).path or "/"
        self._host, _, self._port = listen.rpartition(":")
        self._secret = secret.encode()
        self._intake = intake
        self._database = database
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen. Raises StartError when the address is taken."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_post(self._path, self._receive)
        app.router.add_get("/healthz", self._health)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host or None, int(self._port)).start()
        except OSError as error:
            raise StartError(
                f"WEBHOOK_LISTEN: {self._host}:{self._port} tidak dapat dipakai ({error.strerror}). "
                "Pilih porta lain atau hentikan program yang memakainya."
            ) from error

    async def stop(self) -> None:
        """Finish open requests and stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            # Telegram would repeat what is refused for a whole day, and it would be no better then.
            log.warning("a webhook body that is no JSON was passed over")
            return web.Response()
        await self._intake.receive([update])
        return web.Response()

    async def _health(self, _: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(5):
                await self._database.read(lambda on: on.one("SELECT 1 AS alive"))
        except Exception:
            log.exception("health check failed")
            return web.json_response({"ok": False}, status=503)
        return web.json_response({"ok": True})
