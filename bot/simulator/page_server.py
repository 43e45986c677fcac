"""The chat page and the stream of events that keeps it fresh."""

import json
from pathlib import Path

from aiohttp import web

from bot.simulator.events import Events

PAGE = Path(__file__).parent / "page"
POLICY = "default-src 'self'; img-src 'self' data: blob:"
"""Content-Security-Policy of the page: nothing is loaded or run that does not come from here."""


class PageServer:
    """Serves the page's files and its events."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Enter the page into the server."""
        router.add_get("/", self.index)
        router.add_get("/sim/events", self.stream)
        router.add_static("/page/", PAGE)

    async def index(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page itself."""
        index = PAGE / "index.html"
        if not index.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(index, headers={"Cache-Control": "no-cache", "Content-Security-Policy": POLICY})

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send every event until the listener goes or the server stops."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        queue = self._events.listen()
        try:
            await response.prepare(request)
            await response.write(b": ready\n\n")
            while (event := await queue.get()) is not None:
                await response.write(f"data: {json.dumps(event)}\n\n".encode())
        except ConnectionError:
            pass  # the page was closed while an event was on its way
        finally:
            self._events.forget(queue)
        return response
