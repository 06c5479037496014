"""Timetable, prices, boxes and bans checked row by row: ids known, form right."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.partner import ANY
from routing.domain.service import Services
from routing.domain.vehicle import Temperature

from . import schema_services as columns
from . import schema_words as words
from .build_lookup import Lookup, folded
from .build_services_parties import check_parties, resolve_carrier
from .calendar import DAILY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from routing.domain.partner import Partner

    from .build_draft import Draft
    from .build_sites import SitesRead
    from .calendar import ServiceDays
    from .schema import Row, TableSchema

CAPACITIES = ("cap_bags", "cap_kg", "cap_m3")


@dataclass(slots=True)
class ServiceRows:
    """The rows of all service tables by table, bad ones too, not yet taken."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def usable(self, table: str) -> list[Row]:
        """Return the rows of a table that can be used, in table order."""
        return [row for row in self.rows.get(table, []) if row.usable]

    def texts(self, schema: TableSchema) -> tuple[dict[str, str], ...]:
        """Return the usable rows of a table as texts by column, contacts left out."""
        known = [
            column.name
            for column in schema.columns
            if column.name not in words.CONTACT_COLUMNS
        ]
        return tuple(
            {name: row.raw.cells[name] for name in known if name in row.raw.cells}
            for row in self.usable(schema.table)
        )

    def services(self) -> Services:
        """Return what is usable as texts."""
        return Services(
            lines=self.texts(columns.LINES),
            stop_times=self.texts(columns.STOP_TIMES),
            trips=self.texts(columns.TRIPS),
            handovers=self.texts(columns.HANDOVERS),
            tariffs=self.texts(columns.TARIFFS),
            boxes=self.texts(columns.BOXES),
            bans=self.texts(columns.BANS),
        )

    def take(self, draft: Draft) -> None:
        """Move all findings to the draft, table by table."""
        for rows in self.rows.values():
            for row in rows:
                draft.found.take(row)


def check_services(
    draft: Draft, sites: SitesRead, partners: dict[str, Partner]
) -> ServiceRows:
    """Check lines, stop times, trips, handovers, tariffs, boxes and bans.

    An operator or owner that no table of partners could know joins ``partners``.
    """
    form = _Form(draft, sites, partners)
    form.check(columns.LINES, form.line)
    form.check(columns.STOP_TIMES, form.stop_time, form.stop_sequences)
    form.check(columns.TRIPS, form.trip)
    form.check(columns.HANDOVERS, form.handover)
    form.check(columns.TARIFFS, form.tariff)
    form.check(columns.BOXES, form.box)
    form.check(columns.BANS, form.ban)
    return form.read


class _Form:
    """The checks of every table, with the ids that they refer to."""

    def __init__(
        self, draft: Draft, sites: SitesRead, partners: dict[str, Partner]
    ) -> None:
        self.draft = draft
        self.sites = sites
        self.partners = partners
        self.lines = Lookup("LINE")
        self.read = ServiceRows()
        self._orphans: dict[int, Row] = {}

    def check(
        self,
        schema: TableSchema,
        check: Callable[[Row], None],
        check_all: Callable[[Sequence[Row]], None] | None = None,
    ) -> None:
        """Check the rows of a table, and then what holds between them."""
        rows = self.draft.rows(schema)
        for row in rows:
            check(row)
        if check_all is not None:
            check_all(rows)
        self.read.rows[schema.table] = rows

    def line(self, row: Row) -> None:
        """Check a line: one id each, a price where money is asked."""
        line_id = row.text("line_id")
        resolve_carrier(self.draft, row, "operator", self.partners)
        low, high = row.values.get("price_min"), row.values.get("price_max")
        if low is not None and high is not None and high < low:
            row.reject("LIMITS_BACKWARDS", "price_max")
        if self.lines.find(line_id):
            row.reject("DUPLICATE_ID", "line_id", word=line_id)
        elif row.usable:
            self.lines.add(line_id, row.text("name"))
        else:
            self.lines.lose(line_id, row.text("name"))
        if row.usable and "price" not in row.values:
            row.warn("PRICE_UNKNOWN", "price", word=line_id)

    def _line_of(self, row: Row) -> None:
        """Find the line of a row, which may be written by its name."""
        line_id = self.lines.resolve(row, "line_id", self.draft.found)
        if line_id is not None:
            row.values["line_id"] = line_id

    def stop_time(self, row: Row) -> None:
        """Check the line and the sites of a stop."""
        good = row.usable
        self._line_of(row)
        found = len(row.findings)
        self.draft.sites.resolve(row, "site", self.draft.found)
        for text in row.values.get("handover_sites", ()):
            self.draft.sites.resolve_text(row, "handover_sites", text, self.draft.found)
        if good and not row.usable and len(row.findings) == found:
            self._orphans[id(row)] = row

    def stop_sequences(self, rows: Sequence[Row]) -> None:
        """Check each line's stops: seq once, offsets at the ends and rising.

        Stops whose line was set aside are checked like all others: what is wrong
        with them is not to come out only when the line is mended. Where no line
        is called so, the ends of the line are not known either.
        """
        by_line: dict[str, list[Row]] = {}
        for row in rows:
            if row.usable or id(row) in self._orphans:
                by_line.setdefault(folded(row.values["line_id"]), []).append(row)
        for group in by_line.values():
            ordered = sorted(group, key=lambda row: row.values["seq"])
            again = [row for before, row in pairwise(ordered) if _same_seq(before, row)]
            for row in again:
                row.reject("DUPLICATE_ID", "seq", word=row.text("seq"))
            line = ordered[0].values["line_id"]
            if self.lines.find(line) or self.lines.is_lost(line):
                for row in (*ordered[:1], *ordered[1:][-1:]):
                    if "offset_min" not in row.values and row not in again:
                        row.reject("OFFSET_MISSING", "offset_min")
            last = None
            for row in ordered:
                last = self._not_backwards(row, last)

    @staticmethod
    def _not_backwards(row: Row, last: Decimal | None) -> Decimal | None:
        """Check arrival and departure against the stop before; return the later."""
        leaves = row.values.get("offset_min")
        arrives = row.values.get("arrive_min", leaves)
        if arrives is not None and last is not None and arrives < last:
            written = "arrive_min" in row.values
            row.reject("OFFSET_BACKWARDS", "arrive_min" if written else "offset_min")
        elif arrives is not None and leaves is not None and leaves < arrives:
            row.reject("OFFSET_BACKWARDS", "offset_min")
        return leaves if leaves is not None else last

    def trip(self, row: Row) -> None:
        """Check a trip: its line, and that it says what it may carry."""
        self._line_of(row)
        _check_days(row)
        if not any(name in row.raw.cells for name in CAPACITIES):
            row.reject("CAPACITY_MISSING", "cap_bags")

    def handover(self, row: Row) -> None:
        """Check an offer: who, for whom, from where, to where, which goods."""
        found = self.draft.found
        resolve_carrier(self.draft, row, "carrier", self.partners)
        for text in row.values.get("for_partners", ()):
            if text != ANY:
                self.draft.partners.resolve_text(row, "for_partners", text, found)
        self.draft.sites.resolve(row, "from_site", found)
        self._sites(row, "to_sites")
        for text in row.values.get("goods_classes", ()):
            self.draft.goods.resolve_text(row, "goods_classes", text, found)
        if not row.text("to_sites") and not row.text("township"):
            row.reject("CELL_MISSING", "to_sites")
        self._township(row)
        check_parties(self.draft, row)
        _check_days(row)
        handed, delivered = (
            row.values.get(name) for name in ("cutoff_time", "delivered_by")
        )
        if handed is not None and delivered is not None and delivered <= handed:
            row.reject("DELIVERED_TOO_EARLY", "delivered_by")

    def tariff(self, row: Row) -> None:
        """Check a price: never paid by the recipient for what the service includes."""
        stage = row.values.get("stage")
        if stage not in words.PRIVATE_STAGES and _receives(self.draft, row):
            row.reject("RECIPIENT_FEE", "payer", stage=row.text("stage"))
        check_parties(self.draft, row)
        self.draft.goods.resolve(row, "goods_class", self.draft.found)
        for column in ("from_site", "to_site"):
            self.draft.sites.resolve(row, column, self.draft.found)
        self._township(row)
        start, end = row.values.get("valid_from"), row.values.get("valid_to")
        if start is not None and end is not None and end < start:
            row.reject("DATES_BACKWARDS", "valid_to")
        low, high = row.values.get("tier_from"), row.values.get("tier_to")
        if low is not None and high is not None and high < low:
            row.reject("LIMITS_BACKWARDS", "tier_to")

    def box(self, row: Row) -> None:
        """Check boxes: whose, where, and that they keep something cold (C2a)."""
        resolve_carrier(self.draft, row, "owner", self.partners)
        self.draft.sites.resolve(row, "site", self.draft.found)
        if row.values.get("temp") is Temperature.AMBIENT:
            row.reject("BOX_AMBIENT", "temp")

    def ban(self, row: Row) -> None:
        """Check the sites of a banned area; a polygon names none."""
        if "area" in row.values:
            self._resolved(row, "area", row.values["area"].sites)

    def _sites(self, row: Row, column: str) -> None:
        self._resolved(row, column, row.values.get(column, ()))

    def _resolved(self, row: Row, column: str, texts: Sequence[str]) -> None:
        for text in texts:
            if text != ANY:
                self.draft.sites.resolve_text(row, column, text, self.draft.found)

    def _township(self, row: Row) -> None:
        text = row.text("township")
        if not text or text in self.sites.totals or text in self.sites.sites:
            return
        if self.draft.sites.complete:
            near = self.draft.found.suggest("TOWNSHIP", text, self.sites.totals)
            row.reject("UNKNOWN_TOWNSHIP", "township", word=text, suggestion=near)


def _receives(draft: Draft, row: Row) -> bool:
    """Tell whether the payer is who receives the goods, in whatever words."""
    payer = row.text("payer")
    if draft.partners.find(payer):
        return False
    text = folded(payer)
    for body in words.COMMITTEES:
        text = text.replace(body, "")
    return any(word in text for word in words.RECIPIENTS)


def _check_days(row: Row) -> None:
    """Refuse days of a timetable that nobody knows beforehand."""
    rule: ServiceDays = row.values.get("days", DAILY)
    if rule.interval is not None:
        row.reject("TRIP_DAYS_OPEN", "days")


def _same_seq(before: Row, row: Row) -> bool:
    return bool(before.values["seq"] == row.values["seq"])
