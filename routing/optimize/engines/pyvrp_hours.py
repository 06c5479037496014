"""Hours in a PyVRP model: windows, shifts, releases, and where none of them count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.kernel.data import FAR

from .pyvrp_stops import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .pyvrp_stops import Goods

FOREVER = (1 << 63) - 1
"""The library's own word for no limit: it leaves limits aside where there are none."""


class Hours:
    """What binds the vehicles and goods of a part in time.

    Parameters
    ----------
    tables
        Named arrays of the road problem.
    vehicles
        Numbers of the part's vehicles in the problem, (V,).
    goods
        What the model carries.
    free
        Whether time costs no vehicle anything.
    """

    def __init__(
        self,
        tables: Mapping[str, Any],
        vehicles: NDArray[np.int64],
        goods: Goods,
        *,
        free: bool,
    ) -> None:
        self._tables = tables
        self._vehicles = vehicles
        self._goods = goods
        self._early = int(tables["v_early"][vehicles].min())
        self._late = int(tables["v_late"][vehicles].max())
        self.releases = self._releases()
        # With a limit of hours as well, the library was seen to put a loading in
        # and out for ever.
        self.released = bool(self.releases.any())
        self.play_no_part = free and self._never_bind()

    def since(self, early: int) -> int:
        """Return the start of a window, 0 where no vehicle comes before it."""
        return early if early > self._early else 0

    def until(self, late: int) -> int:
        """Return the end of a window, without limit where no vehicle comes after it."""
        return late if late < self._late else FOREVER

    def of_shift(self, car: int) -> tuple[int, int, int]:
        """Return a vehicle's first and last second, and its longest route.

        Breaks are taken off both, without a place of their own.
        """
        if self.play_no_part:
            return 0, FOREVER, FOREVER
        early, late, span = self._shift(car)
        reloads = int(self._tables["v_max_tours"][car]) > 1
        return early, late, FOREVER if reloads and self.released else span

    def _shift(self, car: int) -> tuple[int, int, int]:
        t = self._tables
        rests = int(t["b_duration"][car].sum())
        early = int(t["v_early"][car])
        late = max(early, int(t["v_late"][car]) - rests)
        return early, late, max(0, int(t["v_max_duration"][car]) - rests)

    def _releases(self) -> NDArray[np.int64]:
        """Return from when goods can be loaded, 0 where vehicles start later, (n,).

        The library lets loading begin at the release time, the rule (T3) end.
        """
        t, goods = self._tables, self._goods
        opens = [t["windows"][w][0][0] for w in t["v_open"][self._vehicles].tolist()]
        starts = np.maximum(opens, t["v_early"][self._vehicles])
        first = np.where(goods.may, starts, FOREVER).min(1, initial=FOREVER)
        work = t["v_reload"][self._vehicles]
        least = np.where(goods.may, work, FOREVER).min(1, initial=FOREVER)
        release = goods.ready - least
        binds = (goods.form == Form.DELIVERY) & (release > first)
        return np.where(binds, release, 0)

    def _never_bind(self) -> bool:
        """Tell whether no order of the stops could break any hours."""
        t, goods = self._tables, self._goods
        ends = (goods.pick, goods.drop)
        opens = [t["windows"][w] for w in t["v_open"][self._vehicles].tolist()]
        early = [int(w[0][0]) for w in opens] + [int(e.early.max()) for e in ends]
        late = [int(w[-1][1]) for w in opens] + [int(e.late.min()) for e in ends]
        late += t["v_close"][self._vehicles].tolist()
        if self.released or max(early) > self._early or min(late) < self._late:
            return False
        # A tour per stop, each with a way out and home, between any two sites.
        leg = int(t["seconds"][t["seconds"] < FAR].max(initial=0))
        leg += int(t["setup"].max()) + int(t["v_reload"][self._vehicles].max())
        worst = 4 * leg * (len(goods.numbers) + 1)
        worst += sum(int(e.work.sum()) for e in ends)
        shifts = [self._shift(car) for car in self._vehicles.tolist()]
        return all(worst <= min(b - a, span) for a, b, span in shifts)
