"""What buttons do: one small value each, which `codes` carries in callback data.

`question` is the id of the logged question an answer was given to, 0 for none; `version` is the state of an
escalation its buttons were made for, so that a tap on an old state changes nothing.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.announcing import AnnouncingAction
from bot.actions.checklists import ChecklistAction
from bot.actions.deadlines import DeadlineAction
from bot.actions.editing import EditingAction
from bot.actions.people import PeopleAction
from bot.actions.planning import PlanningAction
from bot.actions.recap import RecapAction
from bot.actions.reminding import RemindingAction
from bot.actions.units import UnitAction


@dataclass(frozen=True)
class OpenTopic:
    """Show a topic's answer; `key` is the topic's stable short key."""

    code: ClassVar[str] = "t"
    key: str
    question: int = 0


@dataclass(frozen=True)
class OpenFacet:
    """Show one facet of a topic."""

    code: ClassVar[str] = "f"
    key: str
    facet: str
    question: int = 0


@dataclass(frozen=True)
class OpenSection:
    """Show a page of a section's topics; pages count from 0."""

    code: ClassVar[str] = "s"
    key: str
    page: int


@dataclass(frozen=True)
class OpenShelves:
    """Show all sections."""

    code: ClassVar[str] = "h"


@dataclass(frozen=True)
class OpenHelp:
    """Show the help."""

    code: ClassVar[str] = "b"


@dataclass(frozen=True)
class CloseDialogue:
    """Give up what the clinic is waiting to be told."""

    code: ClassVar[str] = "n"


@dataclass(frozen=True)
class ReadAsQuestion:
    """Answer what was taken for a reply as the question it was meant to be."""

    code: ClassVar[str] = "eq"
    escalation: int
    version: int


@dataclass(frozen=True)
class Rate:
    """Like an answer (1) or not (0)."""

    code: ClassVar[str] = "r"
    key: str
    liked: int
    question: int = 0


@dataclass(frozen=True)
class SayWhy:
    """Name what was wrong with an answer."""

    code: ClassVar[str] = "rw"
    rating: int
    reason: str


@dataclass(frozen=True)
class AskCoordinator:
    """Hand a question on to the coordinators; without one, ask for it first."""

    code: ClassVar[str] = "a"
    question: int = 0


@dataclass(frozen=True)
class Withdraw:
    """Take one's own question back from the coordinators."""

    code: ClassVar[str] = "aw"
    escalation: int


@dataclass(frozen=True)
class AskBack:
    """Ask further about a coordinator's answer."""

    code: ClassVar[str] = "ab"
    escalation: int


@dataclass(frozen=True)
class OpenEscalation:
    """Show a question that was handed on, as coordinators see it."""

    code: ClassVar[str] = "e"
    escalation: int


@dataclass(frozen=True)
class TakeUp:
    """Undertake to answer."""

    code: ClassVar[str] = "et"
    escalation: int
    version: int


@dataclass(frozen=True)
class Release:
    """Leave the answering to others again."""

    code: ClassVar[str] = "er"
    escalation: int
    version: int


@dataclass(frozen=True)
class SendReply:
    """Send the reply that was written."""

    code: ClassVar[str] = "es"
    escalation: int
    version: int


@dataclass(frozen=True)
class ChooseTopic:
    """Offer the topics that may settle it."""

    code: ClassVar[str] = "ec"
    escalation: int
    version: int


@dataclass(frozen=True)
class SearchTopic:
    """Ask for words to look for a topic with."""

    code: ClassVar[str] = "ef"
    escalation: int
    version: int


@dataclass(frozen=True)
class AttachTopic:
    """Settle it with a topic, which from then on knows the question as a phrasing."""

    code: ClassVar[str] = "ea"
    escalation: int
    version: int
    key: str


@dataclass(frozen=True)
class Dismiss:
    """Say that it is not the clinic's business."""

    code: ClassVar[str] = "ed"
    escalation: int
    version: int


@dataclass(frozen=True)
class Reopen:
    """Take back that it is not the clinic's business."""

    code: ClassVar[str] = "eo"
    escalation: int
    version: int


@dataclass(frozen=True)
class KeepAnswer:
    """Make the coordinator's reply a topic of the agency's own."""

    code: ClassVar[str] = "ek"
    escalation: int
    version: int


@dataclass(frozen=True)
class OpenNotes:
    """Show a page of the agency's answers."""

    code: ClassVar[str] = "k"
    page: int


@dataclass(frozen=True)
class OpenNote:
    """Show one of the agency's answers, as its editors see it."""

    code: ClassVar[str] = "ko"
    note: int


@dataclass(frozen=True)
class EditNote:
    """Ask for a new wording of one part of an agency's answer."""

    code: ClassVar[str] = "ke"
    note: int
    part: str


@dataclass(frozen=True)
class DropNote:
    """Delete an agency's answer; asks first unless `sure` is 1."""

    code: ClassVar[str] = "kd"
    note: int
    sure: int = 0


@dataclass(frozen=True)
class RestoreNote:
    """Take the deletion of an agency's answer back."""

    code: ClassVar[str] = "kr"
    note: int


@dataclass(frozen=True)
class ExportNotes:
    """Send the agency's answers and phrasings as a YAML file."""

    code: ClassVar[str] = "kx"


@dataclass(frozen=True)
class OpenQuestions:
    """Show a page of what curators learn from: the list `tab`."""

    code: ClassVar[str] = "q"
    tab: str
    page: int = 0


@dataclass(frozen=True)
class TakeMissed:
    """Treat a question that nobody handed on as if it had been."""

    code: ClassVar[str] = "qm"
    question: int


Action = (
    OpenTopic
    | OpenFacet
    | OpenSection
    | OpenShelves
    | OpenHelp
    | CloseDialogue
    | ReadAsQuestion
    | Rate
    | SayWhy
    | AskCoordinator
    | Withdraw
    | AskBack
    | OpenEscalation
    | TakeUp
    | Release
    | SendReply
    | ChooseTopic
    | SearchTopic
    | AttachTopic
    | Dismiss
    | Reopen
    | KeepAnswer
    | OpenNotes
    | OpenNote
    | EditNote
    | DropNote
    | RestoreNote
    | ExportNotes
    | OpenQuestions
    | TakeMissed
    | ChecklistAction
    | DeadlineAction
    | RemindingAction
    | AnnouncingAction
    | PeopleAction
    | UnitAction
    | PlanningAction
    | EditingAction
    | RecapAction
)
