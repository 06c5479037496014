"""交接单 of a handover: what another partner is given, for which fee (代投, 兜底)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.second_ways import second_way_of
from routing.plan.services import by_giver, by_receiver
from routing.report.figures import kilograms
from routing.report.words import partner_name, site_name, township_name

from .bag_lists import bag_groups, id_ranges
from .cold_record import cold_record, handing_at
from .contacts import partner_contact
from .frame import A4, Section, render_document
from .itinerary_words import time_words
from .layout import Column, Row, Table, Text
from .seal_box import offer_box, proof_row
from .second_way_words import second_way_box
from .service_words import (
    bags_of,
    came_words,
    fee_words,
    goes_words,
    partners_words,
    say,
)
from .violation_words import violations_of_carrier
from .words import (
    cold_words,
    contact_words,
    count_words,
    load_words,
    partner_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.plan.model import PlannedBag
    from routing.plan.services import Carried, OfferRun

    from .cold_record import Handing
    from .frame import SheetContext
    from .layout import Block

_WIDTHS = (
    ("COL_NUMBER", 13.0, 0.0, "center"),
    ("COL_BAG", 46.0, 13.0, "left"),
    ("COL_CONTENTS", 47.0, 0.0, "left"),
    ("COL_ITEMS", 13.0, 0.0, "right"),
    ("COL_KG", 15.0, 0.0, "right"),
    ("COL_REMARK", 38.0, 0.0, "left"),
    ("COL_GIVEN", 18.0, 15.0, "center"),
)
_ROW_HEIGHT = 6.0
_BLANK, _SHORT_BLANK = "＿" * 8, "＿" * 5
_SHARED = ("COL_BAG", "COL_CONTENTS", "COL_KG", "COL_REMARK")


def carrier_of_offer(context: SheetContext, run: OfferRun) -> str:
    """Return the carrier's name, or the offer's id where nobody knows it."""
    if run.offer is None:
        return run.offer_id
    return partner_name(context.day, run.offer.carrier)


def handover_sheet(context: SheetContext, run: OfferRun) -> str:
    """Return the hand-over list of an offer as an HTML document on A4."""
    title = say(
        context,
        "RESORT_TITLE" if run.row.last_resort else "OFFER_TITLE",
        carrier=carrier_of_offer(context, run),
        date=context.plan.date,
    )
    place = _place(context, run)
    blocks: list[Block] = [Text(lines=tuple(_head(context, run)), kind="strong")]
    if run.row.last_resort:
        note = say(context, "RESORT_NOTE", carrier=carrier_of_offer(context, run))
        blocks.append(Text(lines=(note,), kind="box"))
    bags = bags_of(run.carried)
    blocks += [_table(context, run), offer_box(context, place, bags)]
    blocks += cold_record(context, _handings(context, run))
    second = second_way_of(context.plan, offer=run.offer_id)
    blocks += [*second_way_box(context, second, "BOX_OFFER"), _rules(context)]
    section = Section(
        title=title,
        blocks=tuple(blocks),
        violations=violations_of_carrier(context, run.offer_id, bags),
    )
    return render_document(context, title, [section], A4)


def _place(context: SheetContext, run: OfferRun) -> str:
    """Return the name of the site where it is given."""
    site = run.carried[0].bag.origin if run.carried else context.day.centre
    return site_name(context.day, run.offer.from_site if run.offer else site)


def _handings(context: SheetContext, run: OfferRun) -> Iterator[Handing]:
    for site, group in by_giver(run.carried).items():
        yield handing_at(context, site, "GIVE", bags_of(group))
    for site, group in by_receiver(run.carried).items():
        yield handing_at(context, site, "RECEIVE", bags_of(group))


def _head(context: SheetContext, run: OfferRun) -> Iterator[str]:
    bags, offer = bags_of(run.carried), run.offer
    yield say(
        context,
        "OFFER_HEAD",
        carrier=carrier_of_offer(context, run),
        offer=run.offer_id,
        kind=say(context, "KIND_RESORT" if run.row.last_resort else "KIND_HANDOVER"),
    )
    if offer is not None:
        place = say(
            context,
            "OFFER_PLACE",
            site=_with_keeper(context, offer.from_site),
            cutoff=time_words(context, offer.cutoff_time),
            promise=time_words(context, offer.delivered_time),
        )
        yield place
    yield say(
        context,
        "OFFER_FOR",
        partners=partners_words(context, bags),
        load=load_words(context, bags),
    )
    if offer is not None:
        yield fee_words(context, offer.price, bags, run.row.fee_cents)
        if offer.confirmed is False:
            yield say(context, "TRIP_UNCONFIRMED")
    known = partner_contact(context, offer.carrier if offer is not None else "")
    yield say(
        context,
        "OFFER_COURIER",
        who=known.name or _SHORT_BLANK,
        phone=known.phone or _BLANK,
    )


def _with_keeper(context: SheetContext, site: str) -> str:
    name = site_name(context.day, site)
    known = context.day.sites.get(site)
    who = contact_words(context, known.contact) if known is not None else ""
    return name + (say(context, "OFFER_KEEPER", who=who) if who else "")


def _table(context: SheetContext, run: OfferRun) -> Table:
    columns = tuple(
        Column(
            label=context.say(code) if code in _SHARED else say(context, code),
            width=width,
            lead=lead,
            align=align,
        )
        for code, width, lead, align in _WIDTHS
    )
    rows: list[Row] = []
    number = 1
    for site, group in by_receiver(run.carried).items():
        rows.append(Row((_group_words(context, site, group),), keep=True, repeat=True))
        known = {one.bag.id: one for one in group}
        kinds = list(bag_groups(bags_of(group)))
        for bags in kinds:
            row = _row(context, number, bags, known[bags[0].id])
            # The last one stays with the signature.
            rows.append(replace(row, keep=bags is kinds[-1]))
            number += len(bags)
        rows.append(proof_row(context, bags_of(group)))
    return Table(columns=columns, rows=tuple(rows), row_height=_ROW_HEIGHT)


def _group_words(context: SheetContext, site: str, group: Sequence[Carried]) -> str:
    township = township_name(context.day, site)
    name = _with_keeper(context, site)
    load = count_words(context, bags_of(group))
    return say(context, "OFFER_GROUP", site=f"{township} {name}".strip(), load=load)


def _row(
    context: SheetContext, number: int, bags: Sequence[PlannedBag], one: Carried
) -> Row:
    last = number + len(bags) - 1
    remarks = [context.say("LOOSE", n=len(bags))] if bags[0].loose else []
    remarks += [
        cold_words(context, bags),
        came_words(context, one.before),
        goes_words(context, one.after),
    ]
    return Row(
        (
            str(number) if number == last else f"{number}–{last}",
            id_ranges([bag.id for bag in bags]),
            partner_words(context, bags),
            str(sum(sum(bag.items.values()) for bag in bags)),
            f"{kilograms(sum(bag.grams for bag in bags)):g}",
            "\n".join(line for line in remarks if line),
            "□",
        )
    )


def _rules(context: SheetContext) -> Text:
    phone = context.dispatcher_phone
    call = context.say("CALL_PHONE", phone=phone) if phone else context.say("CALL")
    codes = ("RULE_DIFFERS", "RULE_NOT_FETCHED", "RULE_RETURN", "RULE_PROOF")
    lines = tuple(say(context, code, call=call) for code in codes)
    return Text(lines=lines, kind="box", size=11, heading=say(context, "RULES"))
