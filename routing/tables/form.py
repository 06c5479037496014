"""Tables that a road day only checks for form: their good rows are kept as text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.partner import ANY
from routing.domain.service import Services

from . import schema_services as columns
from . import schema_words as words
from .build_lookup import Lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .build_draft import Draft
    from .build_sites import SitesRead
    from .schema import Row, TableSchema

CAPACITIES = ("cap_bags", "cap_kg", "cap_m3")


def check_services(draft: Draft, sites: SitesRead) -> Services:
    """Check lines, stop times, trips, handovers, tariffs, boxes and bans."""
    form = _Form(draft, sites)
    return Services(
        lines=form.keep(columns.LINES, form.line),
        stop_times=form.keep(columns.STOP_TIMES, form.stop_time, form.stop_sequences),
        trips=form.keep(columns.TRIPS, form.trip),
        handovers=form.keep(columns.HANDOVERS, form.handover),
        tariffs=form.keep(columns.TARIFFS, form.tariff),
        boxes=form.keep(columns.BOXES, form.box),
        bans=form.keep(columns.BANS, form.ban),
    )


class _Form:
    """The checks of every table, with the ids that they refer to."""

    def __init__(self, draft: Draft, sites: SitesRead) -> None:
        self.draft = draft
        self.sites = sites
        self.lines = Lookup("LINE")

    def keep(
        self,
        schema: TableSchema,
        check: Callable[[Row], None],
        check_all: Callable[[Sequence[Row]], None] | None = None,
    ) -> tuple[dict[str, str], ...]:
        """Return the usable rows of a table as texts by column, contacts left out."""
        rows = self.draft.rows(schema)
        for row in rows:
            check(row)
        if check_all is not None:
            check_all(rows)
        known = [column.name for column in schema.columns]
        kept = []
        for row in rows:
            self.draft.found.take(row)
            if row.usable:
                cells = row.raw.cells
                kept.append({name: cells[name] for name in known if name in cells})
        return tuple(kept)

    def line(self, row: Row) -> None:
        """Check a line: one id each, a price where money is asked."""
        line_id = row.text("line_id")
        if self.lines.find(line_id):
            row.reject("DUPLICATE_ID", "line_id", word=line_id)
        elif row.usable:
            self.lines.add(line_id, row.text("name"))
        else:
            self.lines.lose(line_id, row.text("name"))
        low, high = row.values.get("price_min"), row.values.get("price_max")
        if low is not None and high is not None and high < low:
            row.reject("LIMITS_BACKWARDS", "price_max")
        if row.usable and "price" not in row.values:
            row.warn("PRICE_UNKNOWN", "line_id", word=line_id)

    def stop_time(self, row: Row) -> None:
        """Check the line and the sites of a stop."""
        self.lines.resolve(row, "line_id", self.draft.found)
        self.draft.sites.resolve(row, "site", self.draft.found)
        self._sites(row, "handover_sites")

    def stop_sequences(self, rows: Sequence[Row]) -> None:
        """Check each line's stops: seq once, offsets at the ends and rising."""
        by_line: dict[str, list[Row]] = {}
        for row in rows:
            if row.usable:
                by_line.setdefault(row.values["line_id"], []).append(row)
        for group in by_line.values():
            ordered = sorted(group, key=lambda row: row.values["seq"])
            for before, row in pairwise(ordered):
                if before.values["seq"] == row.values["seq"]:
                    row.reject("DUPLICATE_ID", "seq", word=row.text("seq"))
            for row in (ordered[0], ordered[-1]):
                if "offset_min" not in row.values and row.usable:
                    row.reject("OFFSET_MISSING", "offset_min")
            last = None
            for row in ordered:
                offset = row.values.get("offset_min")
                if offset is not None and last is not None and offset < last:
                    row.reject("OFFSET_BACKWARDS", "offset_min")
                last = offset if offset is not None else last

    def trip(self, row: Row) -> None:
        """Check a trip: its line, and that it says what it may carry."""
        self.lines.resolve(row, "line_id", self.draft.found)
        if not any(name in row.raw.cells for name in CAPACITIES):
            row.reject("CAPACITY_MISSING", "cap_bags")

    def handover(self, row: Row) -> None:
        """Check an offer: who, for whom, from where, to where, which goods."""
        found = self.draft.found
        self.draft.partners.resolve(row, "carrier", found)
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

    def tariff(self, row: Row) -> None:
        """Check a price: never paid by the recipient for what the service includes."""
        payer, stage = row.text("payer").casefold(), row.values.get("stage")
        if payer in words.RECIPIENTS and stage in words.RECIPIENT_FREE_STAGES:
            row.reject("RECIPIENT_FEE", "payer", stage=row.text("stage"))
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
        """Check where boxes are."""
        self.draft.sites.resolve(row, "site", self.draft.found)

    def ban(self, row: Row) -> None:
        """Check the sites of a banned area; a polygon names none."""
        self._sites(row, "area")

    def _sites(self, row: Row, column: str) -> None:
        for text in row.values.get(column, ()):
            if text != ANY:
                self.draft.sites.resolve_text(row, column, text, self.draft.found)

    def _township(self, row: Row) -> None:
        text = row.text("township")
        if not text or text in self.sites.totals or text in self.sites.sites:
            return
        if self.draft.sites.complete:
            near = self.draft.found.suggest("TOWNSHIP", text, self.sites.totals)
            row.reject("UNKNOWN_TOWNSHIP", "township", word=text, suggestion=near)
