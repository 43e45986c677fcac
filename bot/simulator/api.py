"""The bot's side over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.simulator.bots import BotAccount
from bot.simulator.errors import ApiError, too_many
from bot.simulator.faults import Fault
from bot.simulator.methods import METHODS
from bot.simulator.methods.call import Call
from bot.simulator.methods.registry import Method
from bot.simulator.outbox import NOT_RECORDED
from bot.simulator.shapes import Json
from bot.simulator.uploads import Upload, read_parameters
from bot.simulator.world import World

POLLING = "getUpdates"


class BotApi:
    """Runs the calls of bots against the world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Enter the bot's side into the server."""
        router.add_route("*", "/bot{token}/{method}", self.call)
        router.add_get("/file/bot{token}/{path:.+}", self.file)

    async def call(self, request: web.Request) -> web.Response:
        """Execute one call, with the fault that was ordered for it if there is one."""
        method = METHODS.get(request.match_info["method"].lower())
        if method is None:
            return _refusal(ApiError(404, "Not Found"))
        if method.name == POLLING:
            return await self._execute(request, method)
        self._world.traffic.enter()
        try:
            return await self._execute(request, method)
        finally:
            self._world.traffic.leave()

    async def file(self, request: web.Request) -> web.Response:
        """Answer with a file's content."""
        file = self._world.files.at(request.match_info["path"])
        if file is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _execute(self, request: web.Request, method: Method) -> web.Response:
        try:
            bot = self._world.bots.of(request.match_info["token"])
            params, files = await read_parameters(request)
        except ApiError as error:
            return _refusal(error)
        fault = self._world.faults.take(method.name.lower(), params)
        if fault is not None and fault.kind == "delay":
            await self._world.clock.sleep(fault.seconds)
        answer = await self._outcome(method, bot, params, files, fault)
        text = json.dumps(answer.body() if isinstance(answer, ApiError) else answer)
        if method.name not in NOT_RECORDED:
            self._record(method, bot, _noted(params, files), answer, text)
        if fault is not None and fault.kind in ("lost_answer", "reset"):
            _cut(request)
        return _refusal(answer) if isinstance(answer, ApiError) else _success(text)

    async def _outcome(
        self, method: Method, bot: BotAccount, params: Json, files: dict[str, Upload], fault: Fault | None
    ) -> Any:
        """Return the method's result, or the ApiError that refuses the call."""
        if fault is not None and fault.kind in ("error", "reset"):
            return fault.error()
        try:
            self._check_limits(method, params)
            result = method.handler(Call(self._world, bot, params, files))
            return await result if asyncio.iscoroutine(result) else result
        except ApiError as error:
            return error

    def _check_limits(self, method: Method, params: Json) -> None:
        chat_id = params.get("chat_id")
        counted = method.sends or method.edits
        if self._world.limits.enforced and counted and isinstance(chat_id, int):
            seconds = self._world.limits.wait(chat_id, edit=method.edits, now=self._world.clock.monotonic())
            if seconds:
                raise too_many(seconds)

    def _record(self, method: Method, bot: BotAccount, params: Json, answer: Any, text: str) -> None:
        outcome = "error" if isinstance(answer, ApiError) else "result"
        at_ms = int(self._world.clock.now().timestamp() * 1000)
        self._world.log.add(method.name, json.dumps(params), outcome, text, at_ms, bot.id)


def _noted(params: Json, files: dict[str, Upload]) -> Json:
    return params | {name: upload.noted() for name, upload in files.items()} if files else params


def _success(result: str) -> web.Response:
    return web.Response(body=f'{{"ok":true,"result":{result}}}'.encode(), content_type="application/json")


def _refusal(error: ApiError) -> web.Response:
    return web.json_response(error.body(), status=error.code)


def _cut(request: web.Request) -> None:
    """Close the connection without a word; what the handler returns afterwards reaches nobody."""
    if isinstance(request.transport, asyncio.WriteTransport):
        request.transport.abort()
