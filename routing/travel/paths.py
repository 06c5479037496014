"""Shortest paths over known pairs: what a partial table leaves out (by metres).

Dijkstra on dense rows, one origin at a time and only for origins that lack
something, so that a complete table costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .matrix import UNREACHABLE, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .pairs import Pairs

_SHIFT = 32
_FAR = np.int64(UNREACHABLE) << _SHIFT


def fill_by_paths(pairs: Pairs) -> None:
    """Fill the missing pairs that known pairs connect, marked ``PATH``.

    The way with the fewest metres is taken, of equals the one with the fewest
    seconds; directions are kept apart. Pairs that are known are not touched.
    """
    missing = pairs.missing
    # A path needs a known way out of its origin and into its destination;
    # each site reaches itself.
    known = pairs.metres < UNREACHABLE
    leaves, enters = known.sum(axis=1) > 1, known.sum(axis=0) > 1
    rows = np.flatnonzero(leaves & (missing & enters).any(axis=1))
    if not rows.size:
        return
    keys = _keys(pairs)
    for row in rows:
        best = _shortest(keys, int(row))
        found = missing[row] & (best < _FAR)
        _write(pairs, int(row), found, best)


def fill_closed(pairs: Pairs, closed: Sequence[tuple[int, int]]) -> None:
    """Give closed pairs their way round over all other pairs, if there is one.

    The direct pair is closed, nothing else: a table does not tell which other
    pairs lead over the same road. Whoever knows that closes those as well.
    """
    if not closed:
        return
    keys = _keys(pairs)
    for origin, destination in closed:
        best = _shortest(keys, origin)
        found = np.zeros(len(best), dtype=bool)
        found[destination] = best[destination] < _FAR
        _write(pairs, origin, found, best)


def _keys(pairs: Pairs) -> NDArray[np.int64]:
    """Metres above, seconds below: sums compare by metres, then by seconds."""
    keys = pairs.metres.astype(np.int64) << _SHIFT
    keys += pairs.seconds
    keys[pairs.metres >= UNREACHABLE] = _FAR
    return keys


def _write(
    pairs: Pairs, row: int, found: NDArray[np.bool_], best: NDArray[np.int64]
) -> None:
    pairs.metres[row, found] = best[found] >> _SHIFT
    pairs.seconds[row, found] = best[found] & ((1 << _SHIFT) - 1)
    pairs.source[row, found] = Source.PATH


def _shortest(keys: NDArray[np.int64], origin: int) -> NDArray[np.int64]:
    """Return the shortest sum of keys from one row to every other."""
    best: NDArray[np.int64] = keys[origin].copy()
    open_best = best.copy()
    open_best[origin] = _FAR
    for _ in range(len(best)):
        via = int(open_best.argmin())
        reach = open_best[via]
        if reach >= _FAR:
            break
        through = keys[via] + reach
        shorter = through < best
        best[shorter] = through[shorter]
        open_best[shorter] = through[shorter]
        open_best[via] = _FAR
    return best
