"""What sites and promises say of an instant (rules T1, T1b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .late import deadline_of, windows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..domain.consignment import Consignment
    from ..domain.window import Windows
    from .case import Case


def bound_rows(case: Case, site: str, bags: tuple[str, ...]) -> Iterator[Consignment]:
    """Yield the consignments in these bags whose promises hold at this site."""
    for bag in bags:
        if bag in case.bags:
            for row, _ in case.bags[bag].rows:
                if row.outer_site == site:
                    yield row


def windows_off(windows: Windows, time: int) -> int:
    """Return seconds between an instant and the nearest window; 0 inside or if none."""
    return min(
        (max(window.early - time, time - window.late, 0) for window in windows),
        default=0,
    )


def after_last(windows: Windows, time: int) -> int:
    """Return seconds after the end of the last window."""
    if not windows:
        return 0
    return max(0, time - max(window.late for window in windows))


def own_off(row: Consignment, time: int) -> int:
    """Return seconds between an instant and when a consignment may be served (T1c)."""
    return min(
        (
            max(early - time, 0 if late is None else time - late, 0)
            for early, late in windows_of(row)
        ),
        default=0,
    )


def own_after(row: Consignment, time: int) -> int:
    """Return seconds after a consignment may be served for the last time."""
    ends = [late for _, late in windows_of(row)]
    known = [late for late in ends if late is not None]
    return max(0, time - max(known)) if known and len(known) == len(ends) else 0


def deadline_over(rows: Iterable[Consignment], time: int) -> int:
    """Return seconds after the tightest deadline; 0 without one."""
    limits = [limit for row in rows if (limit := deadline_of(row)) is not None]
    return max(0, time - min(limits)) if limits else 0
