"""Search parameters of OR-Tools for each strategy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

LNS_SECONDS = 3600
"""Out of the way: a clock inside a neighbourhood would undo repeatability."""

SAVINGS_BYTES = 200_000_000
"""The library would take six gigabytes."""

LAMBDA = 0.05
"""Weight of the penalties of guided local search."""

WARM, COLD = 200_000, 2_000
"""Temperatures of iterated local search in cost units: 20 yuan to 0.20 yuan."""


class Strategy(StrEnum):
    """How OR-Tools searches.

    ``DEFAULT`` is guided local search as it comes, what others are measured
    against; ``GLS`` the same with gentler penalties, ``ILS`` iterated local
    search by string removal (SISR).

    References
    ----------
    Voudouris and Tsang (1999), doi:10.1016/S0377-2217(98)00099-X;
    Christiaens and Vanden Berghe (2020), doi:10.1287/trsc.2019.0914.
    """

    DEFAULT = "default"
    GLS = "gls"
    ILS = "ils"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineLimit:
    """When the engine stops.

    Parameters
    ----------
    seconds
        Wall time, above 0; None for no limit.
    solutions
        Number of solutions on the way, at least 1; None for no limit. Alone it
        makes a run repeatable: no clock is read.

    Raises
    ------
    ValueError
        When a bound is broken, or neither limit is given.
    """

    seconds: float | None = None
    solutions: int | None = None

    def __post_init__(self) -> None:
        if self.seconds is None and self.solutions is None:
            msg = "Expected a limit of seconds or of solutions."
            raise ValueError(msg)
        if self.seconds is not None and self.seconds <= 0:
            msg = f"Expected seconds > 0, got {self.seconds}."
            raise ValueError(msg)
        if self.solutions is not None and self.solutions < 1:
            msg = f"Expected solutions >= 1, got {self.solutions}."
            raise ValueError(msg)


def search_parameters(
    strategy: Strategy, limit: EngineLimit, *, insert: bool = False
) -> Any:  # noqa: ANN401
    """Return the parameters of a strategy and a limit.

    Routes are first built by cheapest arcs, or with ``insert`` by savings,
    which are dearer but never run into a dead end.
    """
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    first = routing_enums_pb2.FirstSolutionStrategy
    parameters.first_solution_strategy = (
        first.SAVINGS if insert else first.PATH_CHEAPEST_ARC
    )
    parameters.savings_parameters.max_memory_usage_bytes = SAVINGS_BYTES
    if limit.seconds is not None:
        parameters.time_limit.FromMilliseconds(max(1, round(limit.seconds * 1000)))
    else:
        parameters.lns_time_limit.FromSeconds(LNS_SECONDS)
    if limit.solutions is not None:
        parameters.solution_limit = limit.solutions
    if strategy is Strategy.ILS:
        _set_ils(parameters)
    else:
        parameters.local_search_metaheuristic = (
            routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        )
    if strategy is Strategy.GLS:
        parameters.guided_local_search_lambda_coefficient = LAMBDA
    return parameters


def _set_ils(parameters: Any) -> None:  # noqa: ANN401
    """Ruin strings of near routes and reinsert; leave out the local search."""
    parameters.use_iterated_local_search = True
    ils = parameters.iterated_local_search_parameters
    ils.improve_perturbed_solution = False
    sisr = ils.ruin_recreate_parameters.ruin_strategies.add().sisr
    sisr.max_removed_sequence_size = 10
    sisr.avg_num_removed_visits = 10
    sisr.bypass_factor = 0.01
    annealing = ils.reference_solution_acceptance_strategy.simulated_annealing
    annealing.automatic_temperatures = False
    annealing.initial_temperature = WARM
    annealing.final_temperature = COLD
