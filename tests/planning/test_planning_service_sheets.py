"""交接单 in versions: which become void, and whose phones stand on them."""

from __future__ import annotations

from dataclasses import replace

from check.service_county import service_day
from check.service_county_plan import service_plan

from routing.domain.site import Contact
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.planning.output.staff import with_staff, without_staff
from routing.planning.output.void_sheets import (
    Sheets,
    compare_sheets,
    void_answer,
    void_lines,
)

DAY, PLAN = service_day(), service_plan()
TRIPS = ("F1-0930", "L1-0800", "L1-1300", "L2-2330")


def compared(**changes):
    return compare_sheets(1, PLAN, replace(PLAN, **changes), centre=DAY.centre)


def bag(name, **changes):
    """Return the bags of the plan, one of them changed."""
    return tuple(
        replace(bag, **changes) if bag.id == name else bag for bag in PLAN.bags
    )


def test_the_same_plan_keeps_every_list():
    found = compared(seed=9)
    assert found.services == Sheets(unchanged=(*TRIPS, "O1", "O2"))
    # The centre has no sheet of a station, though buses load there.
    assert found.stations == Sheets(unchanged=("H", "V1", "V4", "N", "V3", "V2"))
    assert not found.anything


def test_a_shuttle_that_waits_longer_has_another_list():
    first, *rest = PLAN.bus_loads
    found = compared(bus_loads=(replace(first, hold=600), *rest))
    assert found.services.void == ("F1-0930",)
    assert found.anything


def test_items_in_a_bag_change_all_its_sheets():
    # h1 rides L1-0800 to H and with K2 to V1.
    found = compared(bags=bag("h1", items={"P": 19}))
    assert found.services.void == ("L1-0800",)
    assert found.vehicles == Sheets(void=("K2",), unchanged=("K1",))
    assert found.stations.void == ("H", "V1")


def test_another_bus_further_on_changes_the_sheet_of_the_vehicle_before():
    # w1 goes on half an hour later: K1's driver is told another time.
    (w1,) = (one for one in PLAN.bags if one.id == "w1")
    later = replace(w1.legs[1], depart=w1.legs[1].depart + 1800)
    found = compared(bags=bag("w1", legs=(w1.legs[0], later)))
    assert found.vehicles == Sheets(void=("K1",), unchanged=("K2",))
    assert found.services.void == ("L1-1300",)


def test_seconds_that_no_list_shows_change_nothing():
    (x1,) = (one for one in PLAN.bags if one.id == "x1")
    later = replace(x1.legs[0], depart=x1.legs[0].depart + 19)
    assert not compared(bags=bag("x1", legs=(later,))).anything


def test_a_fee_is_on_the_list_of_a_partner_but_not_of_a_crew():
    first, *rest = PLAN.handovers
    found = compared(handovers=(replace(first, fee_cents=801), *rest))
    assert found.services.void == ("O1",)
    loads = tuple(replace(row, fee_cents=1) for row in PLAN.bus_loads)
    assert not compared(bus_loads=loads).anything


def test_trips_and_offers_that_fall_away_or_come_in_are_named():
    found = compared(bus_loads=PLAN.bus_loads[:-1], handovers=PLAN.handovers[:1])
    assert found.services.gone == ("L2-2330", "O2")
    gone = "今天不再交货，收回交接单的班次和代投（2 个）：班车 夜班线 23:30、兜底 邮政"
    assert any(line.startswith(gone) for line in void_lines(found, DAY, "zh"))
    less = replace(PLAN, bus_loads=(), handovers=PLAN.handovers[:1])
    back = compare_sheets(2, less, PLAN)
    assert back.services == Sheets(unchanged=("O1",), new=(*TRIPS, "O2"))
    lines = void_lines(back, DAY, "zh", 1)
    new = "新增交货，发交接单的班次和代投（5 个）：货运班车 共富班车 09:30……另有 4 个"
    assert new in lines
    assert any("hand-over list" in line for line in void_lines(back, DAY, "en"))


def test_a_trip_cancelled_since_is_called_by_its_name():
    """The shuttle of version 1 does not run any more: its sheet is taken back."""
    change = TripChange(
        kind=TripChangeKind.CANCELLED, text="", reason="检修", by="王调度"
    )
    trips = {key: trip for key, trip in DAY.trips.items() if key != "F1-0930"}
    out = TripOut(trip=DAY.trips["F1-0930"], change=change)
    day = replace(DAY, trips=trips, trips_out=(*DAY.trips_out, out))
    kept = tuple(load for load in PLAN.bus_loads if load.trip != "F1-0930")
    lines = void_lines(compared(bus_loads=kept), day, "zh")
    gone = "今天不再交货，收回交接单的班次和代投（1 个）：货运班车 共富班车 09:30"
    assert gone in lines


def test_scripts_get_the_ids_of_services():
    found = compared(handovers=())
    assert void_answer(found)["services"] == {
        "void": [], "unchanged": list(TRIPS), "gone": ["O1", "O2"], "new": [],
    }  # fmt: skip


def test_crews_are_read_again_and_left_out_with_all_others():
    crew = Contact(name="王师傅", phone="13800001111")
    trips = {key: replace(trip, contact=crew) for key, trip in DAY.trips.items()}
    staffed = replace(DAY, trips=trips)
    bare = without_staff(staffed)
    assert all(trip.contact == Contact() for trip in bare.trips.values())
    assert bare.trips == DAY.trips

    fewer = {key: trip for key, trip in trips.items() if key != "L2-2330"}
    read = with_staff(bare, replace(staffed, trips=fewer))
    assert read.trips["L1-0800"].contact == crew
    # A trip that the tables have lost keeps what it had.
    assert read.trips["L2-2330"].contact == Contact()


def test_companies_and_cancelled_trips_are_read_again_and_left_out_too():
    clerk = Contact(name="周经理", phone="13600004444")
    staffed = replace(
        DAY,
        partners={key: replace(p, contact=clerk) for key, p in DAY.partners.items()},
        lines={key: replace(line, contact=clerk) for key, line in DAY.lines.items()},
        trips_out=tuple(
            replace(out, trip=replace(out.trip, contact=clerk)) for out in DAY.trips_out
        ),
    )
    bare = without_staff(staffed)
    assert (bare.partners, bare.lines) == (DAY.partners, DAY.lines)
    assert bare.trips_out == DAY.trips_out
    read = with_staff(bare, staffed)
    assert (read.partners, read.lines) == (staffed.partners, staffed.lines)
    assert read.trips_out == staffed.trips_out
    # Called off after the tables were read last: the crew is still known.
    running = {out.trip.trip_id: out.trip for out in staffed.trips_out}
    again = with_staff(bare, replace(staffed, trips_out=(), trips=running))
    assert again.trips_out == staffed.trips_out
