"""A headless Chromium over its DevTools protocol: what a person does on a page, and what the page complained of."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

PROGRAM = "chromium"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
)  # fmt: skip
PATIENCE_MS = 30_000
STOP_SECONDS = 10.0
LISTENING = b"DevTools listening on "
GRAVE = ("error", "warning", "assert")

# Everything waits inside the page, from frame to frame; these are joined to what is evaluated there.
TOOLS = """
const frame = () => new Promise(requestAnimationFrame);
const find = (selector, text) => [...document.querySelectorAll(selector)]
  .findLast((node) => node.checkVisibility() && node.innerText.includes(text));
const until = async (look, what) => {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const held = look();
    if (held) return held;
    if (performance.now() > end) throw new Error(`no ${what} on: ${document.body.innerText}`);
    await frame();
  }
};
""".replace("PATIENCE_MS", str(PATIENCE_MS))

# A tap that would land on something else, or on what still moves, is no tap on the thing itself.
TAP_POINT = """
let before = "";
const look = () => {
  const node = find(selector, text);
  node?.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = node?.getBoundingClientRect() ?? {};
  const point = { x: left + width / 2, y: top + height / 2 };
  const still = before === JSON.stringify(point);
  before = JSON.stringify(point);
  return node && still && node.contains(document.elementFromPoint(point.x, point.y)) && point;
};
return until(look, `a place to tap ${selector} ${text}`);
"""

Event = Callable[[str, dict[str, Any]], None]


class BrowserError(Exception):
    """What the browser or a script in the page refused."""


@dataclass(frozen=True)
class Screen:
    """A screen's size in CSS pixels, and how many of the device's go into one of them."""

    width: int
    height: int
    scale: float = 2
    mobile: bool = True


PHONE = Screen(390, 844)
DESK = Screen(1200, 844, scale=1.5, mobile=False)


def has_browser() -> bool:
    return shutil.which(PROGRAM) is not None


class DevTools:
    """The protocol: calls answered by number, events handed on by session."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._open: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._count = 0
        self.listeners: dict[str, Event] = {}

    async def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        self._count += 1
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._open[self._count] = answer
        to = {"sessionId": session} if session else {}
        await self._socket.send_json({"id": self._count, "method": method, "params": params, **to})
        return await answer

    async def listen(self) -> None:
        """Take what comes until the browser closes the line; whoever still waits then waits in vain."""
        async for message in self._socket:
            self._take(json.loads(message.data))
        for answer in self._open.values():
            answer.set_exception(BrowserError("the browser is gone"))
            answer.exception()  # marked as seen: nobody may be waiting for it any more

    def _take(self, message: dict[str, Any]) -> None:
        if "id" not in message:
            if listener := self.listeners.get(message.get("sessionId", "")):
                listener(message["method"], message["params"])
        elif "error" in message:
            self._open.pop(message["id"]).set_exception(BrowserError(message["error"]["message"]))
        else:
            self._open.pop(message["id"]).set_result(message["result"])


@dataclass
class Page:
    """One page as a person uses it. `complaints` and `requested` grow while it is open."""

    tools: DevTools
    session: str
    complaints: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    _dialogs: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        return await self.tools.call(method, self.session, **params)

    async def evaluate(self, script: str) -> Any:
        """Run the body of an async function in the page and return what it returned."""
        expression = f"(async () => {{ {TOOLS} {script} }})()"
        done = await self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if details := done.get("exceptionDetails"):
            raise BrowserError(_thrown(details))
        return done["result"].get("value")

    async def until(self, condition: str) -> Any:
        """Wait for a JavaScript expression to hold and return its value."""
        return await self.evaluate(f"return until(() => {condition}, {json.dumps(condition)});")

    async def reads(self, selector: str, text: str = "") -> str:
        """Wait for the last shown element that fits and holds the text; return all it says."""
        return str(await self.until(f"find({json.dumps(selector)}, {json.dumps(text)})?.innerText"))

    async def tap(self, selector: str, text: str = "") -> None:
        """Touch the last shown element that fits, once it stands still and nothing covers it."""
        arguments = f"const selector = {json.dumps(selector)}, text = {json.dumps(text)};"
        point = await self.evaluate(arguments + TAP_POINT)
        await self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
        await self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        await self.call("Input.insertText", text=text)

    async def choose(self, file: Path) -> None:
        """Answer the file dialog that the page has opened or is about to open."""
        opened = await self._dialogs.get()
        await self.call("DOM.setFileInputFiles", files=[str(file)], backendNodeId=opened)

    async def prefer(self, scheme: str) -> None:
        """Prefer a "dark" or a "light" scheme; motion is always reduced, so that pictures are at rest."""
        wishes = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in wishes.items()]
        await self.call("Emulation.setEmulatedMedia", features=features)

    async def screenshot(self) -> bytes:
        """Return what is on the screen as PNG."""
        shot = await self.call("Page.captureScreenshot", format="png")
        return b64decode(shot["data"])

    async def begin(self, url: str, screen: Screen) -> None:
        self.tools.listeners[self.session] = self._notice
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.call(f"{domain}.enable")
        size = {"width": screen.width, "height": screen.height, "deviceScaleFactor": screen.scale}
        await self.call("Emulation.setDeviceMetricsOverride", mobile=screen.mobile, **size)
        await self.call("Emulation.setTouchEmulationEnabled", enabled=True)
        await self.call("Page.setInterceptFileChooserDialog", enabled=True)
        await self.call("Emulation.setScrollbarsHidden", hidden=screen.mobile)
        await self.prefer("light")
        await self.call("Page.navigate", url=url)

    def _notice(self, event: str, params: dict[str, Any]) -> None:
        match event:
            case "Network.requestWillBeSent":
                self.requested.append(params["request"]["url"])
            case "Page.fileChooserOpened":
                self._dialogs.put_nowait(params["backendNodeId"])
            case "Runtime.exceptionThrown":
                self.complaints.append(_thrown(params["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if params["type"] in GRAVE:
                self.complaints.append(" ".join(str(part.get("value", "…")) for part in params["args"]))
            case "Log.entryAdded" if params["entry"]["level"] in GRAVE:
                self.complaints.append(f"{params['entry']['text']} ({params['entry'].get('url', '')})")


def _thrown(details: dict[str, Any]) -> str:
    return str(details.get("exception", {}).get("description") or details["text"])


@dataclass
class Browser:
    """A running browser; every page is a stranger to the others."""

    tools: DevTools

    @asynccontextmanager
    async def page(self, url: str, screen: Screen = PHONE) -> AsyncIterator[Page]:
        call = self.tools.call
        context = (await call("Target.createBrowserContext"))["browserContextId"]
        target = (await call("Target.createTarget", url="about:blank", browserContextId=context))["targetId"]
        session = (await call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        page = Page(self.tools, session)
        try:
            await page.begin(url, screen)
            yield page
        finally:
            await call("Target.disposeBrowserContext", browserContextId=context)


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Yield a browser with a profile of its own; end it and remove the profile."""
    with tempfile.TemporaryDirectory(prefix="klinik-rb-chromium-", ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            PROGRAM, *FLAGS, f"--user-data-dir={profile}", stdout=DEVNULL, stderr=PIPE
        )
        try:
            address = await _address(process)
            async with _drained(process), _connected(address) as browser:
                yield browser
        finally:
            await _put_down(process)


async def _address(process: Process) -> str:
    assert process.stderr is not None
    async for line in process.stderr:
        if line.startswith(LISTENING):
            return line.removeprefix(LISTENING).decode().strip()
    raise BrowserError(f"{PROGRAM} did not start")


@asynccontextmanager
async def _drained(process: Process) -> AsyncIterator[None]:
    """Read on what it says, since a full pipe would stop it, and at last wait for its end."""
    ending = asyncio.create_task(process.communicate())
    try:
        yield
    finally:
        async with asyncio.timeout(STOP_SECONDS):
            await ending


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as http, http.ws_connect(address, max_msg_size=0) as socket:
        tools = DevTools(socket)
        listening = asyncio.create_task(tools.listen())
        try:
            yield Browser(tools)
        finally:
            await tools.call("Browser.close")
            await listening


async def _put_down(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
