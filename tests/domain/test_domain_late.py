"""When goods that may be late at a price may be served, and how late they are (T1c)."""

import pytest
from features.four_villages import hm

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.late import late_cents, late_seconds, start_deadline, start_windows
from routing.domain.window import TimeWindow


def window(text):
    early, late = text.split("-")
    return TimeWindow(hm(early), hm(late))


def goods(*windows, deadline=None, price=2_000_000, most=None):
    return Consignment(
        consignment_id="c",
        kind=ConsignmentKind.DELIVERY,
        origin="C",
        destination="A",
        partner="P",
        goods_class="普通",
        items=8,
        grams=8_000,
        cm3=8_000,
        windows=tuple(window(text) for text in windows),
        deadline=deadline and hm(deadline),
        late_micro_yuan=price,
        late_most=most,
    )


def test_hard_goods_keep_their_windows_and_are_never_late():
    row = goods("09:00-10:00", deadline="12:00", price=None)
    assert start_windows(row) == row.windows
    assert start_deadline(row) == hm("12:00")
    assert late_seconds(row, hm("13:00")) == 0


def test_windows_grow_by_what_may_be_late_and_join():
    row = goods("09:00-10:00", "10:20-11:00", "14:00-15:00", most=1800)
    assert start_windows(row) == (window("09:00-11:30"), window("14:00-15:30"))
    assert start_deadline(goods(deadline="12:00", most=1800)) == hm("12:30")


def test_without_a_limit_any_time_after_the_first_beginning_will_do():
    row = goods("09:00-10:00", "14:00-15:00", deadline="15:00")
    (only,) = start_windows(row)
    assert only.early == hm("09:00")
    assert only.late > hm("23:59")
    assert start_deadline(row) is None


@pytest.mark.parametrize(
    ("time", "minutes"),
    [
        ("09:30", 0),
        ("10:00", 0),
        ("10:25", 25),
        # The second window has begun, and ends later.
        ("14:00", 0),
        ("15:10", 10),
    ],
)
def test_late_after_the_last_window_that_has_begun(time, minutes):
    row = goods("09:00-10:00", "14:00-15:00")
    assert late_seconds(row, hm(time)) == minutes * 60


def test_late_after_window_or_deadline_whichever_is_more():
    row = goods("09:00-10:00", "14:00-15:00", deadline="13:30")
    assert late_seconds(row, hm("13:00")) == 3 * 3600
    assert late_seconds(row, hm("14:30")) == 3600


def test_what_is_brought_is_late_after_the_last_window_only():
    row = goods("09:00-10:00", "14:00-15:00")
    assert late_seconds(row, hm("12:00"), brought=True) == 0
    assert late_seconds(row, hm("15:01"), brought=True) == 60


def test_price_is_per_share_of_items_and_rounded_once():
    # 2 yuan a minute for 8 items; 3 of them 5 minutes: 2 × 5 × 3 ÷ 8 = 3.75 yuan.
    assert late_cents(goods(), 3 * 300) == 375
    # 8 items 150.15 ms of a cent each … 1 item 1 s: 2 ÷ 60 ÷ 8 = 0.4166… cents.
    assert late_cents(goods(), 1) == 0
    assert late_cents(goods(), 2) == 1
