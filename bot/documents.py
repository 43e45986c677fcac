"""Files that the clinic sends: kept as what they are about, and made when they are sent."""

from collections.abc import Callable
from typing import Any

from bot.database import Connection
from bot.services import Services

Make = Callable[[Connection, Services], bytes]
"""Makes the content of a file from what the database holds when it is sent."""
DOCUMENTS: dict[str, Make] = {}
"""Who makes files, by kind."""


async def make_document(services: Services, document: dict[str, Any]) -> tuple[str, bytes]:
    """Return the name and the content of a file that an effect names by its kind."""
    make = DOCUMENTS[document["kind"]]
    return document["name"], await services.database.read(lambda on: make(on, services))
