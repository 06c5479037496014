"""Which consignment of today's tables is which one of the earlier plan's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day

    Likeness = Callable[[Consignment], tuple[object, ...]]


def same_goods(before: Day, after: Day) -> dict[str, str]:
    """Return today's consignment id by the earlier one.

    Ids are numbers in the order of the tables: a row more or less moves them. What
    agrees in everything is matched first, then what has another ready time or must
    go today, then another promise. Rows of one key may have been joined: then
    several are the same one now. What is gone has no entry.
    """
    found: dict[str, str] = {}
    for likeness in (_exactly, _promise, _goods):
        taken = set(found.values())
        free: dict[tuple[object, ...], list[str]] = {}
        for row in after.consignments:
            if row.consignment_id not in taken:
                free.setdefault(likeness(row), []).append(row.consignment_id)
        for row in _unmatched(before, found):
            if rows := free.get(likeness(row)):
                found[row.consignment_id] = rows.pop(0)
    joined = {_goods(row): row.consignment_id for row in reversed(after.consignments)}
    for row in list(_unmatched(before, found)):
        if _goods(row) in joined:
            found[row.consignment_id] = joined[_goods(row)]
    return found


def _unmatched(before: Day, found: dict[str, str]) -> Iterator[Consignment]:
    for row in before.consignments:
        if row.consignment_id not in found:
            yield row


def _goods(row: Consignment) -> tuple[object, ...]:
    return row.kind, row.origin, row.destination, row.partner, row.goods_class


def _promise(row: Consignment) -> tuple[object, ...]:
    return *_goods(row), row.priority, row.windows, row.deadline


def _exactly(row: Consignment) -> tuple[object, ...]:
    return *_promise(row), row.ready_time, row.precooled_time, row.must
