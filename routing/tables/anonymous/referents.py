"""What the words of a day's tables mean, and the code that stands for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.goods import DEFAULT_CLASS
from routing.domain.partner import ANY
from routing.domain.units import clock

from ..build_lookup import folded
from ..build_services_trips import trip_ids
from ..build_sites import site_ids
from ..overrides_trips import bare_trip
from ..schema import Findings, parse_table
from ..schema_services import TRIPS
from ..schema_words import OVERRIDE_KINDS
from .names import Kind, Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.line import Line

    from ..build_draft import Draft
    from ..build_lookup import Lookup
    from ..build_parts import Parts
    from ..raw import RawRow

HIRED = "extra_vehicle"
NEXT_MORNING = "-D1"
"""Ends the id of a trip that began the day before."""

Where = tuple[tuple[str, str] | None, int]
"""File and sheet of a row that came from elsewhere than its table, and its number."""


@dataclass(slots=True)
class Referents:
    """The ids of a day by the words for them, and a code for every id."""

    draft: Draft
    parts: Parts
    names: Names = field(default_factory=Names)
    site_ids: dict[Where, str] = field(default_factory=dict)
    """Id by the place of a row of sites."""
    hired: set[str] = field(default_factory=set)
    """Plates of vehicles that overrides hire in."""
    _townships: dict[str, str] = field(default_factory=dict)
    """Key of a township by what its sites call it."""
    _trips: dict[str, str] = field(default_factory=dict)
    """What means the same trip, by its bare id, or by its line and departure."""

    def __post_init__(self) -> None:
        rows = self._rows("sites")
        self.site_ids = dict(zip(map(where, rows), site_ids(rows), strict=True))
        self._read_townships()
        given, give = self._given, self.names.give
        keys = [*self._townships.values(), *self.parts.sites.totals.values()]
        goods = given("goods", "goods_class") | set(self.parts.goods)
        self.hired = self._hired()
        vehicles = {vehicle_id(row) for row in self._rows("vehicles")} | self.hired
        partners = given("partners", "partner_id") | set(self.parts.partners)
        give(Kind.SITE, [*self.site_ids.values(), *self.parts.sites.sites])
        give(Kind.TOWNSHIP, keys)
        give(Kind.PARTNER, partners)
        give(Kind.GOODS, goods - {DEFAULT_CLASS})
        give(Kind.VEHICLE, vehicles)
        give(Kind.LINE, given("lines", "line_id"))
        give(Kind.TRIP, given("trips", "trip_id"))
        give(Kind.OFFER, given("handovers", "offer_id"))
        self._read_trips()

    def site(self, word: str) -> str:
        """Return the code of the site that a word means."""
        return self._code(Kind.SITE, self.draft.sites, word)

    def site_of(self, word: str, township: str) -> str:
        """Return a site's code; the township tells sites of one name apart."""
        if len(self.draft.sites.find(word)) > 1 and township:
            near = self.draft.sites.find(township + word)
            if len(near) == 1:
                return self.names.code(Kind.SITE, near[0])
        return self.site(word)

    def is_total(self, word: str) -> bool:
        """Tell whether a word of demand is a township, to be split (rule M6)."""
        sites = self.parts.sites
        return word in sites.totals and word not in sites.sites

    def township(self, word: str) -> str:
        """Return the code of a township, by its hub's names as well."""
        key = self.parts.sites.totals.get(word) or self._townships.get(word)
        if key is None and (hubs := self.draft.sites.find(word)):
            key = hubs[0]
        return self.names.code(Kind.TOWNSHIP, word if key is None else key)

    def partner(self, word: str) -> str:
        """Return the code of a partner; ``*`` stays."""
        if word == ANY:
            return word
        return self._code(Kind.PARTNER, self.draft.partners, word)

    def goods(self, word: str) -> str:
        """Return the code of a goods class; the usual one keeps its name."""
        if self.draft.goods.find(word) == (DEFAULT_CLASS,):
            return DEFAULT_CLASS
        return self._code(Kind.GOODS, self.draft.goods, word)

    def vehicle(self, word: str) -> str:
        """Return the code of a vehicle, by its id or plate."""
        return self._code(Kind.VEHICLE, self.draft.vehicles, word)

    def line(self, word: str) -> str:
        """Return the code of a line, by its id or name."""
        lines = self._lines(word)
        return self.names.code(Kind.LINE, lines[0].line_id if lines else word)

    def trip(self, word: str) -> str | None:
        """Return what means the same trip or line, however written; None: neither."""
        found = self._trips.get(bare_trip(word))
        if found is None and self._lines(word):
            return self.line(word)
        return found

    def find(self, word: str) -> str | None:
        """Return the code of whatever a word names, None where it names nothing."""
        if word == ANY:
            return word
        if self.is_total(word):
            return self.township(word)
        lookups = (
            (Kind.VEHICLE, self.draft.vehicles),
            (Kind.SITE, self.draft.sites),
            (Kind.PARTNER, self.draft.partners),
        )
        for kind, lookup in lookups:
            if len(keys := lookup.find(word)) == 1:
                return self.names.code(kind, keys[0])
        if self.draft.goods.find(word):
            return self.goods(word)
        return self.trip(word)

    def _code(self, kind: Kind, lookup: Lookup, word: str) -> str:
        keys = lookup.find(word)
        return self.names.code(kind, keys[0] if len(keys) == 1 else word)

    def _rows(self, table: str) -> tuple[RawRow, ...]:
        found = self.draft.tables.get(table)
        return found.rows if found else ()

    def _given(self, table: str, column: str) -> set[str]:
        return {row.cells[column] for row in self._rows(table) if column in row.cells}

    def _hired(self) -> set[str]:
        """Return the plates that overrides hire in."""
        words = {
            row.cells.get("object", "")
            for row in self._rows("overrides")
            if OVERRIDE_KINDS.get(row.cells.get("kind", "")) == HIRED
        }
        return {word for word in words if word and not self.draft.vehicles.find(word)}

    def _read_townships(self) -> None:
        """Learn from the sites what their townships are called."""
        sites = self.parts.sites
        for row in self._rows("sites"):
            text, site = row.cells.get("township"), self.site_ids[where(row)]
            if text is not None and site in sites.townships:
                self._townships.setdefault(text, sites.townships[site])

    def _read_trips(self) -> None:
        table = self.draft.tables.get(TRIPS.table)
        for row in parse_table(TRIPS, table, Findings()) if table else ():
            if row.usable:
                old, line = trip_ids(row), row.values["line_id"]
                row.values.update(self._named(row.values))
                for before, after in zip(old, trip_ids(row), strict=True):
                    self._trips[bare_trip(before)] = after
                    self._trips[bare_trip(before + NEXT_MORNING)] = after + NEXT_MORNING
                for leaves in map(clock, row.values["departures"]):
                    said = f"{self.line(line)} {leaves}"
                    for x in self._lines(line):
                        for word in (x.line_id, x.name):
                            key = bare_trip(f"{word} {leaves}")
                            self._trips.setdefault(key, said)

    def _lines(self, word: str) -> list[Line]:
        """Return the lines that an id or a name means."""
        lines = self.parts.services.lines.values()
        key = folded(word)
        return [x for x in lines if key in (folded(x.line_id), folded(x.name))]

    def _named(self, values: Mapping[str, str]) -> dict[str, str]:
        named = {"line_id": self.line(values["line_id"])}
        if "trip_id" in values:
            named["trip_id"] = self.names.code(Kind.TRIP, values["trip_id"])
        return named


def where(row: RawRow) -> Where:
    """Return the place of a row: stops of a feed number their rows anew."""
    return row.place, row.row


def vehicle_id(row: RawRow) -> str:
    """Return the id of a row of vehicles: its own, else the plate."""
    return row.cells.get("vehicle_id") or row.cells.get("plate", "")
