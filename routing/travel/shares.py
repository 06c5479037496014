"""How many metres of a plan rest on which source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .matrix import UNREACHABLE, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .matrix import Travel


def metres_by_source(
    travel: Travel, profile: str, pairs: Iterable[tuple[str, str]]
) -> dict[Source, int]:
    """Add up the metres of driven pairs (site ids) by source.

    Returns
    -------
    dict
        Every ``Source`` in its order, 0 where none; pairs that cannot be
        driven count under their source with 0 metres.
    """
    matrix = travel.of(profile)
    total = dict.fromkeys(Source, 0)
    for origin, destination in pairs:
        place = travel.index[origin], travel.index[destination]
        metres = int(matrix.metres[place])
        if metres < UNREACHABLE:
            total[Source(int(matrix.source[place]))] += metres
    return total
