"""What was taught in the chat as a file of content, as curators keep it."""

from typing import Any

import yaml

from bot.database import Connection
from bot.documents import About
from bot.learning.lessons import read_lessons
from bot.services import Services
from knowledge.additions import Additions, extended
from knowledge.base import KnowledgeBase
from knowledge.schema import Topic

HEAD = "# Jawaban instansi dan cara bertanya yang diajarkan lewat Klinik RB.\n"


def lessons_document(on: Connection, services: Services, _: About) -> dict[str, Any]:
    """Return everything that was taught and fits the content."""
    lessons = read_lessons(on, services.settings.timezone)
    return _document(services.library.written, lessons)


def written_as_yaml(document: dict[str, Any]) -> bytes:
    """Return a document of content as a file."""
    return (HEAD + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)).encode()


def _document(written: KnowledgeBase, lessons: Additions) -> dict[str, Any]:
    topics = extended(written, lessons).topics.values()
    entries = [_entry(topic, written.topics.get(topic.id)) for topic in topics]
    elsewhere = extended(written, Additions(not_ours=lessons.not_ours)).elsewhere
    new = [
        one.model_dump(mode="json", exclude_none=True) for id, one in elsewhere.items() if id not in written.elsewhere
    ]
    found: dict[str, Any] = {"topics": [entry for entry in entries if entry]}
    return found | ({"elsewhere": new} if new else {})


def _entry(topic: Topic, written: Topic | None) -> dict[str, Any] | None:
    """Return a topic that the files do not have, or the phrasings they do not have of one."""
    if written is None:
        return topic.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    new = [said for said in topic.phrasings if said not in written.phrasings]
    return {"id": topic.id, "phrasings": new} if new else None
