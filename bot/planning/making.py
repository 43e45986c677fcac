"""Chat in: new checklists, from a template or written line by line."""

from telegram import Update

from bot.actions import Action
from bot.actions.editing import (
    AddItems,
    NewChecklist,
    OfferTemplates,
    OpenTemplate,
    SpreadItems,
    UseTemplate,
    WriteChecklist,
)
from bot.checklists import rounds
from bot.checklists.rounds import Checklist, Item
from bot.database import Connection
from bot.dialogues.prompts import CANCEL, CONTINUE, ask_for, is_enough
from bot.planning import items, plans
from bot.planning import making_views as views
from bot.planning.desk import LONGEST_TITLE, SHORTEST_TITLE, by_of, rename, show_checklist
from bot.planning.lines import flat, read_lines
from bot.planning.showing import listen, listen_no_more, show_gone
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View
from knowledge.schema import Checklist as Template


async def offer_ways(_: Update, context: Context) -> None:
    """Offer the ways in which a checklist can be made."""
    context.turn.change(lambda on: listen_no_more(context, on))
    context.turn.edit(views.WAYS)


# From a template.


async def offer_templates(_: Update, context: Context) -> None:
    """Show a page of the templates."""
    templates = list(context.services.library.index.base.checklists.values())
    context.turn.edit(views.templates_view(templates, context.turn.tapped(OfferTemplates).page))


def _template(context: Context, key: str) -> Template | None:
    templates = context.services.library.index.base.checklists.values()
    return next((template for template in templates if template.key == key), None)


async def open_template(_: Update, context: Context) -> None:
    """Show a template."""
    template = _template(context, context.turn.tapped(OpenTemplate).key)
    if template is None:
        show_gone(context.turn)
    else:
        context.turn.edit(views.template_view(template, context.services.library.index.base))


async def use_template(_: Update, context: Context) -> None:
    """Make a checklist of the agency from a template, unless there is one that waits to be handed out."""
    template = _template(context, context.turn.tapped(UseTemplate).key)
    if template is None:
        show_gone(context.turn)
        return

    def work(on: Connection) -> None:
        there = _waiting(on, template)
        made = there or make_from(on, template, context)
        show_checklist(context, on, made, views.THERE_ALREADY if there else views.MADE)

    context.turn.change(work)


def _waiting(on: Connection, template: Template) -> int | None:
    alike = [found for found in rounds.checklists(on) if found.template_id == template.id]
    return next((found.id for found in alike if not plans.latest_rounds(on, found.id)), None)


def make_from(on: Connection, template: Template, context: Context) -> int:
    """Copy a template and return the checklist's id."""
    return rounds.make_checklist(
        on, template.title, template.about, items_of(template), by_of(context), template_id=template.id
    )


def items_of(template: Template) -> list[Item]:
    """Return the items of a template as a checklist holds them."""
    return [
        Item(
            item.area,
            item.title,
            item.todo,
            item.evidence,
            item.topic,
            item.who,
            item.weight,
            item.due,
            item.numbers,
        )
        for item in template.items
    ]


# Written by hand.


async def ask_title(_: Update, context: Context) -> None:
    """Ask for the title of a new checklist."""
    ask_for(context, "checklist-title", 0, views.TITLE_PROMPT)


async def take_title(context: Context, checklist_id: int, text: str) -> None:
    """Make a checklist of that title, or give an existing one that title."""
    title = flat(text)
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        context.turn.reply(views.TITLE_LENGTH)
    elif checklist_id:
        rename(context, checklist_id, title)
    else:
        context.turn.change(lambda on: _begin(context, on, title))


def _begin(context: Context, on: Connection, title: str) -> None:
    made = rounds.make_checklist(on, title, "", [], by_of(context))
    _ask_items(context, on, rounds.find_checklist(on, made))


async def ask_items(_: Update, context: Context) -> None:
    """Wait for items."""
    tap = context.turn.tapped(AddItems)
    context.turn.change(lambda on: _ask_items(context, on, rounds.find_checklist(on, tap.checklist)))


def _ask_items(context: Context, on: Connection, found: Checklist | None) -> None:
    if found is None:
        show_gone(context.turn)
        return
    listen(context, on, "checklist-items", found.id)
    prompt = views.items_prompt(found)
    context.turn.reply(View(prompt.text, [*prompt.keyboard, [CANCEL]]))


async def take_items(context: Context, checklist_id: int, text: str) -> None:
    """Add the items that the lines name; the word that it is enough ends it."""
    if is_enough(text):
        context.turn.change(lambda on: show_checklist(context, on, checklist_id))
    else:
        context.turn.change(lambda on: _add(context, on, checklist_id, text))


def _add(context: Context, on: Connection, checklist_id: int, text: str) -> None:
    if rounds.find_checklist(on, checklist_id) is None:
        show_gone(context.turn)
        return
    listen(context, on, "checklist-items", checklist_id)  # the patience begins anew
    there = rounds.items_of(on, checklist_id)
    read = read_lines(text, there)
    ids = items.add(on, checklist_id, read.items, by_of(context)) if read.items else (0, 0)
    units = items.lacking(on, checklist_id, *ids) if read.items else 0
    context.turn.reply(views.added_view(checklist_id, read, len(there) + len(read.items), ids, units))


async def spread(_: Update, context: Context) -> None:
    """Give the units of the open rounds what was added."""
    tap = context.turn.tapped(SpreadItems)

    def work(on: Connection) -> None:
        made = items.spread(on, tap.checklist, tap.first, tap.last, by_of(context))
        show_checklist(context, on, tap.checklist, f"✅ {made} tugas ditambahkan ke unit.")

    context.turn.change(work)


TAPS: dict[type[Action], Handler] = {
    NewChecklist: offer_ways,
    OfferTemplates: offer_templates,
    OpenTemplate: open_template,
    UseTemplate: use_template,
    WriteChecklist: ask_title,
    AddItems: ask_items,
    SpreadItems: spread,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, TAPS)
    CONTINUE["checklist-title"] = take_title
    CONTINUE["checklist-items"] = take_items
