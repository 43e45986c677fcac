"""What the buttons of checklists, evidence and verification do.

A field named `task`, `evidence` or `unit` names the thing whose unit counts for the rights; `version` is the state
of a task that the button was made for, so that a tap on an old state changes nothing.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class OpenTasks:
    """Show a page of what a unit has to do in a round; `shown` is which of it: open, due, all, or the nth area."""

    code: ClassVar[str] = "c"
    unit: int
    round: int
    shown: str = "open"
    page: int = 0


@dataclass(frozen=True)
class OpenRounds:
    """Show the rounds of one's own units, to choose from."""

    code: ClassVar[str] = "cm"


@dataclass(frozen=True)
class OpenAreas:
    """Show a page of the areas of a unit's tasks in a round, to choose from."""

    code: ClassVar[str] = "ca"
    unit: int
    round: int
    page: int = 0


@dataclass(frozen=True)
class OpenTask:
    """Show one task with its evidence."""

    code: ClassVar[str] = "ct"
    task: int
    shown: str = "open"
    page: int = 0


@dataclass(frozen=True)
class MarkTask:
    """Bring a task into a state; those that need a reason ask for it."""

    code: ClassVar[str] = "cs"
    task: int
    version: int
    state: str


@dataclass(frozen=True)
class UndoTask:
    """Take the last change of a task back."""

    code: ClassVar[str] = "cu"
    task: int
    version: int


@dataclass(frozen=True)
class ExplainTask:
    """Answer what a task is about."""

    code: ClassVar[str] = "cx"
    task: int


@dataclass(frozen=True)
class OpenTaskHistory:
    """Show what became of a task, and by whom."""

    code: ClassVar[str] = "ch"
    task: int


@dataclass(frozen=True)
class EnterNumber:
    """Ask for a figure of a task: target, realised, measure, budget or obstacle."""

    code: ClassVar[str] = "cn"
    task: int
    part: str


@dataclass(frozen=True)
class AddEvidence:
    """Wait for files, photos, links or notes as evidence of a task."""

    code: ClassVar[str] = "ce"
    task: int


@dataclass(frozen=True)
class OpenEvidence:
    """Show a page of what is attached to a task, one at a time to look at or to drop."""

    code: ClassVar[str] = "co"
    task: int
    page: int = 0


@dataclass(frozen=True)
class SendEvidence:
    """Send a piece of evidence as the file or photo it is."""

    code: ClassVar[str] = "cf"
    evidence: int


@dataclass(frozen=True)
class DropEvidence:
    """Take a piece of evidence off its task."""

    code: ClassVar[str] = "cd"
    evidence: int


@dataclass(frozen=True)
class RestoreEvidence:
    """Put a piece of evidence back on its task."""

    code: ClassVar[str] = "cb"
    evidence: int


@dataclass(frozen=True)
class NoteWasQuestion:
    """Answer as a question what was taken for a note."""

    code: ClassVar[str] = "cq"
    evidence: int


@dataclass(frozen=True)
class OfferEvidence:
    """Show a page of what the unit has attached elsewhere."""

    code: ClassVar[str] = "cr"
    task: int
    page: int = 0


@dataclass(frozen=True)
class ReuseEvidence:
    """Attach to a task what is attached to another."""

    code: ClassVar[str] = "cv"
    task: int
    evidence: int


@dataclass(frozen=True)
class OfferTasks:
    """Show a page of tasks that a file sent out of the blue may belong to."""

    code: ClassVar[str] = "uo"
    upload: int
    page: int = 0


@dataclass(frozen=True)
class AttachUpload:
    """Attach a file sent out of the blue to a task."""

    code: ClassVar[str] = "ua"
    task: int
    upload: int


@dataclass(frozen=True)
class DropUpload:
    """Forget a file sent out of the blue."""

    code: ClassVar[str] = "ud"
    upload: int


@dataclass(frozen=True)
class OpenVerification:
    """Show what waits for verification: the next after `after`, in the order of finishing."""

    code: ClassVar[str] = "v"
    after: int = 0


@dataclass(frozen=True)
class AcceptTask:
    """Verify a task; `seen` is the mark of the evidence that was shown."""

    code: ClassVar[str] = "va"
    task: int
    version: int
    seen: int = 0


@dataclass(frozen=True)
class ReturnTask:
    """Ask why a task is to be mended, and return it."""

    code: ClassVar[str] = "vr"
    task: int
    version: int


ChecklistAction = (
    OpenTasks
    | OpenRounds
    | OpenAreas
    | OpenTask
    | MarkTask
    | UndoTask
    | ExplainTask
    | OpenTaskHistory
    | EnterNumber
    | AddEvidence
    | OpenEvidence
    | SendEvidence
    | DropEvidence
    | RestoreEvidence
    | NoteWasQuestion
    | OfferEvidence
    | ReuseEvidence
    | OfferTasks
    | AttachUpload
    | DropUpload
    | OpenVerification
    | AcceptTask
    | ReturnTask
)
