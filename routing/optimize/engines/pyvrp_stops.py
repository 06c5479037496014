"""The stops of a PyVRP model: shipments that one halt serves, as one client.

A shipment that starts at the base of the vehicles that may carry it is a delivery,
one that ends there a pick-up, any other a pair of visits within a tour. Where that
hangs on the vehicle, the way of the start routes counts, else that of the most
vehicles: the others are barred, since groups of clients that exclude each other can
keep the library from ever returning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.kernel.data import BIG, SAME_HALT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

    from .part import Part

MERGED_SHARE = 0.5
"""Shipments of one site are one stop up to this share of a usual vehicle."""


class Form(IntEnum):
    """How a stop is served."""

    DELIVERY = 0
    PICKUP = 1
    PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """One end of each shipment: arrays of shape (n,).

    ``early`` and ``late`` bound the start of service by the hull of its windows.
    """

    site: NDArray[np.int64]
    work: NDArray[np.int64]
    early: NDArray[np.int64]
    late: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """The shipments of a part that a model knows, n of them.

    Parameters
    ----------
    numbers
        Their numbers in the problem, (n,).
    form
        A ``Form`` each, (n,).
    pick, drop
        Both ends.
    load
        Grams, items, bags and cm3 by temperature, (n, 11).
    ready
        From when they can leave a base, (n,).
    penalty
        Cents of leaving each behind, (n,).
    may
        Who may serve them in this form: vehicles of the part, bool (n, V).
    """

    numbers: NDArray[np.int64]
    form: NDArray[np.int64]
    pick: Ends
    drop: Ends
    load: NDArray[np.int64]
    ready: NDArray[np.int64]
    penalty: NDArray[np.int64]
    may: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Shipments that one halt serves together.

    Parameters
    ----------
    shipments
        Their numbers in the problem, in the order in which they stand in a route.
    rows
        Their rows among the ``Goods``.
    form
        How they are served.
    """

    shipments: tuple[int, ...]
    rows: tuple[int, ...]
    form: Form

    @property
    def visits(self) -> list[int]:
        """Entries of a route where this is no pair."""
        return [2 * k + int(self.form is Form.DELIVERY) for k in self.shipments]


def known_goods(problem: RoadProblem, part: Part, start: Routes | None) -> Goods:
    """Return what a model knows of a part's shipments.

    Left out is what no vehicle may carry, what has no hour left to be served in,
    and what waits for its handling with the vehicle that brought it.
    """
    t = problem.tables
    numbers = np.array(part.shipments, np.int64)
    vehicles = np.array(part.vehicles, np.int64)
    times = _times(t, numbers, part)
    forms = _forms(t, numbers, vehicles)
    form = _chosen_form(forms, _carriers(part, start))
    ends = [_ends(t, 2 * numbers + end, times) for end in (0, 1)]
    may = forms[form, np.arange(len(numbers))]
    if len(vehicles):
        first = vehicles[may.argmax(1)]
        ends[0] = _home_in_time(t, ends[0], first, form, times[:, 1])
    known = may.any(1) & (times[:, 0] != SAME_HALT)
    for end, base in zip(ends, (Form.DELIVERY, Form.PICKUP), strict=True):
        known &= (end.early <= end.late) | (form == base)
    return Goods(
        numbers=numbers[known],
        form=form[known],
        pick=_rows(ends[0], known),
        drop=_rows(ends[1], known),
        load=t["s_load"][numbers[known]],
        ready=np.maximum(0, times[known, 0]),
        penalty=t["s_penalty"][numbers[known]],
        may=may[known],
    )


def _times(t: Any, numbers: NDArray[np.int64], part: Part) -> NDArray[np.int64]:  # noqa: ANN401
    """Return from when to when each shipment may be on its way, (n, 2).

    Those that go straight keep the hours that the problem gives them.
    """
    own = np.column_stack([t["s_ready"][numbers], t["s_due"][numbers]])
    if not part.times:
        return own
    cut = t["a_base"][2 * numbers] >= 0
    return np.where(cut[:, None], np.array(part.times, np.int64), own)


def _forms(
    t: Any,  # noqa: ANN401
    numbers: NDArray[np.int64],
    vehicles: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell which vehicles may serve each shipment in each form, (3, n, V)."""
    allowed = t["s_allowed"][np.ix_(numbers, vehicles)] > 0
    first = t["s_from"][numbers][:, None] == t["v_start"][vehicles]
    last = t["s_to"][numbers][:, None] == t["v_end"][vehicles]
    return np.stack(
        [allowed & first, allowed & ~first & last, allowed & ~first & ~last]
    )


def _carriers(part: Part, start: Routes | None) -> NDArray[np.int64]:
    """Return which vehicle of the part the start has each shipment on, or -1, (n,)."""
    row = {k: i for i, k in enumerate(part.shipments)}
    carriers = np.full(len(part.shipments), -1, np.int64)
    for v, route in enumerate(start or ()):
        for entry in route:
            if entry >= 0 and entry // 2 in row:
                carriers[row[entry // 2]] = v
    return carriers


def _chosen_form(
    forms: NDArray[np.bool_], carriers: NDArray[np.int64]
) -> NDArray[np.int64]:
    if not forms.shape[2]:
        return np.zeros(len(carriers), np.int64)
    most: NDArray[np.int64] = forms.sum(2).argmax(0)
    mine = forms[:, np.arange(len(carriers)), np.maximum(0, carriers)]
    return np.where((carriers >= 0) & mine.any(0), mine.argmax(0), most)


def _ends(t: Any, visits: NDArray[np.int64], times: NDArray[np.int64]) -> Ends:  # noqa: ANN401
    hulls = np.array([(w[0][0], w[-1][1]) for w in t["windows"]], np.int64)
    sets = t["a_window"][visits]
    return Ends(
        site=t["a_site"][visits],
        work=t["a_duration"][visits],
        early=np.maximum(hulls[sets, 0], times[:, 0] * (t["a_base"][visits] >= 0)),
        late=np.where(
            t["a_base"][visits] >= 0,
            np.minimum(hulls[sets, 1], times[:, 1]),
            hulls[sets, 1],
        ),
    )


def _home_in_time(
    t: Any,  # noqa: ANN401
    pick: Ends,
    vehicle: NDArray[np.int64],
    form: NDArray[np.int64],
    due: NDArray[np.int64],
) -> Ends:
    """Let what must be at the base by a time be picked up early enough for it."""
    seconds = t["seconds"][t["v_profile"][vehicle], pick.site, t["v_end"][vehicle]]
    last = np.where(form == Form.PICKUP, due - pick.work - seconds, BIG)
    return replace(pick, late=np.minimum(pick.late, last))


def _rows(ends: Ends, kept: NDArray[np.bool_]) -> Ends:
    return Ends(
        site=ends.site[kept],
        work=ends.work[kept],
        early=ends.early[kept],
        late=ends.late[kept],
    )


def build_stops(
    problem: RoadProblem, part: Part, goods: Goods, start: Routes | None
) -> list[Stop]:
    """Return the stops of a part.

    Shipments that have everything in common but their load are one stop, unless
    ``start`` serves them at different places of its routes: it must be possible
    to write it in these stops.
    """
    t = problem.tables
    caps = t["v_cap"][np.array(part.vehicles, int)]
    room = np.median(caps, axis=0) * MERGED_SHARE
    bins: dict[int, list[int]] = {}
    for row, number in enumerate(_alike(t, goods, _places(start or [])).tolist()):
        bins.setdefault(number, []).append(row)
    stops = []
    for rows in bins.values():
        for chunk in _chunks(rows, goods.load, room):
            stops.append(
                Stop(
                    shipments=tuple(goods.numbers[chunk].tolist()),
                    rows=tuple(chunk),
                    form=Form(int(goods.form[chunk[0]])),
                )
            )
    return stops


def _alike(t: Any, goods: Goods, places: dict[int, int]) -> NDArray[np.int64]:  # noqa: ANN401
    """Give shipments that may share a stop the same number, (n,)."""
    n = len(goods.numbers)
    if n == 0:
        return np.zeros(0, np.int64)
    # Priorities differ tenfold: what is dear does not wait for what is cheap.
    each = goods.penalty // np.maximum(1, goods.load[:, 1])
    pair = goods.form == Form.PAIR
    delivery, pickup = goods.form == Form.DELIVERY, goods.form == Form.PICKUP
    columns = [
        goods.form,
        goods.pick.site,
        goods.drop.site,
        np.where(delivery, goods.ready, goods.pick.early),
        np.where(delivery, 0, goods.pick.late),
        np.where(pickup, 0, goods.drop.early),
        np.where(pickup, 0, goods.drop.late),
        t["s_class"][goods.numbers],
        *(t[name][2 * goods.numbers + end] for name in _LOCKS for end in (0, 1)),
        np.log10(np.maximum(1, each)).astype(np.int64),
        np.unique(goods.may, axis=0, return_inverse=True)[1].reshape(n),
        np.array([places.get(k, -1) for k in goods.numbers.tolist()], np.int64),
        # Pairs are moved one by one.
        np.where(pair, np.arange(n), -1),
    ]
    table = np.column_stack(columns)
    numbers: NDArray[np.int64] = np.unique(table, axis=0, return_inverse=True)[1]
    return numbers.reshape(n)


_LOCKS = ("a_lock", "a_rank")


def _places(routes: Routes) -> dict[int, int]:
    """Return the number of the tour in which each shipment stands."""
    places: dict[int, int] = {}
    tour = 0
    for route in routes:
        tour += 1
        for entry in route:
            if entry < 0:
                tour += 1
            else:
                places[entry // 2] = tour
    return places


def _chunks(
    rows: Sequence[int], load: NDArray[np.int64], room: NDArray[np.float64]
) -> Iterator[list[int]]:
    chunk: list[int] = []
    total = np.zeros(load.shape[1], np.int64)
    for row in rows:
        if chunk and (total + load[row] > room).any():
            yield chunk
            chunk, total = [], np.zeros(load.shape[1], np.int64)
        chunk.append(row)
        total = total + load[row]
    yield chunk
