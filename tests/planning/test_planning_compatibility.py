"""Unserved × vehicles: feasible with its cost, or the rule that stops it."""

import pytest
from features.line_county import TABLES, line_plan, read_line_day

from routing.planning.reasons.compatibility import unserved_fits


@pytest.fixture(scope="module")
def fits(tmp_path_factory):
    """Answers for 12 items to G; K2 holds 60 kg only, K3 may not enter G."""
    sites = TABLES["站点"].replace(
        "高山村,村级服务点,石门镇站,08:00-18:00,",
        "高山村,村级服务点,石门镇站,08:00-18:00,微面",
    )
    cars = TABLES["车辆"].replace("皖A10002,微面,90", "皖A10002,微面,60")
    intake = read_line_day(tmp_path_factory.mktemp("county"), 站点=sites, 车辆=cars)
    plan = line_plan(intake.day, intake.travel)
    (row,) = unserved_fits(intake.day, intake.travel, plan)
    assert (row.site, row.partner, row.goods_class, row.items) == (
        "G", "ZT", "普通", 12,
    )  # fmt: skip
    return {fit.vehicle: fit for fit in row.fits}


def test_room_and_time_are_feasible_with_their_cost(fits):
    # G after D: 6 km and 924 s more: 6.00 + 5.13.
    assert fits["K1"].cents == 1_113


def test_a_second_tour_is_a_place_as_well(fits):
    # K2 with 50 kg cannot take 12 more at once, but again later.
    assert fits["K2"].cents > 0


def test_the_rule_that_stops_it_is_named(fits):
    assert fits["K3"].cents is None
    assert fits["K3"].stopped_by == "ACCESS_CLASS 现有车型进不了该站点"
