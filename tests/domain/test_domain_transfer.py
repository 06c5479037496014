"""Transfers: where goods change carriers, and when they are ready again (T4)."""

import pytest

from routing.domain.site import Level, Site
from routing.domain.transfer import handling_duration, may_transfer


def site(level, **options):
    return Site(site_id="S", name="某站", level=level, **options)


def test_goods_change_carriers_where_somebody_works():
    places = [level for level in Level if may_transfer(site(level))]
    assert places == [Level.CENTRE, Level.STATION, Level.HUB, Level.COLDSTORE]
    assert not may_transfer(site(Level.HUB, dispatchable=False))


def test_handling_takes_the_time_of_the_hub_and_none_at_the_centre():
    assert handling_duration(site(Level.HUB, handling_duration=1200), 90) == 1200
    assert handling_duration(site(Level.CENTRE), 90) == 0


def test_sorting_comes_on_top_and_is_rounded_up():
    hub = site(Level.HUB, handling_duration=1200, sorts=True, sort_rate=700)
    # 100 items at 700 an hour are 514.28... seconds.
    assert handling_duration(hub, 100, sorted_here=True) == 1200 + 515
    assert handling_duration(hub, 0, sorted_here=True) == 1200
    unrated = site(Level.HUB, handling_duration=600, sorts=True)
    assert handling_duration(unrated, 100, sorted_here=True) == 600


def test_nothing_is_sorted_where_nobody_sorts():
    with pytest.raises(ValueError, match="Nobody sorts"):
        handling_duration(site(Level.HUB), 5, sorted_here=True)
