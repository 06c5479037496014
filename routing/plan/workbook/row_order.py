"""In which order the halts of an edited tour are meant.

The column *order* decides, wherever a row stands: sorting and filtering the
sheet change nothing. Rows of one number are one halt where they name one site;
sites of the same number follow each other as their rows do. A blank number
stands directly after the row above of the same tour.

One edit leaves the numbers alone and is meant all the same: rows that were cut
and put elsewhere. So where the numbers of a tour are those that were written,
its rows stand in another order, each halt's rows are still together, and the
sheet as a whole was not sorted (few halts stand after a later one), the rows
are read as they stand. Likewise rows that were moved to another tour with the
number of the old one: they stand where they were put, like blank ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeVar

from .edit import HandHalt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .edit import HandRow

Key = TypeVar("Key")

MOVED_BLOCKS = 3
"""So many halts out of place are moved by hand, however short the sheet."""

SORTED_SHARE = 4
"""Where more than one in so many halts is out of place, the sheet was sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """The halts of a tour; ``moved``: read as the rows stand, not by the numbers."""

    halts: tuple[HandHalt, ...]
    moved: bool = False
    ignored: bool = False
    """Rows stand in another order than their numbers, which were followed."""


def is_sorted_anew(rows: Sequence[HandRow]) -> bool:
    """Tell whether the rows of the whole sheet were sorted by another column."""
    places = [row.former for row in rows if row.former and _keeps_number(row)]
    # Vehicles have no order among each other: each counts from its first row.
    seen: dict[str, int] = {}
    for vehicle, _, _ in places:
        seen.setdefault(vehicle, len(seen))
    halts = _blocks((seen[v], tour, order) for v, tour, order in places)
    back = sum(after < before for before, after in pairwise(halts))
    repeated = len(halts) - len(set(halts))
    if back + repeated > max(MOVED_BLOCKS, len(halts) // SORTED_SHARE):
        return True
    # In a short sheet: several tours in disorder, and mixed with each other.
    tours: dict[tuple[int, int], list[int]] = {}
    for rank, tour, order in halts:
        tours.setdefault((rank, tour), []).append(order)
    astray = sum(orders != sorted(orders) for orders in tours.values())
    parts = len(_blocks(halt[:2] for halt in halts))
    return astray > 1 and parts > len(tours)


def forget_stale_numbers(rows: Sequence[HandRow]) -> list[HandRow]:
    """Return the rows of the sheet without numbers that came from another tour.

    That is: rows moved together out of a tour and away from its other rows. One
    whose vehicle or tour was only changed in its cell keeps the number.
    """
    groups = [
        (key, list(found)) for key, found in groupby(rows, key=lambda row: _move(row))
    ]
    kept: list[HandRow] = []
    for index, (move, found) in enumerate(groups):
        around = [
            groups[place][1][side]
            for place, side in ((index - 1, -1), (index + 1, 0))
            if 0 <= place < len(groups)
        ]
        left_home = move is not None and not any(
            other.former is not None and other.former[:2] == move[0] for other in around
        )
        if left_home:
            kept += [replace(row, order=None) for row in found]
        else:
            kept += found
    return kept


def _move(row: HandRow) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """Return the tours a row left and came to with its old number, else None."""
    if row.former is None or row.former[2] != row.order:
        return None
    before, now = row.former[:2], (row.vehicle, row.tour)
    return None if before == now else (before, now)


def order_halts(rows: Sequence[HandRow], *, sorted_anew: bool) -> Ordered:
    """Return the halts of one tour from its rows, given as the sheet has them."""
    by_number = _by_number(rows)
    kept = [row for row in rows if _keeps_number(row)]
    numbers = [row.order or Decimal(0) for row in kept]
    astray = any(after < before for before, after in pairwise(numbers))
    if not astray:
        return Ordered(halts=_halts(by_number))
    if sorted_anew or not _together(kept):
        return Ordered(halts=_halts(by_number), ignored=True)
    return Ordered(halts=_halts(rows), moved=True)


def _keeps_number(row: HandRow) -> bool:
    """Tell whether a row still has the tour and number it was written with."""
    if row.former is None:
        return False
    vehicle, tour, order = row.former
    return (row.vehicle, row.tour) == (vehicle, tour) and row.order == order


def _together(rows: Sequence[HandRow]) -> bool:
    """Tell whether the rows of each halt stand next to each other."""
    blocks = _blocks(row.former for row in rows)
    return len(blocks) == len(set(blocks))


def _blocks(keys: Iterable[Key]) -> list[Key]:
    """Return neighbouring equal keys as one."""
    return [key for key, _ in groupby(keys)]


def _by_number(rows: Sequence[HandRow]) -> list[HandRow]:
    """Sort by number; rows of one number and site together, as they first stand."""
    last = Decimal("-Infinity")
    first: dict[tuple[Decimal, str], int] = {}
    keyed = []
    for index, row in enumerate(rows):
        if row.order is not None:
            last = row.order
        # A blank one: directly after what stands above, before the next number.
        place = first.setdefault((last, row.site), index)
        keyed.append(((last, row.order is None, place, index), row))
    return [row for _, row in sorted(keyed, key=lambda pair: pair[0])]


def _halts(rows: Iterable[HandRow]) -> tuple[HandHalt, ...]:
    halts: list[list[HandRow]] = []
    for row in rows:
        if halts and halts[-1][0].site == row.site:
            halts[-1].append(row)
        else:
            halts.append([row])
    return tuple(HandHalt(site=rows[0].site, rows=tuple(rows)) for rows in halts)
