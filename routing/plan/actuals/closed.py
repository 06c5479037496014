"""A day that was closed: what became of every item, in the words of conservation.

Demanded = delivered + brought back + not carried + elsewhere, for every site,
partner, class and kind. For goods that go upstream, delivered means collected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import RowKind, Seal

if TYPE_CHECKING:
    from .model import Actuals, PlannedRow, Typed
    from .reasons import Outcome, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A row with what happened: items handed over, those beyond the plan apart.

    ``came`` is the time typed here, else in another row of the same halt.
    """

    row: PlannedRow
    items: int
    surplus: int = 0
    came: int | None = None
    typed: Typed | None = None
    aside: bool = False

    @property
    def time(self) -> int | None:
        """When it happened: as typed, else as planned; None for nothing handed over."""
        if not self.items:
            return None
        return self.row.time if self.came is None else self.came

    @property
    def missing(self) -> int:
        """Items planned that were not handed over here."""
        return self.row.items - self.items

    @property
    def delay(self) -> int | None:
        """Seconds after the planned time, where both are known."""
        if self.came is None or self.row.time is None:
            return None
        return self.came - self.row.time

    @property
    def seal_wrong(self) -> bool:
        """Whether a seal was found otherwise than whole."""
        seal = None if self.typed is None else self.typed.seal
        return seal is not None and seal is not Seal.WHOLE

    @property
    def out_of_range(self) -> bool:
        """Whether cold goods were outside their limits."""
        found = None if self.typed is None else self.typed.temperature
        if found is None or not self.row.cold:
            return False
        least, most = self.row.minimum, self.row.maximum
        return (least is not None and found < least) or (
            most is not None and found > most
        )

    @property
    def differs(self) -> bool:
        """Whether anything was not as planned; what was left behind stays so."""
        if self.row.kind is RowKind.LEFT:
            return self.typed is not None
        return self.typed is not None or self.aside or self.missing != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Items of a consignment that were not handed over, and what becomes of them.

    ``consignment`` is None for a table's row that could not be used; ``again``
    whether they belong to the next day; ``found_at`` is the site where they are:
    the wrong station, or where they changed carriers last; empty for their origin.
    """

    row: PlannedRow
    consignment: str | None
    items: int
    why: Why
    outcome: Outcome
    again: bool
    found_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Conservation of one site, partner, class and kind, in items."""

    site: str
    partner: str
    goods_class: str
    kind: str
    demanded: int
    delivered: int
    back: int
    not_carried: int
    astray: int

    @property
    def balanced(self) -> bool:
        """Whether no item is lost to the books."""
        rest = self.back + self.not_carried + self.astray
        return self.demanded == self.delivered + rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    """Items found at a site that are not its own, and of which nobody knows more."""

    site: str
    partner: str
    goods_class: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A day with what happened, row by row, and its books."""

    actuals: Actuals
    done: tuple[Done, ...]
    missing: tuple[Missing, ...]
    lines: tuple[Line, ...]
    strange: tuple[Strange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A figure of the tables that the day's times speak against; never applied.

    ``code`` names what it is about (texts of closing, ``SUGGEST_...``), ``about``
    the profile, level or site; ``now`` and ``better`` are as they are typed.
    """

    code: str
    about: str
    now: str
    better: str
    count: int
