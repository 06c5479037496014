"""Whom lists and messages say to phone: crew, operator, partner."""

from __future__ import annotations

from dataclasses import replace

import pytest
from service_sheets import CREW_PHONE, PEOPLE, service_context
from sheet_rows import words_of

from routing.domain.site import Contact
from routing.plan.services import offer_runs, trip_runs
from routing.report.sheets.contacts import operator_people, trip_people
from routing.report.sheets.handover_sheet import handover_sheet
from routing.report.sheets.messages import messages
from routing.report.sheets.station_sheet import station_sheets
from routing.report.sheets.trip_sheet import trip_sheet
from routing.report.sheets.write import sheet_pages

CLERK, CLERK_PHONE = "周经理", "13600004444"
LINE, LINE_PHONE = "吴站务", "13500005555"
COMPANY = (CLERK, CLERK_PHONE, LINE, LINE_PHONE)


def company_day(*, crew: bool = True, line: bool = False):
    """Return the county in which somebody answers at every company."""
    day = service_context().day
    clerk = Contact(name=CLERK, phone=CLERK_PHONE)
    return replace(
        day,
        partners={
            key: replace(row, contact=clerk) for key, row in day.partners.items()
        },
        lines={
            key: replace(row, contact=Contact(name=LINE, phone=LINE_PHONE))
            if line
            else row
            for key, row in day.lines.items()
        },
        trips={
            key: trip if crew else replace(trip, contact=Contact())
            for key, trip in day.trips.items()
        },
    )


def trip_words(trip: str, **changes) -> str:
    context = service_context(**changes)
    runs = {run.trip_id: run for run in trip_runs(context.day, context.plan)}
    return words_of(trip_sheet(context, runs[trip]))


def offer_words(number: int, **changes) -> str:
    context = service_context(**changes)
    runs = offer_runs(context.day, context.plan)
    return words_of(handover_sheet(context, runs[number]))


def test_a_trip_names_its_crew_and_who_answers_at_the_operator():
    words = trip_words("L1-0800", day=company_day())
    assert f"承运单位 公交（{CLERK} {CLERK_PHONE}）" in words
    assert f"驾驶员 王师傅　电话 {CREW_PHONE}　08:00 从县中心发车" in words


def test_who_stands_beside_the_line_answers_for_it():
    words = trip_words("L1-0800", day=company_day(line=True))
    assert f"承运单位 公交（{LINE} {LINE_PHONE}）" in words
    assert CLERK not in words


def test_what_nobody_knows_is_left_to_be_written():
    words = trip_words("L1-0800", day=company_day(crew=False))
    assert "驾驶员 ＿＿＿＿＿　电话 ＿＿＿＿＿＿＿＿　08:00 从县中心发车" in words
    named = replace(
        company_day(), trips={
            key: replace(trip, contact=Contact(name="王师傅"))
            for key, trip in company_day().trips.items()
        },
    )  # fmt: skip
    words = trip_words("L1-0800", day=named)
    assert "驾驶员 王师傅　电话 ＿＿＿＿＿＿＿＿　" in words


def test_a_handover_names_who_comes_for_it():
    assert f"承运方联系人 {CLERK}　电话 {CLERK_PHONE}" in offer_words(
        0, day=company_day()
    )
    assert "承运方联系人 ＿＿＿＿＿　电话 ＿＿＿＿＿＿＿＿" in offer_words(0)


def test_an_offer_that_nobody_knows_leaves_room_to_write():
    plan = service_context().plan
    rows = (replace(plan.handovers[0], offer="O9"),)
    words = offer_words(0, day=company_day(), plan=replace(plan, handovers=rows))
    assert "承运方联系人 ＿＿＿＿＿　电话 ＿＿＿＿＿＿＿＿" in words


def test_messages_say_whom_to_phone():
    text = messages(service_context(day=company_day()))
    assert f"【代投】2026-03-02 快递 {CLERK} {CLERK_PHONE}\n" in text
    assert f"，快递（{CLERK} {CLERK_PHONE}）来取" in text
    assert f"次日18:00 前邮政（{CLERK} {CLERK_PHONE}）送到" in text
    # The crew is known: nobody at the operator is bothered.
    assert f"城北线 08:00 豫Q12345 王师傅 {CREW_PHONE}\n" in text
    assert f"城北线 08:00（王师傅 {CREW_PHONE}） 到镇站" in text
    text = messages(service_context(day=company_day(crew=False, line=True)))
    assert f"城北线 08:00 豫Q12345 {LINE} {LINE_PHONE}\n" in text
    assert f"城北线 08:00（{LINE} {LINE_PHONE}） 到镇站" in text


def test_stations_see_whom_to_phone():
    context = service_context(day=company_day(crew=False))
    text = "".join(words_of(page) for page in station_sheets(context).values())
    words = " ".join(text.split())
    assert f"城北线 08:00 豫Q12345 {CLERK} {CLERK_PHONE}" in words
    assert f"快递（代投） {CLERK} {CLERK_PHONE}" in words


def test_people_of_a_line():
    context = service_context(day=company_day(line=True))
    assert operator_people(context, context.day.lines["L1"]) == f"{LINE} {LINE_PHONE}"
    stray = replace(context.day.trips["L1-0800"], contact=Contact(), line_id="L9")
    assert trip_people(context, stray) == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_is_named_without_contacts(lang):
    day = company_day(line=True)
    context = service_context(day=day, contacts=False, lang=lang)
    pages = {**sheet_pages(context), "微信.txt": messages(context)}
    for name, text in pages.items():
        assert not [word for word in (*PEOPLE, *COMPANY) if word in text], name
    named = service_context(day=day, lang=lang)
    text = "".join([*sheet_pages(named).values(), messages(named)])
    assert all(word in text for word in COMPANY)
