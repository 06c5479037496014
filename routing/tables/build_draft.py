"""What the builders of one day share while they work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .build_lookup import Lookup
from .presets import Assumptions
from .schema import Findings, Row, TableSchema, parse_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from routing.domain.coordinates import Crs
    from routing.domain.day import Settings

    from .raw import RawTable


@dataclass(slots=True, kw_only=True)
class Draft:
    """The tables of a day, its date and settings, and everything found so far."""

    tables: Mapping[str, RawTable]
    date: dt.date
    settings: Settings
    crs: Crs | None = None
    wet: bool = False
    travel_given: bool = False
    found: Findings = field(default_factory=Findings)
    assumptions: Assumptions = field(default_factory=Assumptions)
    sites: Lookup = field(default_factory=lambda: Lookup("SITE"))
    partners: Lookup = field(default_factory=lambda: Lookup("PARTNER"))
    goods: Lookup = field(default_factory=lambda: Lookup("GOODS"))
    vehicles: Lookup = field(default_factory=lambda: Lookup("VEHICLE"))

    def rows(self, schema: TableSchema) -> list[Row]:
        """Parse the rows of a table; none where it is absent."""
        table = self.tables.get(schema.table)
        return parse_table(schema, table, self.found) if table else []

    def has(self, table: str) -> bool:
        """Tell whether a table is there and has rows."""
        return table in self.tables and bool(self.tables[table].rows)
