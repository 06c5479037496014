"""The KPIs of a day, in the order of the catalogue; formulas stand there too.

Codes, names, units and formulas are the family ``kpis`` of the catalogue;
``docs/kpi.md`` is made from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.texts.catalogue import family

from .kpi_cold import cold_kpis
from .kpi_cost import cost_kpis
from .kpi_road import distance_kpis, fleet_kpis
from .kpi_service import (
    fairness_kpis,
    item_kpis,
    timeliness_kpis,
    upstream_kpis,
    village_kpis,
)
from .kpi_timed import timed_kpis
from .kpi_trips import trip_kpis
from .kpi_ways import way_kpis
from .kpi_worst import worst_tenth_kpis
from .served import served_consignments

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

FAMILY = "kpis"


def compute_kpis(day: Day, travel: Travel, plan: Plan) -> dict[str, Any]:
    """Return every KPI of a day by its code, in the catalogue's order.

    Whole numbers, or decimals rounded half up; None where there is nothing to
    divide by or nothing is known; shares by partner and township are objects
    by id. All is computed anew from the plan's stops and the travel matrix,
    nothing is taken from the plan's own sums but its costs and fees.
    """
    served = served_consignments(day, plan)
    values = {
        **item_kpis(day, plan, served),
        **village_kpis(day, served),
        **timeliness_kpis(day, served),
        **cost_kpis(day, plan),
        **way_kpis(day, travel, plan),
        **trip_kpis(day, plan),
        **fleet_kpis(day, plan),
        **distance_kpis(day, travel, plan),
        **upstream_kpis(day, plan),
        **cold_kpis(day, travel, plan),
        **timed_kpis(day, plan),
        **worst_tenth_kpis(day, travel, plan, served),
        **fairness_kpis(day, served),
    }
    return {code: values[code] for code in family(FAMILY)}
