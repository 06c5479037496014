"""What became of every item: the plan, corrected by what was typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.domain.consignment import Priority
from routing.domain.reason import ReasonCode
from routing.domain.transfer import TRANSFER_LEVELS
from routing.plan.actuals.closed import Closed, Done, Line, Missing, Strange
from routing.plan.actuals.model import RowKind
from routing.plan.actuals.reasons import Outcome, Why, consequence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.domain.day import Day
    from routing.plan.actuals.model import Actuals, PlannedRow

PRIORITIES = (Priority.LOW, Priority.NORMAL, Priority.HIGH)
"""Whose items are taken to be missing first, where a row holds several."""

NEVER = (ReasonCode.GOODS_PROHIBITED.value,)
"""Reasons of the plan for which goods are not taken on another day either."""


def close_day(day: Day, actuals: Actuals) -> Closed:
    """Follow every item through its hand-overs and say where it ended.

    A number typed at a transfer holds for what comes after it, unless a number
    is typed there too: the later one is believed. Where a row holds items of
    several consignments, those of low priority, then those that have waited
    least, are taken to be the missing ones.
    """
    books = _Books(day, actuals)
    for row in _in_order(actuals):
        books.pass_row(row)
    lines = tuple(books.lines())
    matched, strange = _matched(books.missing(), books.surplus)
    return Closed(
        actuals=actuals,
        done=tuple(books.done[row.key] for row in actuals.rows),
        missing=matched,
        lines=lines,
        strange=strange,
    )


def _in_order(actuals: Actuals) -> list[PlannedRow]:
    """Return the rows so that each stands behind those that feed it."""
    depth = {row.key: 0 for row in actuals.rows}
    for flow in actuals.flows:
        for place, key in enumerate(flow.rows):
            depth[key] = max(depth[key], place)
    return sorted(actuals.rows, key=lambda row: depth[row.key])


@dataclass(slots=True)
class _Piece:
    """Items of a flow that got no further than a row."""

    row: PlannedRow
    flow: int
    items: int
    why: Why


@dataclass(slots=True)
class _Books:
    """The items of each flow that are still on their way."""

    day: Day
    actuals: Actuals
    carried: list[int] = field(init=False)
    done: dict[str, Done] = field(default_factory=dict)
    pieces: list[_Piece] = field(default_factory=list)
    surplus: list[tuple[PlannedRow, int]] = field(default_factory=list)
    _flows: dict[str, list[int]] = field(default_factory=dict)
    _came: dict[tuple[object, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.actuals.rows:
            typed = self.actuals.typed.get(row.key)
            if row.carrier and typed is not None and typed.time is not None:
                self._came.setdefault(row.halt, typed.time)
        self.carried = [flow.items for flow in self.actuals.flows]
        for number in self._missing_first():
            for key in self.actuals.flows[number].rows:
                self._flows.setdefault(key, []).append(number)

    def _missing_first(self) -> list[int]:
        """Return the flows by whose items are taken to be missing first."""
        ranks = {
            row.consignment_id: (PRIORITIES.index(row.priority), row.days_waiting)
            for row in self.day.consignments
        }
        flows = self.actuals.flows
        return sorted(
            range(len(flows)),
            key=lambda at: (*ranks.get(flows[at].consignment or "", (0, 0)), -at),
        )

    def pass_row(self, row: PlannedRow) -> None:
        """Let the items pass a row, as typed or as they come."""
        flows = self._flows.get(row.key, [])
        typed = self.actuals.typed.get(row.key)
        coming = sum(self.carried[number] for number in flows)
        handed = coming
        if row.kind is RowKind.LEFT:
            handed = min((typed.items if typed else None) or 0, row.items)
        elif typed is not None and typed.items is not None:
            handed = min(typed.items, row.items)
        why = typed.why if typed is not None and typed.why is not None else None
        if handed < coming:
            self._stop(row, flows, coming - handed, why or Why.UNSAID)
        elif handed > coming:
            self._find(flows, handed - coming)
        more = max((typed.items or 0) - row.items, 0) if typed is not None else 0
        if more:
            self.surplus.append((row, more))
        self.done[row.key] = Done(
            row=row,
            items=handed,
            surplus=more,
            came=self._time(row),
            typed=typed,
            aside=row.key in self.actuals.aside,
        )

    def _time(self, row: PlannedRow) -> int | None:
        """Return the time typed in a row, else in another of its halt."""
        typed = self.actuals.typed.get(row.key)
        if typed is not None and typed.time is not None:
            return typed.time
        return self._came.get(row.halt) if row.carrier else None

    def _stop(
        self, row: PlannedRow, flows: Sequence[int], items: int, why: Why
    ) -> None:
        for number in flows:
            part = min(items, self.carried[number])
            if part:
                self.carried[number] -= part
                self.pieces.append(_Piece(row, number, part, why))
                items -= part

    def _find(self, flows: Sequence[int], items: int) -> None:
        """Take back what was missing before: a later count is believed."""
        for piece in reversed(self.pieces):
            if piece.flow in flows and items:
                part = min(items, piece.items)
                piece.items -= part
                self.carried[piece.flow] += part
                items -= part

    def missing(self) -> list[Missing]:
        """Return what was not handed over, in the order of the rows."""
        found = []
        for piece in self.pieces:
            if not piece.items:
                continue
            kept = piece.row.kind in (RowKind.COLLECT, RowKind.LEFT)
            means = consequence_of(piece.why, collected=kept)
            at = self._last_place(piece)
            stays = piece.row.reason in NEVER
            found.append(
                Missing(
                    row=piece.row,
                    consignment=self.actuals.flows[piece.flow].consignment,
                    items=piece.items,
                    why=piece.why,
                    outcome=means.outcome if not kept else Outcome.NOT_CARRIED,
                    again=means.again and not stays,
                    found_at="" if means.outcome is Outcome.ASTRAY else at,
                )
            )
        return found

    def _last_place(self, piece: _Piece) -> str:
        """Return where items last changed hands on their way, empty for their start.

        Goods fetched from a vehicle that broke down at a village, and not handed
        over afterwards, come home with the vehicle that fetched them.
        """
        rows = self.actuals.flows[piece.flow].rows
        at = rows.index(piece.row.key)
        place = self.done[rows[at - 1]].row.place if at else ""
        fetched = piece.row.kind is not RowKind.LEFT
        if place in self.day.sites and fetched:
            kept = self.day.sites[place].level in TRANSFER_LEVELS
            place = place if kept else ""
        return "" if place == self.day.centre else place

    def lines(self) -> Iterable[Line]:
        """Yield the books by site, partner, class and kind."""
        rows = {row.key: row for row in self.actuals.rows}
        demanded: Counter[tuple[str, str, str, str]] = Counter()
        delivered: Counter[tuple[str, str, str, str]] = Counter()
        for number, flow in enumerate(self.actuals.flows):
            key = _line_key(rows[flow.rows[-1]])
            demanded[key] += flow.items
            delivered[key] += self.carried[number]
        gone: Counter[tuple[tuple[str, str, str, str], Outcome]] = Counter()
        for one in self.missing():
            gone[_line_key(one.row), one.outcome] += one.items
        for key in sorted(demanded):
            site, partner, goods_class, kind = key
            yield Line(
                site=site,
                partner=partner,
                goods_class=goods_class,
                kind=kind,
                demanded=demanded[key],
                delivered=delivered[key],
                back=gone[key, Outcome.BACK],
                not_carried=gone[key, Outcome.NOT_CARRIED],
                astray=gone[key, Outcome.ASTRAY],
            )


def _line_key(row: PlannedRow) -> tuple[str, str, str, str]:
    return row.site, row.partner, row.goods_class, row.consignment_kind


@dataclass(slots=True)
class _Spare:
    """Items beyond the plan at a place, as long as nobody misses them."""

    row: PlannedRow
    items: int

    def fits(self, row: PlannedRow) -> bool:
        """Tell whether items missing in another row may be these."""
        same = self.row.partner == row.partner and self.row.site != row.site
        return same and self.row.goods_class == row.goods_class


def _matched(
    missing: Iterable[Missing], surplus: Iterable[tuple[PlannedRow, int]]
) -> tuple[tuple[Missing, ...], tuple[Strange, ...]]:
    """Find what was sent to the wrong station where a station has too many.

    Same partner and class, in the order of the rows. What nobody has too many of
    is taken to come back to where it left; what nobody misses is strange.
    """
    spare = [_Spare(row, n) for row, n in surplus if row.kind is RowKind.DELIVER]
    found: list[Missing] = []
    for one in missing:
        rest = one.items
        for place in spare if one.why is Why.MISSENT else ():
            part = min(rest, place.items) if place.fits(one.row) else 0
            if part:
                found.append(replace(one, items=part, found_at=place.row.place))
                place.items -= part
                rest -= part
        if rest:
            found.append(replace(one, items=rest))
    strange = tuple(
        Strange(
            site=place.row.place,
            partner=place.row.partner,
            goods_class=place.row.goods_class,
            items=place.items,
        )
        for place in spare
        if place.items
    )
    return tuple(found), strange
