"""Today's practice scored beside a plan: the same day, matrix, costs and rules.

The county's own routes are timed by the clock as they stand, loaded with all of
today's goods of their villages, and judged like any plan. What they cannot be
asked for (villages on none of them, vehicles that are out, goods that lie
elsewhere) is named, never guessed; costs are compared only where both carry the
same goods.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from routing.check.judge import judge
from routing.plan.forward import ForwardSchedule
from routing.plan.freshness import freshness_cents
from routing.plan.late_fees import late_fees
from routing.plan.model import Plan
from routing.plan.stage_fees import stage_fees

from .kpi_cost import cost_kpis
from .kpi_road import distance_kpis, fleet_kpis
from .practice_load import load_practice, planned_bags
from .road_leg import plan_legs

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.violation import Violation
    from routing.travel.matrix import Travel

    from .practice_load import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeScore:
    """Today's practice as a plan, and how far it can be held beside another.

    ``sites`` are those with goods today that it serves; ``missing`` those on
    none of its routes; ``elsewhere`` those whose goods do not lie at the base
    of their vehicle, so that the table does not say how they get there;
    ``closed`` are halts left out because no road leads there today. All are
    site ids in the order of the tables. ``vehicles_out`` are vehicles of the
    practice that do not work today, ``vehicles_elsewhere`` those whose goods all
    lie elsewhere; neither is scored. ``comparable``: it carries exactly the
    goods of the plan. ``violations`` are those of the routes as they stand.
    """

    plan: Plan
    kpis: dict[str, Any]
    violations: tuple[Violation, ...]
    sites: tuple[str, ...]
    missing: tuple[str, ...]
    elsewhere: tuple[str, ...]
    closed: tuple[str, ...]
    vehicles_out: tuple[str, ...]
    vehicles_elsewhere: tuple[str, ...]
    comparable: bool


def score_practice(day: Day, travel: Travel, plan: Plan) -> PracticeScore | None:
    """Time, load and judge today's practice; None where no table tells it."""
    if not day.practice:
        return None
    loaded = load_practice(day, travel)
    timed = _timed(day, travel, loaded)
    # The judge looks at what the practice carries; the rest is told by name.
    carried = tuple(
        row for row in day.consignments if row.consignment_id in loaded.carried
    )
    own = replace(day, consignments=carried, set_aside=(), locks=())
    kpis = {
        **cost_kpis(own, timed),
        **fleet_kpis(own, timed),
        **distance_kpis(own, travel, timed),
        "items_planned": timed.items_planned,
        "items_unserved": day.items_demanded - timed.items_planned,
    }
    return PracticeScore(
        plan=timed,
        kpis=kpis,
        violations=tuple(judge(own, travel, timed)),
        sites=loaded.sites,
        missing=loaded.missing,
        elsewhere=loaded.elsewhere,
        closed=loaded.closed,
        vehicles_out=loaded.vehicles_out,
        vehicles_elsewhere=loaded.vehicles_elsewhere,
        comparable=_goods(timed) == _goods(plan),
    )


def _timed(day: Day, travel: Travel, loaded: Loaded) -> Plan:
    schedule = ForwardSchedule(day, travel)
    routes = tuple(
        schedule.route(day.vehicles[vehicle], tours)
        for vehicle, tours in loaded.routes.items()
    )
    bags = sorted(planned_bags(loaded, routes), key=lambda bag: bag.id)
    plan = Plan(
        status="partial",
        date=day.date.isoformat(),
        seed=0,
        routes=routes,
        bags=tuple(bags),
        unserved=(),
        stage_fees=stage_fees(day, bags),
        late_fees=late_fees(day, routes, bags),
        freshness=freshness_cents(day, routes, bags),
    )
    sources: Counter[str] = Counter()
    for leg in plan_legs(day, travel, plan):
        sources[leg.source.name.lower()] += leg.metres
    return replace(plan, distance_sources=dict(sorted(sources.items())))


def _goods(plan: Plan) -> dict[str, int]:
    """Return the items that travel by consignment."""
    items: Counter[str] = Counter()
    for bag in plan.bags:
        items.update(bag.contents)
    return dict(items)
