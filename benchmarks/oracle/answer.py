"""What the oracle says of a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.consignment import Priority
    from routing.plan.model import Plan


class Proof(StrEnum):
    """How sure the answer is.

    ``FEW_HALTS``: none is better whose tours halt at most twice at one site, and
    once where all bags have the same ends and promises. ``BOUND``: time ended.
    """

    OPTIMAL = "optimal"
    FEW_HALTS = "few_halts"
    BOUND = "bound"


@dataclass(frozen=True, slots=True, kw_only=True)
class OracleAnswer:
    """The best plan found, and below which cost none can be.

    ``left`` are unserved items by priority (``must`` counts as high). With
    ``OPTIMAL`` no plan leaves less behind, in the order of the priorities, and
    none that leaves as much costs less. Otherwise ``least_cents`` is proved for
    plans with few halts that leave as much as this one.
    """

    proof: Proof
    cost_cents: int
    least_cents: int
    left: Mapping[Priority, int]
    plan: Plan
    seconds: float
