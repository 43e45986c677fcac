"""The simulator as one server on the loopback: Bot API, person's side and chat page on one port."""

import ipaddress

from aiohttp import web

from bot.simulator.api import BotApi
from bot.simulator.media import MAX_UPLOAD_BYTES
from bot.simulator.page_server import PageServer
from bot.simulator.person import add_words
from bot.simulator.stage import Stage

SHUTDOWN_SECONDS = 2.0


class Simulator(Stage):
    """A Telegram of one's own; `url` is where it listens."""

    _runner: web.AppRunner | None = None
    _address: tuple[str, int] = ("127.0.0.1", 0)

    @property
    def url(self) -> str:
        """Return the base address, without a slash at the end."""
        host, port = self._address
        return f"http://{host}:{port}"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on the loopback; port 0 picks a free one. Raises ValueError for any other address."""
        if not _is_loopback(host):
            raise ValueError(f"the simulator listens on the loopback only, not on {host}")
        # Cancelled handlers free the place of a poller that was killed while it waited.
        self._runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_SECONDS
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self._address = host, self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Release whoever waits, end the webhooks and close the port."""
        self.world.events.close()
        for bot in self.world.bots.all():
            bot.queue.interrupt()
            if bot.webhook is not None:
                await bot.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=MAX_UPLOAD_BYTES + 1024 * 1024)
        BotApi(self.world).add_routes(app.router)
        add_words(app.router, self)
        PageServer(self.world.events).add_routes(app.router)
        return app


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
