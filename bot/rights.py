"""Who may do what: the one table of rights. What does not stand in it, nobody may."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args

from telegram import Update

from bot import actions
from bot.actions import Action, announcing, checklists, deadlines, people, planning, recap, reminding
from bot.codes import decode
from bot.database import Connection
from bot.people.standing import Standing, holders, standing_of

Role = Literal["everybody", "reader", "focal", "coordinator", "admin"]
"""Each holds what those before it hold. A reader is a focal person or the head of the unit that the thing belongs to;
a focal person changes what is the unit's. Where nothing is named, any unit of theirs will do."""
Thing = Literal["unit", "task", "evidence"]
"""What belongs to a unit."""
BELONGS: Mapping[Thing, str] = {
    "unit": "SELECT id AS unit_id FROM units WHERE id = :id",
    "task": "SELECT unit_id FROM tasks WHERE id = :id",
    "evidence": "SELECT tasks.unit_id FROM evidence JOIN tasks ON tasks.id = evidence.task_id WHERE evidence.id = :id",
}

COMMANDS: Mapping[str, Role] = {
    "start": "everybody",
    "mulai": "everybody",
    "tanya": "everybody",
    "topik": "everybody",
    "bantuan": "everybody",
    "help": "everybody",
    "tentang": "everybody",
    "privasi": "everybody",
    "batal": "everybody",
    "gabung": "everybody",
    "profil": "everybody",
    "berhenti": "everybody",
    "hapus_data": "everybody",
    "tugas": "everybody",
    "jadwal": "everybody",
    "riwayat": "reader",
    "pertanyaan": "coordinator",
    "verifikasi": "coordinator",
    "siarkan": "coordinator",
    "rekap": "coordinator",
    "ekspor": "coordinator",
    "daftar": "coordinator",
    "unit": "coordinator",
    "anggota": "coordinator",
}

_FOR_EVERYBODY: tuple[type[Action], ...] = (
    reminding.ReadDaily,
    announcing.Acknowledge,
    actions.OpenTopic,
    actions.OpenFacet,
    actions.OpenSection,
    actions.OpenShelves,
    actions.OpenHelp,
    actions.CloseDialogue,
    actions.Rate,
    actions.SayWhy,
    actions.AskCoordinator,
    actions.Withdraw,
    actions.AskBack,
    people.UseOwnName,
    people.OpenProfile,
    people.OfferOwnUnits,
    people.NameOwnUnit,
    people.RenameOneself,
    people.WantNews,
    people.ForgetMe,
    deadlines.OpenSchedule,
    deadlines.SendYear,
    deadlines.SendIcs,
    deadlines.OpenOccasions,
    deadlines.OpenOccasion,
)
_FOR_READERS: tuple[type[Action], ...] = (
    reminding.SnoozeReminder,
    checklists.OpenTasks,
    checklists.OpenRounds,
    checklists.OpenAreas,
    checklists.OpenTask,
    checklists.ExplainTask,
    checklists.OpenTaskHistory,
    checklists.OpenEvidence,
    checklists.SendEvidence,
)
_FOR_FOCAL_PERSONS: tuple[type[Action], ...] = (
    reminding.MeetDeadline,
    checklists.MarkTask,
    checklists.UndoTask,
    checklists.EnterNumber,
    checklists.AddEvidence,
    checklists.DropEvidence,
    checklists.RestoreEvidence,
    checklists.NoteWasQuestion,
    checklists.OfferEvidence,
    checklists.ReuseEvidence,
    checklists.OfferTasks,
    checklists.AttachUpload,
    checklists.DropUpload,
    people.HandOver,
)
_FOR_COORDINATORS: tuple[type[Action], ...] = (
    announcing.OpenDraft,
    announcing.RewriteDraft,
    announcing.PreviewDraft,
    announcing.ChooseAudience,
    announcing.SetAudience,
    announcing.ToggleKind,
    announcing.ToggleUnit,
    announcing.LinkTopic,
    announcing.SetTopic,
    announcing.ToggleAcknowledgement,
    announcing.SendNow,
    announcing.SendLater,
    announcing.SteerBroadcast,
    announcing.NudgeReaders,
    actions.ReadAsQuestion,
    actions.OpenEscalation,
    actions.TakeUp,
    actions.Release,
    actions.SendReply,
    actions.ChooseTopic,
    actions.SearchTopic,
    actions.AttachTopic,
    actions.Dismiss,
    actions.Reopen,
    actions.KeepAnswer,
    actions.OpenNotes,
    actions.OpenNote,
    actions.EditNote,
    actions.DropNote,
    actions.RestoreNote,
    actions.ExportNotes,
    actions.OpenQuestions,
    actions.TakeMissed,
    checklists.OpenVerification,
    checklists.AcceptTask,
    checklists.ReturnTask,
    recap.OpenRecaps,
    recap.OpenRecap,
    recap.OpenUnitRecap,
    recap.SendRecapFile,
    recap.OpenExports,
    recap.OpenExport,
    recap.OpenParcels,
    recap.SendParcels,
    planning.OpenPlans,
    planning.OpenPlan,
    planning.OpenChecklists,
    planning.OpenChecklist,
    planning.NewChecklist,
    planning.OfferTemplates,
    planning.OpenTemplate,
    planning.UseTemplate,
    planning.SendChecklistTemplate,
    planning.SaveChecklist,
    planning.WriteChecklist,
    planning.RenameChecklist,
    planning.DropChecklist,
    planning.RestoreChecklist,
    planning.OpenItems,
    planning.OpenItem,
    planning.AddItems,
    planning.SpreadItems,
    planning.EditItem,
    planning.SetItem,
    planning.SetTopic,
    planning.MoveItem,
    planning.DropItem,
    planning.RestoreItem,
    planning.WithdrawItem,
    planning.AssignChecklist,
    planning.CopyRound,
    planning.AddUnitsToRound,
    planning.AskPeriod,
    planning.SetPeriod,
    planning.AskDue,
    planning.SetDue,
    planning.OfferUnits,
    planning.PickUnits,
    planning.OfferUnitList,
    planning.PickUnit,
    planning.SearchUnitList,
    planning.CarryOver,
    planning.PreviewRound,
    planning.ShareRound,
    planning.AskRoundDue,
    planning.MoveRound,
    planning.CloseRound,
    planning.ReopenRound,
    deadlines.ActivateOccasion,
    deadlines.AddDeadline,
    deadlines.AskDeadlineDay,
    deadlines.ReadDeadlineDay,
    deadlines.SaveDeadline,
    deadlines.SendDeadlineTemplate,
    deadlines.SaveDeadlines,
    deadlines.OpenDeadline,
    deadlines.AskNewDay,
    deadlines.MoveDeadline,
    deadlines.RenameDeadline,
    deadlines.AskRungs,
    deadlines.ResetRungs,
    deadlines.OfferTies,
    deadlines.TieDeadline,
    deadlines.UntieDeadline,
    deadlines.DropDeadline,
    deadlines.RestoreDeadline,
    people.OpenUnits,
    people.SearchUnits,
    people.OpenUnit,
    people.EditUnit,
    people.SetUnit,
    people.SetParent,
    people.CloseUnit,
    people.ReopenUnit,
    people.AddUnits,
    people.SendUnitTemplate,
    people.SaveUnits,
    people.InviteToUnit,
    people.OfferCodes,
    people.MakeCode,
    people.OpenInvitations,
    people.RevokeInvitation,
    people.InviteAll,
    people.OpenJoined,
    people.OpenRequests,
    people.OpenRequest,
    people.Approve,
    people.Refuse,
    people.OpenMembers,
    people.SearchMembers,
    people.OpenMember,
    people.GiveRole,
    people.TakeRole,
    people.MoveRole,
    people.MoveTo,
)
_FOR_ADMINS: tuple[type[Action], ...] = (
    people.OpenSetup,
    people.NameAgency,
    people.OfferZones,
    people.SetZone,
    people.MakeAgencyCode,
    people.GiveAgencyRole,
    people.TakeAgencyRole,
)
ACTIONS: Mapping[type[Action], Role] = {
    **dict.fromkeys(_FOR_EVERYBODY, "everybody"),
    **dict.fromkeys(_FOR_READERS, "reader"),
    **dict.fromkeys(_FOR_FOCAL_PERSONS, "focal"),
    **dict.fromkeys(_FOR_COORDINATORS, "coordinator"),
    **dict.fromkeys(_FOR_ADMINS, "admin"),
}
IN_PRIVATE: frozenset[Role] = frozenset({"coordinator", "admin"})
ONES_OWN: frozenset[str | type[Action]] = frozenset(
    {
        "gabung",
        "profil",
        "berhenti",
        "hapus_data",
        people.UseOwnName,
        people.OpenProfile,
        people.OfferOwnUnits,
        people.NameOwnUnit,
        people.RenameOneself,
        people.WantNews,
        people.ForgetMe,
        people.HandOver,
    }
)
"""What concerns oneself alone: like the work of coordinators, it is not done before the eyes of a group."""

Dialogue = Literal[
    "broadcast",
    "broadcast-topic",
    "broadcast-time",
    "reply",
    "search",
    "question",
    "question-back",
    "remark",
    "title",
    "answer",
    "source",
    "evidence",
    "why-blocked",
    "why-exempt",
    "why-returned",
    "target",
    "realised",
    "measure",
    "budget",
    "obstacle",
    "agency",
    "units",
    "unit-search",
    "unit-name",
    "unit-short",
    "unit-parent",
    "member-search",
    "move",
    "code",
    "join-name",
    "own-name",
    "own-unit",
    "checklist-title",
    "checklist-file",
    "checklist-items",
    "item-title",
    "item-todo",
    "item-evidence",
    "item-area",
    "item-who",
    "item-due",
    "item-topic",
    "period",
    "due",
    "round-due",
    "draft-units",
    "deadline-title",
    "deadline-day",
    "deadline-name",
    "deadline-move",
    "deadline-rungs",
    "deadline-file",
]
"""What somebody may have been asked to write."""
DIALOGUES: Mapping[Dialogue, tuple[Role, Thing | None]] = {
    "broadcast": ("coordinator", None),
    "broadcast-topic": ("coordinator", None),
    "broadcast-time": ("coordinator", None),
    "question": ("everybody", None),
    "question-back": ("everybody", None),
    "remark": ("everybody", None),
    "reply": ("coordinator", None),
    "search": ("coordinator", None),
    "title": ("coordinator", None),
    "answer": ("coordinator", None),
    "source": ("coordinator", None),
    "evidence": ("focal", "task"),
    "why-blocked": ("focal", "task"),
    "why-exempt": ("focal", "task"),
    "why-returned": ("coordinator", "task"),
    "target": ("focal", "task"),
    "realised": ("focal", "task"),
    "measure": ("focal", "task"),
    "budget": ("focal", "task"),
    "obstacle": ("focal", "task"),
    "agency": ("admin", None),
    "units": ("coordinator", None),
    "unit-search": ("coordinator", None),
    "unit-name": ("coordinator", "unit"),
    "unit-short": ("coordinator", "unit"),
    "unit-parent": ("coordinator", "unit"),
    "member-search": ("coordinator", None),
    "move": ("coordinator", None),
    "code": ("everybody", None),
    "join-name": ("everybody", None),
    "own-name": ("everybody", None),
    "own-unit": ("everybody", None),
    "checklist-title": ("coordinator", None),
    "checklist-file": ("coordinator", None),
    "checklist-items": ("coordinator", None),
    "item-title": ("coordinator", None),
    "item-todo": ("coordinator", None),
    "item-evidence": ("coordinator", None),
    "item-area": ("coordinator", None),
    "item-who": ("coordinator", None),
    "item-due": ("coordinator", None),
    "item-topic": ("coordinator", None),
    "period": ("coordinator", None),
    "due": ("coordinator", None),
    "round-due": ("coordinator", None),
    "draft-units": ("coordinator", None),
    "deadline-title": ("coordinator", None),
    "deadline-day": ("coordinator", None),
    "deadline-name": ("coordinator", None),
    "deadline-move": ("coordinator", None),
    "deadline-rungs": ("coordinator", None),
    "deadline-file": ("coordinator", None),
}


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for: a role, the thing whose unit it is to be held in, and whether only a private chat will do."""

    role: Role
    thing: Thing | None = None
    id: int = 0
    private: bool = False


FREE = Need("everybody")


def needed(update: Update, command: str | None) -> Need | None:
    """Return what the update asks for; None where the table does not know it."""
    if update.callback_query is None:
        role = "everybody" if command is None else COMMANDS.get(command)
        return Need(role, private=_is_private(role, command)) if role else None
    action = decode(update.callback_query.data)
    # A button that is no longer ours leads nowhere, and its owner is told where to start again.
    return need_of(action) if isinstance(action, get_args(Action)) else FREE


def need_of(action: Action) -> Need | None:
    """Return what a button asks for; None where the table does not know it."""
    role = ACTIONS.get(type(action))
    named = {field.name for field in fields(action)}
    thing = next((thing for thing in BELONGS if thing in named), None)
    subject = getattr(action, thing) if thing else 0
    return Need(role, thing, subject, _is_private(role, type(action))) if role else None


def _is_private(role: Role, what: str | type[Action] | None) -> bool:
    return role in IN_PRIVATE or what in ONES_OWN


def need_in(dialogue: Dialogue, subject: int) -> Need:
    """Return what it takes to go on with a dialogue."""
    role, thing = DIALOGUES[dialogue]
    return Need(role, thing, subject)


def permitted(on: Connection, person_id: int | None, need: Need, admins: Collection[int]) -> bool:
    """Whether the person may do what is asked for."""
    return need.role == "everybody" or holds(standing_of(on, person_id, admins), need.role, _units(on, need))


def _units(on: Connection, need: Need) -> frozenset[int] | None:
    if need.thing is None:
        return None
    row = on.one(BELONGS[need.thing], id=need.id)
    return frozenset({row["unit_id"]}) if row else frozenset()


def holds(standing: Standing, role: Role, units: frozenset[int] | None = None) -> bool:
    """Whether somebody holds a role: in one of these units, in any unit when None is given."""
    match role:
        case "everybody":
            return True
        case "admin":
            return standing.admin
        case "coordinator":
            return standing.coordinator
        case "focal":
            held = standing.focal
        case "reader":
            held = standing.units
    return standing.coordinator or bool(held if units is None else held & units)


def coordinators(on: Connection, admins: Collection[int]) -> tuple[int, ...]:
    """Return the chats in which the coordinators are spoken to; `admins` are those named in the settings."""
    return tuple(sorted({*admins, *holders(on, "coordinator"), *holders(on, "admin")}))
