"""An import on its way: what was asked for, read, counted and found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.tables.brand.history import Arrival, content_of
from routing.tables.brand.known import STAYS
from routing.tables.brand.match import UNMATCHED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from routing.tables.brand.export import Exports
    from routing.tables.brand.known import Known
    from routing.tables.brand.match import Matched
    from routing.tables.brand.parcels import Counted
    from routing.tables.brand.records import Layouts
    from routing.tables.finding import Finding
    from routing.tables.raw import RawTable
    from routing.tables.read import TablesRead

    from .codes import CodesGathered


@dataclass(frozen=True, kw_only=True)
class ImportRequest:
    """What the command line asks for."""

    file: Sequence[Path]
    partner: str
    day: Path
    out: Path | None = None
    codes: Sequence[Path] = ()
    columns: str = ""
    date: dt.date | None = None
    yes: bool = False
    strict: bool = False


@dataclass(kw_only=True)
class Import:
    """An import on its way, and everything found in it."""

    request: ImportRequest
    partner: str
    date: dt.date
    known: Known
    read: TablesRead
    layouts: Layouts
    history: list[Arrival]
    records: Path
    demand: Path
    """File that the demand is written to."""
    old_demand: RawTable | None
    exports: Exports
    counted: Counted
    gathered: CodesGathered
    matched: Matched
    asked: list[Finding] = field(default_factory=list)
    confirmed: bool = False
    """Whether a person said that what was asked is right."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the partner is called."""
        return self.known.partner_names.get(self.partner, self.partner)

    @property
    def written_name(self) -> str:
        """What the partner is called in tables: its name where that is clear."""
        clear = self.known.partners.find(self.name) == (self.partner,)
        return self.name if clear else self.partner

    @property
    def items_open(self) -> int:
        """Items that match no site."""
        return self.matched.items_at(place=UNMATCHED)

    @property
    def items_staying(self) -> int:
        """Items that are not carried to the villages."""
        return self.matched.items_at(place=STAYS)

    @property
    def content(self) -> Arrival:
        """What is kept of this import."""
        return Arrival(
            date=self.date,
            partner=self.partner,
            items=self.counted.items,
            content=content_of(self.counted),
        )
