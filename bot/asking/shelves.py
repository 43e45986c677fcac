"""What somebody who browses is shown: the sections, and the pages of topics in them."""

from bot.actions import OpenSection, OpenShelves
from bot.asking.views import PAGE, topic_button
from bot.markup import bold, escape
from bot.view import Button, View
from knowledge.base import KnowledgeBase
from knowledge.schema import Section


def shelves_view(base: KnowledgeBase) -> View:
    """Show all sections that hold topics."""
    filled = [section for section in base.sections.values() if base.topics_of(section)]
    return View(
        f"{bold('Topik Klinik RB')}\nPilih bidang, atau langsung tulis pertanyaan Anda.",
        [[_section_button(base, section)] for section in filled],
    )


def _section_button(base: KnowledgeBase, section: Section) -> Button:
    count = len(base.topics_of(section))
    return Button(f"{section.icon} {section.title} ({count})", OpenSection(section.key, 0))


def section_view(base: KnowledgeBase, section: Section, page: int) -> View:
    """Show one page of a section; a page beyond the last shows the last."""
    topics = base.topics_of(section)
    pages = max(1, -(-len(topics) // PAGE))
    page = min(page, pages - 1)
    shown = topics[page * PAGE : (page + 1) * PAGE]
    place = f"\nHalaman {page + 1} dari {pages}" if pages > 1 else ""
    return View(
        f"{section.icon} {bold(section.title)}\n{escape(section.intro)}{place}",
        [*([topic_button(topic)] for topic in shown), _ways_on(section, page, pages)],
    )


def _ways_on(section: Section, page: int, pages: int) -> list[Button]:
    before = [Button("‹ Hal. sebelum", OpenSection(section.key, page - 1))] if page > 0 else []
    after = [Button("Hal. berikut ›", OpenSection(section.key, page + 1))] if page < pages - 1 else []
    return [*before, Button("🗂 Bidang", OpenShelves()), *after]
