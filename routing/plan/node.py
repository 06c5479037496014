"""A value inside plan.json that knows its place, for located errors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from routing.texts.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Collection

FAMILY = "plan_file"
MAX_SHOWN = 40


class Fault(StrEnum):
    """What can be wrong with the file."""

    NOT_JSON = "NOT_JSON"
    NOT_UTF8 = "NOT_UTF8"
    CUT_OFF = "CUT_OFF"
    KEY_TWICE = "KEY_TWICE"
    BAD_NUMBER = "BAD_NUMBER"
    NUMBER_TOO_LONG = "NUMBER_TOO_LONG"
    TOO_DEEP = "TOO_DEEP"
    WRONG_VERSION = "WRONG_VERSION"
    MISSING_KEY = "MISSING_KEY"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    WRONG_TYPE = "WRONG_TYPE"
    NOT_ALLOWED = "NOT_ALLOWED"


class Kind(StrEnum):
    """What a value may have to be."""

    OBJECT = "OBJECT"
    LIST = "LIST"
    TEXT = "TEXT"
    WHOLE = "WHOLE"
    COUNT = "COUNT"
    BOOL = "BOOL"


class PlanFileError(ValueError):
    """A plan.json that cannot be a plan: ``code``, ``place`` and the message.

    The message is Chinese; ``in_language`` gives it in another language.
    """

    def __init__(self, code: Fault, place: str = "", **values: object) -> None:
        self.code = code
        self.place = place
        self._values = values
        super().__init__(self.in_language("zh"))

    def in_language(self, lang: str) -> str:
        """Return the message in a language of the catalogue."""
        values = dict(self._values)
        kind = values.get("kind")
        if kind is not None:
            values["expected"] = text(FAMILY, f"TYPE_{kind}", lang)
        return text(FAMILY, self.code, lang, place=self.place, **values)


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its path; every getter raises ``PlanFileError`` with the path."""

    value: Any
    place: str

    def wrong(self, kind: Kind) -> PlanFileError:
        """Return the error that a value of another kind was expected here."""
        shown = str(self.value)[:MAX_SHOWN]
        return PlanFileError(Fault.WRONG_TYPE, self.place, kind=kind, value=shown)

    def at(self, key: str) -> Node:
        """Return the value under ``key`` of an object."""
        return Node(self._under(key), self._place(key))

    def _place(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _under(self, key: str) -> Any:  # noqa: ANN401
        if not isinstance(self.value, dict):
            raise self.wrong(Kind.OBJECT)
        if key not in self.value:
            raise PlanFileError(Fault.MISSING_KEY, self._place(key))
        return self.value[key]

    def only(self, keys: Collection[str]) -> Node:
        """Return the object itself when it holds no other keys."""
        if not isinstance(self.value, dict):
            raise self.wrong(Kind.OBJECT)
        for key in self.value:
            if key not in keys:
                raise PlanFileError(Fault.UNKNOWN_KEY, self._place(key))
        return self

    def rows(self, key: str) -> list[Node]:
        """Return the members of the list under ``key``."""
        return self.at(key).members()

    def members(self) -> list[Node]:
        """Return the members of the list itself."""
        if not isinstance(self.value, list):
            raise self.wrong(Kind.LIST)
        return [
            Node(member, f"{self.place}[{index}]")
            for index, member in enumerate(self.value)
        ]

    def text(self, key: str) -> str:
        """Return the text under ``key``."""
        value = self._under(key)
        if not isinstance(value, str):
            raise self.at(key).wrong(Kind.TEXT)
        return value

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """Return the text under ``key`` when it is one of ``allowed``."""
        value = self.text(key)
        if value not in allowed:
            place = self.at(key).place
            raise PlanFileError(
                Fault.NOT_ALLOWED, place, expected=", ".join(allowed), value=value
            )
        return value

    def has(self, key: str) -> bool:
        """Tell whether the object has a value other than null under ``key``."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def whole(self, key: str) -> int:
        """Return the whole number under ``key``."""
        value = self._under(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.at(key).wrong(Kind.WHOLE)
        return value

    def count(self, key: str) -> int:
        """Return the whole number of at least 0 under ``key``."""
        value = self.whole(key)
        if value < 0:
            raise self.at(key).wrong(Kind.COUNT)
        return value

    def flag(self, key: str) -> bool:
        """Return the truth value under ``key``."""
        node = self.at(key)
        if not isinstance(node.value, bool):
            raise node.wrong(Kind.BOOL)
        return node.value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under ``key``."""
        members = self.rows(key)
        for member in members:
            if not isinstance(member.value, str):
                raise member.wrong(Kind.TEXT)
        return tuple(member.value for member in members)

    def mapping(self, key: str) -> dict[str, Any]:
        """Return the object under ``key`` as it is."""
        node = self.at(key)
        if not isinstance(node.value, dict):
            raise node.wrong(Kind.OBJECT)
        return dict(node.value)

    def counts(self, key: str) -> dict[str, int]:
        """Return the object under ``key``, whose values are counts."""
        node = self.at(key)
        return {name: node.count(name) for name in self.mapping(key)}

    def text_map(self, key: str) -> dict[str, str]:
        """Return the object under ``key``, whose values are texts."""
        node = self.at(key)
        return {name: node.text(name) for name in self.mapping(key)}
