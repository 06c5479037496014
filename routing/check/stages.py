"""Rule P1b: what the stages cost that the way of the goods decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..domain.consignment import ConsignmentKind
from ..domain.price import PriceBasis
from ..domain.site import Level
from ..domain.tariff import Stage
from .causes import Cause
from .cents import cents
from .trail import HANDOVER
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.consignment import Consignment
    from ..domain.tariff import Tariff
    from ..plan.model import StageFee
    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents

PRICED = (Stage.HUB, Stage.STATION)
POINTS = (Level.STATION, Level.VILLAGE, Level.HAMLET, Level.LOCKER)
KILOGRAM = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A stage that a bag went through."""

    stage: Stage
    from_site: str
    contents: Contents


def check_stages(case: Case) -> Iterator[Violation]:
    """Compare the stage fees of a plan with those of its bags."""
    done = tuple(_stages(case))
    due: dict[str, tuple[Tariff, int, int]] = {}
    for tariff in case.day.tariffs:
        if tariff.stage in PRICED:
            quantity, fee = _fee(case, tariff, done)
            if quantity:
                due[tariff.tariff_id] = (tariff, quantity, fee)
    for stated in case.plan.stage_fees:
        row = due.pop(stated.tariff, None)
        off = abs(stated.cents - (row[2] if row else 0))
        if off:
            yield found(Cause.P1_FEE, stated.tariff, off)
        elif row is None or _says(stated) != _meant(*row[:2]):
            yield found(Cause.P1_STAGE, stated.tariff, 1)
    for name, (_, _, fee) in due.items():
        if fee:
            yield found(Cause.P1_FEE, name, fee)
        else:
            yield found(Cause.P1_STAGE, name, 1)


def _says(fee: StageFee) -> tuple[str, str, str, int]:
    return fee.stage, fee.payer, fee.payee, fee.quantity


def _meant(tariff: Tariff, quantity: int) -> tuple[str, str, str, int]:
    return tariff.stage.value, tariff.payer, tariff.payee, quantity


def _stages(case: Case) -> Iterator[_Done]:
    """Yield transfers at hubs, and deliveries to points by vehicle or trip."""
    for bag_id, rides in case.rides.items():
        contents = case.bags.get(bag_id)
        if contents is None or bag_id in case.excused:
            continue
        for ride in rides[:-1]:
            site = case.day.sites.get(ride.to_site)
            if site is not None and site.level is Level.HUB:
                yield _Done(stage=Stage.HUB, from_site=site.site_id, contents=contents)
        last = case.day.sites.get(rides[-1].to_site)
        if (
            last is not None
            and last.level in POINTS
            and rides[-1].kind != HANDOVER
            and last.site_id == contents.destination
        ):
            yield _Done(
                stage=Stage.STATION, from_site=contents.origin, contents=contents
            )


def _fee(case: Case, tariff: Tariff, done: tuple[_Done, ...]) -> tuple[int, int]:
    """Return what falls into the tier, and its cents rounded half up once."""
    items: dict[str, int] = {}
    rows: dict[str, Consignment] = {}
    bags = 0
    for event in done:
        if event.stage is not tariff.stage or not _between(tariff, event):
            continue
        counted = [
            (row, count)
            for row, count in event.contents.rows
            if _pays(case, tariff, row)
        ]
        bags += event.contents.pieces if counted else 0
        for row, count in counted:
            rows[row.consignment_id] = row
            items[row.consignment_id] = items.get(row.consignment_id, 0) + count
    basis = tariff.price.basis
    total = {
        PriceBasis.PER_ITEM: sum(items.values()),
        PriceBasis.PER_BAG: bags,
        PriceBasis.PER_KG: sum(
            _grams(rows[key], count) for key, count in items.items()
        ),
        PriceBasis.PER_TRIP: min(bags, 1),
        PriceBasis.PER_MONTH: 0,
    }[basis]
    # Items, bags and trips count from number 1, grams are measured from 0.
    below = tariff.tier_from - (basis is not PriceBasis.PER_KG)
    top = total if tariff.tier_to is None else min(total, tariff.tier_to)
    units = max(0, top - max(0, below))
    scale = KILOGRAM if basis is PriceBasis.PER_KG else 1
    return units, cents(units * (tariff.price.micro_yuan or 0), scale)


def _between(tariff: Tariff, event: _Done) -> bool:
    ends = tariff.to_sites is None or event.contents.destination in tariff.to_sites
    return ends and tariff.from_site in (None, event.from_site)


def _pays(case: Case, tariff: Tariff, row: Consignment) -> bool:
    """Tell whether a tariff is asked for these items (P1b)."""
    if tariff.goods_class not in (None, row.goods_class):
        return False
    if tariff.stage is Stage.STATION and row.kind is not ConsignmentKind.DELIVERY:
        return False
    return tariff.payer not in case.day.partners or tariff.payer == row.partner


def _grams(row: Consignment, items: int) -> int:
    """Grams of some items of a consignment, half up."""
    return (2 * row.grams * items + row.items) // (2 * row.items)
