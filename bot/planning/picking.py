"""Chat in: the units that a draft is handed out to are picked: all, by kind, or one by one."""

from telegram import Update

from bot.actions import Action
from bot.actions.planning import OfferUnitList, OfferUnits, PickUnit, PickUnits, SearchUnitList
from bot.database import Connection
from bot.dialogues.prompts import CANCEL, CONTINUE
from bot.people.finding import find_units
from bot.people.store import all_units
from bot.people.units_views import NOTHING_FOUND
from bot.planning import assigning_views as views
from bot.planning import drafts
from bot.planning.assigning_views import Choice
from bot.planning.drafts import Draft
from bot.planning.lines import flat
from bot.planning.showing import listen, listen_no_more, show, show_gone
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View

LONGEST_WORDS = 60


def choice_of(context: Context, on: Connection, draft: Draft) -> Choice:
    """Return the units that a draft can have."""
    taken = drafts.taken_units(on, draft)
    template = context.services.library.index.base.checklists.get(draft.checklist.template_id or "")
    units = [unit for unit in all_units(on) if unit.id not in taken]
    return Choice(draft, units, template.kinds if template else ())


def _open_draft(context: Context, on: Connection, draft_id: int) -> Draft | None:
    draft = drafts.find(on, draft_id)
    if draft is None or draft.shared:
        show_gone(context.turn)
        return None
    return draft


async def offer_units(_: Update, context: Context) -> None:
    """Offer the units: all, by kind, or from the list."""
    tap = context.turn.tapped(OfferUnits)
    context.turn.change(lambda on: _offer(context, on, tap.draft))


def _offer(context: Context, on: Connection, draft_id: int) -> None:
    if draft := _open_draft(context, on, draft_id):
        listen_no_more(context, on)
        context.turn.edit(views.units_view(choice_of(context, on, draft)))


async def pick_units(_: Update, context: Context) -> None:
    """Take the units of a kind in, or out."""
    tap = context.turn.tapped(PickUnits)

    def work(on: Connection) -> None:
        draft = _open_draft(context, on, tap.draft)
        if draft is None:
            return
        units = choice_of(context, on, draft).units
        chosen = [unit.id for unit in units if tap.kind in (views.ALL_KINDS, unit.kind)]
        drafts.pick(on, draft.id, chosen, picked=tap.picked == 1)
        _offer(context, on, draft.id)

    context.turn.change(work)


async def offer_list(_: Update, context: Context) -> None:
    """Show a page of the units to pick from."""
    tap = context.turn.tapped(OfferUnitList)
    context.turn.change(lambda on: _show_list(context, on, tap.draft, tap.page))


def _show_list(context: Context, on: Connection, draft_id: int, page: int) -> None:
    draft = _open_draft(context, on, draft_id)
    if draft is None:
        return
    choice = choice_of(context, on, draft)
    shown = find_units(choice.units, draft.words) if draft.words else choice.units
    show(context.turn, views.unit_list_view(choice, shown, page))


async def pick_unit(_: Update, context: Context) -> None:
    """Take a unit in, or out."""
    tap = context.turn.tapped(PickUnit)

    def work(on: Connection) -> None:
        draft = _open_draft(context, on, tap.draft)
        if draft is None:
            return
        if any(unit.id == tap.chosen for unit in choice_of(context, on, draft).units):
            drafts.pick(on, draft.id, [tap.chosen], picked=tap.picked == 1)
        _show_list(context, on, draft.id, tap.page)

    context.turn.change(work)


async def search(_: Update, context: Context) -> None:
    """Ask for a part of a unit's name, or show all units again."""
    tap = context.turn.tapped(SearchUnitList)

    def work(on: Connection) -> None:
        draft = _open_draft(context, on, tap.draft)
        if draft is None:
            return
        if tap.clear == 1:
            drafts.set_words(on, draft.id, "")
            listen_no_more(context, on)
            _show_list(context, on, draft.id, 0)
        else:
            listen(context, on, "draft-units", draft.id)
            context.turn.reply(View(views.SEARCH_PROMPT.text, [[CANCEL]]))

    context.turn.change(work)


async def take_words(context: Context, draft_id: int, words: str) -> None:
    """Show the units that the words may mean."""

    def work(on: Connection) -> None:
        draft = _open_draft(context, on, draft_id)
        if draft is None:
            return
        asked = flat(words)[:LONGEST_WORDS]
        if find_units(choice_of(context, on, draft).units, asked):
            drafts.set_words(on, draft.id, asked)
            _show_list(context, on, draft.id, 0)
        else:
            context.turn.reply(NOTHING_FOUND)

    context.turn.change(work)


TAPS: dict[type[Action], Handler] = {
    OfferUnits: offer_units,
    PickUnits: pick_units,
    OfferUnitList: offer_list,
    PickUnit: pick_unit,
    SearchUnitList: search,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, TAPS)
    CONTINUE["draft-units"] = take_words
