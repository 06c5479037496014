"""A vehicle's break in the model: due or not, and where it lies (T7, T7a, T7b)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.vehicle import Break

    from .model import Model
    from .tour import Tour


@dataclass(slots=True, kw_only=True)
class Rest:
    """``places`` are (site, literal) where the vehicle stands in its break.

    ``due`` says that there is one; those on the road are in ``Tour.rests``.
    """

    due: Any
    start: Any
    duration: int
    places: list[tuple[str, Any]]


def add_rest(model: Model, rest: Break, tours: Sequence[Tour], back: Any) -> Rest:  # noqa: ANN401
    """Place the break somewhere if the route covers its window.

    It lies where the vehicle stands (before work at a halt, at the base before
    leaving or between tours) or on the road: a break between work and leaving
    might as well be one at the beginning of the road.
    """
    cp, window = model.cp, rest.window
    due, early, late = (cp.new_bool_var("") for _ in range(3))
    first = tours[0]
    cp.add(first.load_start > window.early).only_enforce_if(early)
    cp.add(back < window.late).only_enforce_if(late)
    cp.add_bool_or([due, early, late, first.used.negated()])
    cp.add_implication(due, first.used)
    start = model.instant(window.early, window.late - rest.duration)
    end = start + rest.duration
    places: list[tuple[str, Any]] = []
    on_road: list[Any] = []

    def stand(site: str, begin: Any, upto: Any, there: Any) -> None:  # noqa: ANN401
        literal = cp.new_bool_var("")
        cp.add_implication(literal, there)
        cp.add(begin <= start).only_enforce_if(literal)
        cp.add(end <= upto).only_enforce_if(literal)
        places.append((site, literal))

    for tour in tours:
        base, loading = tour.vehicle.start_site, tour.vehicle.reload_duration
        stand(base, tour.load_start + loading, tour.start, tour.used)
        if tour.number:
            stand(base, tours[tour.number - 1].end, tour.load_start, tour.used)
        for halt in tour.halts:
            if halt.has_arrival:
                stand(halt.site, halt.arrive, halt.start, halt.present)
        for node, literal in enumerate(tour.rests):
            there = tour.halts[node - 1].present if node else tour.used
            cp.add_implication(literal, there)
            cp.add(tour.departs(node) <= start).only_enforce_if(literal)
            for one, two, arc in tour.arcs:
                if one == node:
                    cp.add(end <= tour.arrives(two)).only_enforce_if([arc, literal])
            on_road.append(literal)
    cp.add(sum(literal for _, literal in places) + sum(on_road) == due)
    return Rest(due=due, start=start, duration=rest.duration, places=places)
