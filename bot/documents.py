"""Files that the clinic sends: kept as what they are about, and made when they are sent."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.database import Connection
from bot.services import Services

About = Mapping[str, Any]
"""What a file is about: ids and words, as they were kept with the effect."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes files of a kind: `read` fetches what goes in, `make` turns it into bytes beside the event loop."""

    read: Callable[[Connection, Services, About], Any]
    make: Callable[[Any], bytes]


DOCUMENTS: dict[str, Maker] = {}
"""Who makes files, by kind."""


async def make_document(services: Services, document: dict[str, Any]) -> tuple[str, bytes]:
    """Return the name and the content of a file that an effect names by its kind."""
    maker = DOCUMENTS[document["kind"]]
    about = document.get("about", {})
    found = await services.database.read(lambda on: maker.read(on, services, about))
    return document["name"], await asyncio.to_thread(maker.make, found)
