"""Files as evidence: attached to the task they were sent for, or to one that is chosen afterwards."""

from datetime import date

from rapidfuzz import fuzz
from telegram import Update

from bot.actions.checklists import AttachUpload, DropUpload, OfferTasks
from bot.asking.replies import album_name
from bot.audit import By
from bot.checklists import rounds
from bot.checklists import store as tasks
from bot.checklists.handlers import standing_in
from bot.checklists.reading import hindrance
from bot.checklists.states import UNFINISHED
from bot.checklists.store import Task
from bot.database import Connection
from bot.effects import claim
from bot.evidence import store, views
from bot.people.store import find_unit
from bot.routing import Clinic, Context, on_taps
from bot.services import Services
from bot.turn import Effect
from bot.uploads import store as uploads
from bot.uploads.fetching import ARRIVED, Reader
from bot.uploads.handlers import TAKES
from bot.uploads.store import Upload
from bot.view import View

LIKELY = 60
"""The likeness, of 100, from which a caption or a file's name is taken to speak of a task."""


def take(context: Context, on: Connection, upload: Upload) -> None:
    """Attach a file to the task it was sent for; ask for the task where nobody has said."""
    subject = upload.subject or _subject_of_mates(on, upload)
    task = tasks.find_task(on, subject) if subject else None
    if task is not None and (reason := hindrance(on, task)):
        uploads.use_for(on, upload.id, 0)
        context.turn.reply(View(reason))
    elif task is not None:
        uploads.use_for(on, upload.id, task.id)
        _attach(on, task, upload, By(context.turn.person_id, context.turn.now))
    elif upload.incoming.album is None or _first_of_album(context, on, upload.incoming.album):
        context.turn.reply(_which_task(context, on, upload, 0))


def _subject_of_mates(on: Connection, upload: Upload) -> int:
    # The task may have been chosen before the last of those sent together came.
    return next((mate.subject for mate in uploads.album_mates(on, upload) if mate.subject), 0)


def _first_of_album(context: Context, on: Connection, album: str) -> bool:
    return claim(on, context.services.bot.id, context.turn.chat_id, album_name(album), context.turn.now)


def _attach(on: Connection, task: Task, upload: Upload, by: By) -> None:
    store.attach(on, task.id, task.unit_id, upload.incoming.kind, by, upload_id=upload.id, text=None)


def _which_task(context: Context, on: Connection, upload: Upload, page: int) -> View:
    found = _candidates(context, on, upload)
    shown = found[page * views.PAGE : (page + 1) * views.PAGE]
    if not found:
        return views.NO_TASK_FOR_IT
    many = len(uploads.album_mates(on, upload))
    return views.which_task_view(upload, many, shown, page, len(found) > (page + 1) * views.PAGE)


def _candidates(context: Context, on: Connection, upload: Upload) -> list[tuple[Task, str]]:
    """Return the tasks that a file may belong to, the likeliest first, with what tells units and rounds apart."""
    standing = standing_in(context, on)
    sheets = [
        (unit, round_)
        for unit_id in sorted(standing.focal)
        if (unit := find_unit(on, unit_id))
        for round_ in rounds.rounds_of_unit(on, unit_id)
    ]
    words = f"{upload.incoming.caption} {upload.incoming.name}"
    found = [
        (task, f" · {unit.short_name}, {round_.title}" if len(sheets) > 1 else "")
        for unit, round_ in sheets
        for task in tasks.tasks_of(on, round_.id, unit.id)
        if task.state in UNFINISHED or task.state == "done"
    ]
    return sorted(found, key=lambda one: _order(one[0], words))


def _order(task: Task, words: str) -> tuple[float, bool, date]:
    likeness = fuzz.token_set_ratio(task.title.lower(), words.lower())
    return -likeness if likeness >= LIKELY else 0.0, task.state == "done", task.due_on


async def offer_tasks(_: Update, context: Context) -> None:
    """Show a page of the tasks that a file may belong to."""
    turn, tap = context.turn, context.turn.tapped(OfferTasks)

    def work(on: Connection) -> None:
        upload = _own_upload(context, on, tap.upload)
        if upload is None:
            turn.toast(views.NOBODYS_FILE)
        else:
            turn.edit(_which_task(context, on, upload, tap.page))

    turn.change(work)


def _own_upload(context: Context, on: Connection, upload_id: int) -> Upload | None:
    upload = uploads.find(on, upload_id)
    mine = upload is not None and upload.purpose == "evidence" and upload.incoming.person_id == context.turn.person_id
    return upload if mine else None


async def attach_upload(_: Update, context: Context) -> None:
    """Attach a file, with those sent together with it, to the task that was chosen."""
    turn, tap = context.turn, context.turn.tapped(AttachUpload)

    def work(on: Connection) -> None:
        upload, task = _own_upload(context, on, tap.upload), tasks.find_task(on, tap.task)
        if upload is None or task is None or upload.state == "failed":
            turn.toast(views.NOBODYS_FILE)
            return
        if reason := hindrance(on, task):
            turn.toast(reason, alert=True)
            return
        mates = [mate for mate in uploads.album_mates(on, upload) if mate.state != "failed"]
        mates = [mate for mate in mates if not store.by_upload(on, mate.id)]
        for mate in mates:
            uploads.use_for(on, mate.id, task.id)
            _attach(on, task, mate, By(turn.person_id, turn.now))
        if mates:
            turn.edit(views.attached_view(task, [mate.incoming.name for mate in mates]))
        else:
            turn.toast(views.USED_ALREADY, alert=True)

    turn.change(work)


async def drop_upload(_: Update, context: Context) -> None:
    """Leave a file that came out of the blue alone."""
    context.turn.edit(views.DROPPED_UPLOAD)


def tell(on: Connection, services: Services, upload: Upload, _: object) -> list[Effect]:
    """Say that a file is kept as evidence, one message for those sent together, or that it could not be had."""
    chat = upload.incoming.chat_id
    if upload.state == "failed":
        for piece in store.by_upload(on, upload.id):
            task = tasks.find_task(on, piece.task_id)
            by = By(upload.incoming.person_id, services.clock.now())
            store.drop(on, piece, task.unit_id if task else 0, by, dropped=True)
        return [Effect(chat, "sendMessage", {"chat_id": chat, **views.not_had_view(upload.incoming.name).params()})]
    task = tasks.find_task(on, upload.subject) if upload.subject else None
    if task is None:
        return []
    kept = [mate.incoming.name for mate in uploads.album_mates(on, upload) if mate.state == "stored"]
    name = f"eviden:{task.id}:{upload.incoming.album or upload.id}"
    params = {"chat_id": chat, **views.attached_view(task, kept).params()}
    return [Effect(chat, "editMessageText", params, target=name, remember=name)]


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    on_taps(clinic, {OfferTasks: offer_tasks, AttachUpload: attach_upload, DropUpload: drop_upload})
    TAKES["evidence"] = take
    ARRIVED["evidence"] = Reader(lambda *_: None, tell)
