"""Where every bag of a plan is, followed from the tables: no gap, no short cut."""

from __future__ import annotations

from itertools import pairwise

from properties.recomputed_cost import calls_of_row

from routing.domain.site import Level


def assert_custody(day, plan):
    """Follow every bag, and count what every segment and offer carries."""
    for bag in plan.bags:
        assert 1 <= len(bag.legs) <= 3
        assert bag.legs[0].from_site == bag.origin
        assert bag.legs[-1].to_site == bag.destination
        ready = max(_ready(day, key) for key in bag.contents)
        for leg in bag.legs:
            # By road it is loaded before the vehicle leaves.
            assert leg.depart - _cutoff(day, leg) >= ready, bag.id
            assert leg.arrive > leg.depart
            ready = leg.arrive + _handling(day, leg.to_site)
        for before, after in pairwise(bag.legs):
            assert before.to_site == after.from_site
    _segments(day, plan)
    _offers(day, plan)


def _ready(day, key):
    rows = {row.consignment_id: row for row in day.consignments}
    return rows[key].ready_time


def _cutoff(day, leg):
    return day.trips[leg.trip].cutoff_duration if leg.trip else 0


def _handling(day, site_id):
    site = day.sites[site_id]
    return 0 if site.level is Level.CENTRE else site.handling_duration


def _segments(day, plan):
    """Count bags, grams and volume on each segment of each trip."""
    bags = {bag.id: bag for bag in plan.bags}
    assert {row.trip for row in plan.bus_loads} <= set(day.trips)
    for name, trip in day.trips.items():
        rows = [row for row in plan.bus_loads if row.trip == name]
        for segment in range(len(trip.stops) - 1):
            aboard = [
                bags[bag]
                for row in rows
                for bag in row.bags
                if calls_of_row(trip, row)[0] <= segment < calls_of_row(trip, row)[1]
            ]
            loads = (
                sum(2 if bag.loose else 1 for bag in aboard),
                sum(bag.grams for bag in aboard),
                sum(bag.cm3 for bag in aboard),
            )
            for load, cap in zip(
                loads, (trip.cap_bags, trip.cap_g, trip.cap_cm3), strict=True
            ):
                assert cap is None or load <= cap


def _offers(day, plan):
    bags = {bag.id: bag for bag in plan.bags}
    for row in plan.handovers:
        offer = day.offers[row.offer]
        given = [bags[bag] for bag in row.bags]
        items = sum(sum(bag.contents.values()) for bag in given)
        assert offer.cap_items is None or items <= offer.cap_items
        assert offer.cap_g is None or sum(bag.grams for bag in given) <= offer.cap_g
