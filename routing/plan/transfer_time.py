"""How long a bag takes at the sites where it changes carriers (rules T4a, T4b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.partner import SortDepth
from routing.domain.transfer import handling_duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day

    from .model import PlannedBag


def transfer_durations(
    day: Day,
    bag: PlannedBag,
    sites: Sequence[str],
    rows: Mapping[str, Consignment],
) -> list[int]:
    """Return the seconds from arrival until a bag is ready again, site by site.

    ``rows`` are the day's consignments by id. A plan may be read beside other
    tables: a site that they do not know takes no time.
    """
    unsorted = _starts_unsorted(day, bag, rows)
    items = sum(bag.items.values())
    found = []
    for name in sites:
        site = day.sites.get(name)
        if site is None:
            found.append(0)
            continue
        found.append(
            handling_duration(site, items, sorted_here=unsorted and site.sorts)
        )
        unsorted = unsorted and not site.sorts
    return found


def _starts_unsorted(
    day: Day, bag: PlannedBag, rows: Mapping[str, Consignment]
) -> bool:
    """Tell whether a delivery below a hub is packed before it is sorted."""
    origin, destination = day.sites.get(bag.origin), day.sites.get(bag.destination)
    if origin is None or origin.sorts or destination is None:
        return False
    known = (rows.get(key) for key in bag.contents)
    return destination.township is not None and any(
        row is not None
        and row.kind is ConsignmentKind.DELIVERY
        and day.partners[row.partner].sort_depth is SortDepth.TOWNSHIP
        for row in known
    )
