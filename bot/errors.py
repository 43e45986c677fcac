"""The faults of the house that a person can do something about.

Our exception hierarchy:

    KlinikError                 the message says what to do, in the reader's language
     ├─ SettingsError           a setting is missing or cannot be read
     ├─ DatabaseError           the database cannot be opened, upgraded, saved or restored
     │   └─ DatabaseInUse       another process holds it
     └─ StartError              the service cannot start: token, port, address

An error of one module alone stands in it: FolderError and FaultyContentError (bot/content.py), QuestionError
(bot/asking/terminal.py), QuestionsError and GateError (bot/evaluation).
"""


class KlinikError(Exception):
    """Something went wrong that a person can put right; the message tells them how."""


class SettingsError(KlinikError):
    """A setting is missing or cannot be read."""


class DatabaseError(KlinikError):
    """The database cannot be opened, upgraded, saved or restored."""


class DatabaseInUse(DatabaseError):  # noqa: N818 - a state of affairs, named as one
    """Another process holds the database."""


class StartError(KlinikError):
    """The service cannot start."""
