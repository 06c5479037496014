"""What cold costs by cause: the days that are compared, and the table of it."""

import pytest

from benchmarks.cold_extra import (
    BARE,
    FINE,
    FOAMED,
    HEADERS,
    USAGE,
    ColdExtra,
    at_ambient,
    cold_goods_day,
    is_good,
    main,
    markdown,
    without_limits,
)
from benchmarks.record import setting_of
from routing.domain.vehicle import Temperature

ROW = ColdExtra(
    seed=1, cold_items=150, left=0, cost=110_000, cooled=2_000, rooms=105_000,
    ambient=100_000, long=109_000, faults=0,
)  # fmt: skip


@pytest.fixture(scope="module")
def day():
    return cold_goods_day("S", 3)[0]


def test_about_15_in_a_hundred_items_are_cold_bare_or_in_foam(day):
    cold = [
        row
        for row in day.consignments
        if day.goods[row.goods_class].temp is not Temperature.AMBIENT
    ]
    items = sum(row.items for row in cold)
    largest = max(row.items for row in day.consignments)
    # The last row that is made cold may go beyond.
    assert 0.15 * day.items_demanded <= items <= 0.15 * day.items_demanded + largest
    assert {BARE, FOAMED} <= {row.goods_class for row in cold}
    assert cold_goods_day("S", 3)[0] == day


def test_what_is_left_out_one_by_one(day):
    free = without_limits(day)
    assert all(row.cold_limit_duration is None for row in free.goods.values())
    assert {k: c.compartments_cm3 for k, c in free.vehicles.items()} == {
        k: c.compartments_cm3 for k, c in day.vehicles.items()
    }
    warm = at_ambient(day)
    assert {row.temp for row in warm.goods.values()} == {Temperature.AMBIENT}
    rooms = {
        key: sum(car.compartments_cm3.values()) for key, car in day.vehicles.items()
    }
    assert {key: car.compartments_cm3 for key, car in warm.vehicles.items()} == {
        key: {Temperature.AMBIENT: cm3} for key, cm3 in rooms.items()
    }
    assert warm.items_demanded == day.items_demanded


def test_the_causes_add_up_to_what_cold_costs():
    table = markdown([ROW], setting_of("run"), 0.0)
    cells = [cell.strip() for cell in table.splitlines()[2].strip("|").split("|")]
    told = dict(zip(HEADERS, cells, strict=True))
    # 1,100 - 1,000 = 100 yuan: 50 for compartments, 30 for limits, 20 for cooling.
    assert told["compartments"] == "50.00"
    assert told["limits"] == "30.00"
    assert told["refrigeration"] == "20.00"
    assert told["extra, %"] == "10.0"
    # 1,000 / 109,000 = 0.917 %.
    assert told["over long, %"] == "0.92"
    assert is_good([ROW])


def test_a_plan_far_from_the_long_search_is_told():
    far = ColdExtra(
        seed=1, cold_items=150, left=0, cost=110_000, cooled=0, rooms=105_000,
        ambient=100_000, long=108_000, faults=0,
    )  # fmt: skip
    assert not is_good([far])


def test_a_small_day_runs_without_a_fault(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("<!-- cold-extra -->\n<!-- /cold-extra -->\n", encoding="utf-8")
    words = ["--size", "S", "--seeds", "3", "--iterations", "5", "--workers", "1"]
    assert main([*words, "--write", str(page)]) == FINE
    assert "Violations found 0." in page.read_text("utf-8")
    assert main([*words, "--write", str(tmp_path / "none.md")]) == USAGE
    capsys.readouterr()
