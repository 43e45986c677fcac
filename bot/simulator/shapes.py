"""The words shared by all modules of the simulator: what a JSON object is, and who a persona is."""

from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Persona:
    """A person whom the chat page offers to be: what they are called and what they do in the agency."""

    user_id: int
    first_name: str
    username: str
    role: str
    unit: str
