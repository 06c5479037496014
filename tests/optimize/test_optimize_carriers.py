"""Which vehicles may carry what: classes, agreements, locks and bases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from optimize.village_routes import lot_of, open_day
from planning.way_day import goods, way_day
from properties.plan_edits import edit_site, edit_vehicle

from routing.domain.day import Lock, LockKind
from routing.domain.partner import Agreement
from routing.domain.vehicle import VehicleClass
from routing.optimize.carriers import Carriers
from routing.optimize.ways import Shipment


def _agreed(*pairs):
    return tuple(Agreement(partner=a, other=b) for a, b in pairs)


@pytest.mark.parametrize(
    ("change", "key", "expected"),
    [
        (lambda day: day, "c1", [True, True]),
        # Tricycles only.
        (lambda day: day, "c6", [False, True]),
        # K1 belongs to P, K2 to Q.
        (lambda day: replace(day, agreements=()), "c1", [True, False]),
        (lambda day: replace(day, agreements=()), "c2", [False, True]),
        (
            lambda day: replace(day, agreements=_agreed(("Q", "P"))),
            "c2",
            [True, True],
        ),
        (lambda day: edit_vehicle(day, "K2", owner=None), "c1", [True, True]),
        # The base counts as visited.
        (
            lambda day: edit_site(day, "C", allowed_classes=(VehicleClass.TRICYCLE,)),
            "c1",
            [False, True],
        ),
        *(
            (
                lambda day, kind=kind: replace(
                    day, locks=(Lock(kind=kind, vehicle="K2", sites=("B", "A")),)
                ),
                "c1",
                [False, True],
            )
            for kind in LockKind
        ),
        # Held to two vehicles: to none.
        (
            lambda day: replace(
                day,
                locks=tuple(
                    Lock(kind=LockKind.VEHICLE, vehicle=name, sites=("A",))
                    for name in ("K1", "K2")
                ),
            ),
            "c1",
            [False, False],
        ),
    ],
)
def test_which_vehicles_may(change, key, expected):
    day = change(replace(open_day(), locks=()))
    lot = lot_of(day, key)
    may = Carriers(day).may(lot.consignments, (lot.origin, lot.destination))
    assert may.tolist() == expected


def test_a_site_that_names_no_class_allows_those_of_the_road():
    # Left empty: a drone is not among them (W1a).
    day = edit_site(open_day(), "D", allowed_classes=())
    day = edit_vehicle(day, "K2", vehicle_class=VehicleClass.DRONE)
    day = edit_site(day, "C", allowed_classes=tuple(VehicleClass))
    lot = lot_of(replace(day, locks=()), "c6")
    may = Carriers(day).may(lot.consignments, (lot.origin, lot.destination))
    assert may.tolist() == [True, False]


def test_a_batch_asks_for_the_partners_of_its_own_bags():
    # Twenty items of P and ten of Q, in bags of twenty that they may share.
    rows = (
        goods("C", "V", items=20),
        replace(goods("C", "V", key="c2"), partner="Q"),
    )
    day = edit_vehicle(way_day("C>V", "K1"), "K1", owner="B")
    day = replace(day, consignments=rows, agreements=_agreed(("P", "Q"), ("P", "B")))
    lot = lot_of(day, "c1")
    of_p, of_q = lot.bags
    carriers = Carriers(day)

    def may(*bags):
        return carriers.on_routes(Shipment(lot=lot, bags=bags)).tolist()

    # K2 is nobody's.
    assert may(of_p) == [True, True]
    assert may(of_q) == may(of_p, of_q) == [False, True]
