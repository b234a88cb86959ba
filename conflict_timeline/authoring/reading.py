"""An answer as somebody gives it → the value that the event's file holds, or a sentence about what is unclear in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from ..collection import Collection
from ..model import Participant, is_id
from ..text.characters import named, refused
from .addresses import is_free
from .fields import Choice, UnclearError, codes_of, field_value, meaning
from .naming import Directory, Named, directories
from .questions import ONLINE, Question


class Reading:
    """Understands answers beside a record.

    Args:
        collection: the record.
    """

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.directories = directories(collection)

    def value(self, question: Question, text: str) -> Any:
        """Understand an answer.

        Returns:
            Plain data for the file: a text, or for ``online`` and ``actor`` a mapping.

        Raises:
            UnclearError: it cannot be taken as it is.
        """
        text = unicodedata.normalize("NFC", text).strip()
        if question.name != "text":
            text = " ".join(text.split())
        if (place := refused(text)) is not None:
            raise UnclearError(f"the answer holds the character {named(text[place])}", "leave it out")
        if not text:
            raise UnclearError("the answer is empty", question.help)
        own: dict[str, Callable[[str], Any]] = {
            "actor": self._participant,
            "online": _online,
            "source-seed": lambda text: self.entry("seed", text).id,
            "place-part-of": lambda text: self.entry("place", text).id,
            "id": self._id,
            "dir": _folder,
            "text": str,
            "differs": str,
        }
        if question.name in own:
            return own[question.name](text)
        if question.name in self.directories:
            return self.entry(question.name, text).id
        assert question.model
        return field_value(question.model, question.field, text)

    def entry(self, kind: str, text: str) -> Named:
        """The one entry of the registry that is meant by an id or a name."""
        directory = self.directories[kind]
        found = directory.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise UnclearError(f"«{text}» is the name of several", "write the id of one", _choices(found))
        message, near = f"there is no {kind} «{text}» in the registry", directory.near(text)
        if near:
            raise UnclearError(message, choices=_choices(near), unknown=True)
        raise UnclearError(message, _instead(kind, directory), unknown=True)

    def said(self, question: Question, value: Any) -> str:
        """What was understood, where an answer names something by its id or its code; else nothing."""
        if question.is_date:
            return f"{value}, {meaning(value)}"
        last = value[-1] if isinstance(value, list) else value
        if isinstance(last, dict):
            return ", ".join(last.values())
        if question.name in self.directories:
            entry = self.directories[question.name].entries.get(last)
            return f"{last}, {entry.name}" if entry else ""
        table = codes_of(question.field)
        return f"{last}, {table[last]}" if last in table else ""

    def _participant(self, text: str) -> dict[str, str]:
        """An actor with its role, with a colon between: ``inquiry: investigator``."""
        name, colon, role = text.rpartition(":")
        if not colon:
            raise UnclearError(f"«{text}» does not say in which role", "write both: inquiry: investigator")
        found = field_value(Participant, "role", role.strip())
        try:
            return {"actor": self.entry("actor", name.strip()).id, "role": found}
        except UnclearError as error:
            error.choices = tuple(Choice(f"{choice.answer}: {found}", choice.meaning) for choice in error.choices)
            raise

    def _id(self, text: str) -> str:
        if not is_id(text) or text == "index":
            raise UnclearError(
                f"«{text[:90]}» is not an id", "write lower-case letters and digits in words joined by hyphens"
            )
        if not is_free(self.collection, text):
            raise UnclearError(f"{text} is, or was, the id of another event", "write another one")
        return text


def _choices(entries: list[Named]) -> tuple[Choice, ...]:
    return tuple(Choice(entry.id, entry.name) for entry in entries)


def _instead(kind: str, directory: Directory) -> str:
    """What to answer where no entry is near: one of the few that there are, or how to see them all."""
    known = sorted(directory.entries)
    if len(known) <= 30:
        return f"write one of {', '.join(known)}" if known else f"the registry has no {kind} yet"
    return f"write an id or a name of registry/{kind}s.yml"


def _online(text: str) -> dict[str, str]:
    """A platform and an account, with a colon between."""
    platform, _, account = (part.strip() for part in text.partition(":"))
    if not platform or not account:
        raise UnclearError(f"«{text}» does not name a platform and an account", "write both: Twitter: @account")
    return dict(zip(ONLINE, (platform, account), strict=True))


def _folder(text: str) -> str:
    """A folder below ``events/``, relative to the record's root."""
    path = PurePosixPath(text.replace("\\", "/"))
    parts = path.parts if path.parts[:1] == ("events",) else ("events", *path.parts)
    if path.is_absolute() or any(part.startswith(".") or ":" in part or part.endswith((".md", ".")) for part in parts):
        raise UnclearError(f"{text} is no folder below events/", "write it as events/example-conflict/2013")
    return "/".join(parts)
