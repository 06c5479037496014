"""A matrix while its providers fill it, each one only what is still unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .matrix import UNREACHABLE, Source, TravelMatrix

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(slots=True)
class Pairs:
    """Metres, seconds and source of all pairs, shape (n, n) each.

    ``metres`` and ``seconds`` are ``UNREACHABLE`` where ``source`` is
    ``UNKNOWN`` or ``CLOSED``.
    """

    metres: NDArray[np.int32]
    seconds: NDArray[np.int32]
    source: NDArray[np.uint8]

    @classmethod
    def unknown(cls, n: int) -> Pairs:
        """Return ``n`` sites of which nothing is known but their own place."""
        pairs = cls(
            np.full((n, n), UNREACHABLE, dtype=np.int32),
            np.full((n, n), UNREACHABLE, dtype=np.int32),
            np.full((n, n), Source.UNKNOWN, dtype=np.uint8),
        )
        np.fill_diagonal(pairs.metres, 0)
        np.fill_diagonal(pairs.seconds, 0)
        np.fill_diagonal(pairs.source, Source.SAME)
        return pairs

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Pairs that no provider has filled so far."""
        result: NDArray[np.bool_] = self.source == Source.UNKNOWN
        return result

    def put(
        self,
        where: NDArray[np.bool_],
        metres: NDArray[np.int32],
        seconds: NDArray[np.int32],
        source: Source,
    ) -> None:
        """Fill the pairs ``where`` from arrays of shape (n, n)."""
        np.copyto(self.metres, metres, where=where)
        np.copyto(self.seconds, seconds, where=where)
        self.source[where] = source

    def clear(self, origin: int, destination: int, source: Source) -> None:
        """Make one pair unreachable."""
        self.metres[origin, destination] = UNREACHABLE
        self.seconds[origin, destination] = UNREACHABLE
        self.source[origin, destination] = source

    def copy(self) -> Pairs:
        """Return an independent copy."""
        return Pairs(self.metres.copy(), self.seconds.copy(), self.source.copy())

    def matrix(self, profile: str) -> TravelMatrix:
        """Return the finished matrix."""
        return TravelMatrix(
            profile=profile,
            metres=self.metres,
            seconds=self.seconds,
            source=self.source,
        )
