"""Search parameters of OR-Tools for each strategy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from ortools.util import optional_boolean_pb2

LNS_SECONDS = 3600
"""Out of the way: a clock inside a neighbourhood would undo repeatability."""


class Strategy(StrEnum):
    """How OR-Tools searches.

    ``DEFAULT`` is guided local search as its manual has it, what others are
    measured against; ``GLS`` the same with more fitting neighbourhoods, ``ILS``
    iterated local search by string removal (SISR).

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


def search_parameters(strategy: Strategy, limit: EngineLimit) -> Any:  # noqa: ANN401
    """Return the parameters of a strategy and a limit."""
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    if limit.seconds is not None:
        parameters.time_limit.FromMilliseconds(max(1, round(limit.seconds * 1000)))
    if limit.solutions is not None:
        parameters.solution_limit = limit.solutions
    if limit.seconds is None:
        parameters.lns_time_limit.FromSeconds(LNS_SECONDS)
    if strategy is Strategy.ILS:
        _set_ils(parameters)
    else:
        parameters.local_search_metaheuristic = (
            routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        )
    if strategy is Strategy.GLS:
        _set_gls(parameters)
    return parameters


def _set_gls(parameters: Any) -> None:  # noqa: ANN401
    """Start from parallel insertion, and look among near neighbours first."""
    parameters.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    parameters.ls_operator_neighbors_ratio = 0.2
    parameters.ls_operator_min_neighbors = 20
    operators = parameters.local_search_operators
    yes, no = optional_boolean_pb2.BOOL_TRUE, optional_boolean_pb2.BOOL_FALSE
    operators.use_cross_exchange = yes
    operators.use_relocate_neighbors = yes
    operators.use_global_cheapest_insertion_path_lns = no
    operators.use_local_cheapest_insertion_path_lns = no


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
    annealing.automatic_temperatures = True
