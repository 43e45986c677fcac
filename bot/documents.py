"""Files that the clinic sends: kept as what they are about, and made when they are sent."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.aside import About, Ground, Make, made_aside
from bot.database import Connection
from bot.services import Services

__all__ = ["DOCUMENTS", "About", "LargeMaker", "Maker", "is_large", "make_document"]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes files of a kind: `read` fetches what goes in, `make` turns it into bytes beside the event loop."""

    read: Callable[[Connection, Services, About], Any]
    make: Callable[[Any], bytes]


@dataclass(frozen=True, slots=True)
class LargeMaker:
    """Makes files of a kind that takes long, in a process of its own."""

    make: Make


DOCUMENTS: dict[str, Maker | LargeMaker] = {}
"""Who makes files, by kind."""


def is_large(document: Mapping[str, Any]) -> bool:
    """Whether the file that an effect names by its kind takes long to be made."""
    return isinstance(DOCUMENTS[document["kind"]], LargeMaker)


async def make_document(services: Services, document: dict[str, Any]) -> tuple[str, bytes]:
    """Return the name and the content of a file that an effect names by its kind."""
    maker, about = DOCUMENTS[document["kind"]], document.get("about", {})
    if isinstance(maker, LargeMaker):
        return document["name"], await made_aside(maker.make, _ground(services), about)
    read = maker.read
    found = await services.database.read(lambda on: read(on, services, about))
    return document["name"], await asyncio.to_thread(maker.make, found)


def _ground(services: Services) -> Ground:
    settings = services.settings
    return Ground(
        settings.database_url.get_secret_value(),
        settings.klinik_files_dir,
        services.library.index.base.agency.name or "",
        services.clock.now(),
    )
