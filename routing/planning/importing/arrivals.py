"""Whether a day's items by partner are as usual: read beside what imports kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.tables.brand.history import read_history, unusual_totals
from routing.tables.brand.records import records_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day
    from routing.tables.finding import Finding


def arrival_findings(paths: Sequence[Path], day: Day) -> tuple[Finding, ...]:
    """Return a warning for each partner that is missing or far from its usual items.

    Parameters
    ----------
    paths
        The day's folder, or its files; 导入记录 is looked for beside the first.
    day
        The day; rows set aside count as well.

    Returns
    -------
    tuple
        Empty where no import was recorded.
    """
    if not paths:
        return ()
    history = read_history(records_folder(paths[0]))
    if not history:
        return ()
    totals: Counter[str] = Counter()
    for consignment in day.consignments:
        if consignment.kind is ConsignmentKind.DELIVERY:
            totals[consignment.partner] += consignment.items
    for row in day.set_aside:
        totals[row.partner] += row.items
    names = {key: partner.name for key, partner in day.partners.items()}
    return tuple(unusual_totals(history, totals, day.date, names))
