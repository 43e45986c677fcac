"""Fetching updates: getUpdates and the webhook."""

import re
from collections.abc import Callable

from bot.simulator.errors import bad_request, conflict
from bot.simulator.methods.call import Call
from bot.simulator.methods.registry import method
from bot.simulator.shapes import Json
from bot.simulator.updates import WEBHOOK_WAS_SET
from bot.simulator.webhook import Webhook

MAX_POLL_SECONDS = 50
MAX_BATCH = 100
DEFAULT_CONNECTIONS = 40
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_is_web_address: Callable[[str], re.Match[str] | None] = re.compile(r"https?://[^/\s]+").match


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    """Answer with the next updates, at once when there are any."""
    call.world.bots.current = call.bot
    if call.bot.webhook is not None:
        words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        raise conflict(words)
    _allow(call)
    limit = min(max(call.number("limit", MAX_BATCH), 1), MAX_BATCH)
    timeout = min(max(call.number("timeout"), 0), MAX_POLL_SECONDS)
    return await call.bot.queue.poll(call.number("offset"), limit, timeout)


@method("setWebhook")
async def set_webhook(call: Call) -> bool:
    """Deliver updates to an address from now on; an empty one ends that. Plain http is fine on localhost."""
    url, secret = call.text("url"), call.text("secret_token")
    if url and not _is_web_address(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    call.world.bots.current = call.bot
    await _close_webhook(call)
    if url:
        _allow(call)
        call.bot.queue.interrupt(conflict(WEBHOOK_WAS_SET))
        connections = min(max(call.number("max_connections", DEFAULT_CONNECTIONS), 1), 100)
        call.bot.webhook = Webhook(call.world.clock, call.bot.queue, url, secret, connections)
        call.bot.webhook.start()
    return True


@method("deleteWebhook")
async def delete_webhook(call: Call) -> bool:
    """Deliver no more; what was not taken waits for getUpdates."""
    await _close_webhook(call)
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """Answer with the webhook's state."""
    hook = call.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.queue.pending()),
    }
    if hook:
        info["max_connections"] = hook.connections
    if hook and hook.last_error:
        info["last_error_date"], info["last_error_message"] = hook.last_error
    if call.bot.queue.allowed:
        info["allowed_updates"] = sorted(call.bot.queue.allowed)
    return info


def _allow(call: Call) -> None:
    """Take over allowed_updates; not given means as before, an empty list means the default kinds."""
    if "allowed_updates" in call.params:
        call.bot.queue.allowed = frozenset(map(str, call.listed("allowed_updates")))


async def _close_webhook(call: Call) -> None:
    hook, call.bot.webhook = call.bot.webhook, None
    if hook is not None:
        await hook.close()
    if call.flag("drop_pending_updates"):
        call.bot.queue.clear()
