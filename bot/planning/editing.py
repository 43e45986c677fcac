"""Chat in: the items of a checklist are changed, moved, dropped and put back."""

from collections.abc import Callable

from telegram import Update

from bot.actions import Action
from bot.actions.editing import (
    DropItem,
    EditItem,
    MoveItem,
    OpenItem,
    OpenItems,
    RestoreItem,
    SetItem,
    SetTopic,
    WithdrawItem,
)
from bot.checklists import rounds
from bot.checklists.rounds import Item
from bot.database import Connection
from bot.dialogues.prompts import CANCEL, CONTINUE, Continue
from bot.planning import editing_views as views
from bot.planning import items
from bot.planning.desk import by_of
from bot.planning.editing_views import ItemCard
from bot.planning.lines import MOST_DAYS, flat, read_days_before
from bot.planning.showing import listen, listen_no_more, show, show_gone
from bot.reports.checklist_sheet import WEIGHTS
from bot.rights_table import Dialogue
from bot.routing import Clinic, Context, Handler, on_taps
from bot.view import View

TEXTS: dict[str, Dialogue] = {
    "title": "item-title",
    "todo": "item-todo",
    "evidence": "item-evidence",
    "area": "item-area",
    "who": "item-who",
}
TOPICS_OFFERED = 6
EMPTY = frozenset({"-", "–", "—"})


async def open_items(_: Update, context: Context) -> None:
    """Show a page of the items of a checklist."""
    tap = context.turn.tapped(OpenItems)

    def work(on: Connection) -> None:
        found = rounds.find_checklist(on, tap.checklist)
        if found is None:
            show_gone(context.turn)
            return
        listen_no_more(context, on)
        context.turn.edit(views.items_view(found, rounds.items_of(on, found.id), tap.page))

    context.turn.change(work)


async def open_item(_: Update, context: Context) -> None:
    """Show an item."""
    tap = context.turn.tapped(OpenItem)
    context.turn.change(lambda on: show_item(context, on, tap.item))


def show_item(context: Context, on: Connection, item_id: int) -> None:
    """Show an item as it is now."""
    card = card_of(context, on, item_id)
    if card is None:
        show_gone(context.turn)
    else:
        listen_no_more(context, on)
        show(context.turn, views.item_view(card))


def card_of(context: Context, on: Connection, item_id: int) -> ItemCard | None:
    """Return what is shown of an item."""
    item = rounds.find_item(on, item_id)
    if item is None:
        return None
    checklist_id = items.checklist_of(on, item_id)
    before = sum(one.position < item.position for one in rounds.items_of(on, checklist_id))
    topic = context.services.library.index.base.topics.get(item.topic_id or "")
    return ItemCard(item, checklist_id, topic, before // views.PAGE, items.is_dropped(on, item_id))


def _with_item(context: Context, item_id: int, work: Callable[[Connection, Item], None]) -> None:
    """Do something about an item that is on its checklist, in the turn's transaction."""

    def found(on: Connection) -> None:
        item = rounds.find_item(on, item_id)
        if item is None or items.is_dropped(on, item_id):
            show_item(context, on, item_id)
        else:
            work(on, item)

    context.turn.change(found)


async def edit_item(_: Update, context: Context) -> None:
    """Ask for a part of an item, or offer what it may be."""
    tap = context.turn.tapped(EditItem)
    _with_item(context, tap.item, lambda on, item: _ask(context, on, item, tap.part))


def _ask(context: Context, on: Connection, item: Item, part: str) -> None:
    turn = context.turn
    if part in TEXTS:
        listen(context, on, TEXTS[part], item.id)
        turn.reply(View(views.text_prompt(item, part).text, [[CANCEL]]))
    elif part == "weight":
        turn.edit(views.weights_view(item))
    elif part == "due":
        listen(context, on, "item-due", item.id)
        turn.edit(views.days_view(item))
    elif part == "topic":
        listen(context, on, "item-topic", item.id)
        turn.edit(views.topic_prompt(item))
    else:
        show_gone(turn)


def _takes(part: str) -> Continue:
    async def take(context: Context, item_id: int, text: str) -> None:
        """Give an item another wording, if it has a fitting length."""
        words = flat(text)
        shortest = views.SHORTEST.get(part, 0)
        words = "" if words in EMPTY and not shortest else words
        if not shortest <= len(words) <= views.LONGEST[part]:
            context.turn.reply(views.length_view(part, len(words)))
        else:
            _with_item(context, item_id, lambda on, item: _rewrite(context, on, item, part, words))

    return take


def _rewrite(context: Context, on: Connection, item: Item, part: str, value: str | int | None) -> None:
    items.rewrite(on, item, part, value, by_of(context))
    show_item(context, on, item.id)


async def take_days(context: Context, item_id: int, text: str) -> None:
    """Take how many days before the round an item is due."""
    days = read_days_before(text)
    if days is None:
        context.turn.reply(views.NOT_DAYS)
    else:
        _with_item(context, item_id, lambda on, item: _rewrite(context, on, item, "due_offset", -days))


async def take_topic_words(context: Context, item_id: int, words: str) -> None:
    """Offer the topics that the words find."""
    index = context.services.library.index
    topics = [index.base.topics[candidate.topic_id] for candidate in index.rank(words, TOPICS_OFFERED)]
    view = views.NO_SUCH_TOPIC

    def work(_: Connection, item: Item) -> None:
        context.turn.reply(views.topics_view(item, topics) if topics else view)

    _with_item(context, item_id, work)


async def set_item(_: Update, context: Context) -> None:
    """Set what is chosen from a few."""
    tap = context.turn.tapped(SetItem)
    chosen: dict[str, tuple[str, int, bool]] = {
        "weight": ("weight", tap.value, tap.value in WEIGHTS),
        "due": ("due_offset", -tap.value, tap.value <= MOST_DAYS),
        "numbers": ("numbers", tap.value, tap.value in (0, 1)),
    }
    part, value, fits = chosen.get(tap.part, ("", 0, False))
    if fits:
        _with_item(context, tap.item, lambda on, item: _rewrite(context, on, item, part, value))
    else:
        show_gone(context.turn)


async def set_topic(_: Update, context: Context) -> None:
    """Let a topic explain an item, or none."""
    tap = context.turn.tapped(SetTopic)
    topic = context.services.library.index.base.topic_by_key.get(tap.key)
    if topic is None and tap.key != views.NO_TOPIC:
        show_gone(context.turn)
        return
    value = topic.id if topic else None
    _with_item(context, tap.item, lambda on, item: _rewrite(context, on, item, "topic_id", value))


async def move_item(_: Update, context: Context) -> None:
    """Let an item change places with its neighbour."""
    tap = context.turn.tapped(MoveItem)

    def work(on: Connection, item: Item) -> None:
        if not items.move(on, item, by_of(context), up=tap.up == 1):
            context.turn.toast(views.FIRST if tap.up == 1 else views.LAST)
        show_item(context, on, item.id)

    _with_item(context, tap.item, work)


async def drop_item(_: Update, context: Context) -> None:
    """Take an item off its checklist."""
    tap = context.turn.tapped(DropItem)

    def work(on: Connection, item: Item) -> None:
        items.drop(on, item.id, by_of(context), dropped=True)
        if card := card_of(context, on, item.id):
            context.turn.edit(views.dropped_view(card, items.untouched(on, item.id), items.touched(on, item.id)))

    _with_item(context, tap.item, work)


async def withdraw_item(_: Update, context: Context) -> None:
    """Take a dropped item from the units that have not begun."""
    tap = context.turn.tapped(WithdrawItem)

    def work(on: Connection) -> None:
        card = card_of(context, on, tap.item)
        if card is None or not card.dropped:
            show_item(context, on, tap.item)
        else:
            context.turn.edit(views.withdrawn_view(card, items.withdraw(on, tap.item, by_of(context))))

    context.turn.change(work)


async def restore_item(_: Update, context: Context) -> None:
    """Put an item back, and offer it to the units that lack it."""
    tap = context.turn.tapped(RestoreItem)

    def work(on: Connection) -> None:
        restored = items.drop(on, tap.item, by_of(context), dropped=False)
        card = card_of(context, on, tap.item)
        units = items.lacking(on, card.checklist_id, tap.item, tap.item) if card and restored else 0
        if card and units:
            context.turn.edit(views.restored_view(card, units))
        else:
            show_item(context, on, tap.item)

    context.turn.change(work)


TAPS: dict[type[Action], Handler] = {
    OpenItems: open_items,
    OpenItem: open_item,
    EditItem: edit_item,
    SetItem: set_item,
    SetTopic: set_topic,
    MoveItem: move_item,
    DropItem: drop_item,
    WithdrawItem: withdraw_item,
    RestoreItem: restore_item,
}


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, TAPS)
    CONTINUE.update({dialogue: _takes(part) for part, dialogue in TEXTS.items()})
    CONTINUE["item-due"] = take_days
    CONTINUE["item-topic"] = take_topic_words
