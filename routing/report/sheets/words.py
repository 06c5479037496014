"""Counts and persons as sheets write them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.units import clock
from routing.report.box_view import count_boxes
from routing.report.cold_view import is_kept_cold
from routing.report.cold_words import needs_of, riding_word, temp_word
from routing.report.figures import cubic_metres, kilograms
from routing.report.words import known_word, partner_name, township_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.site import Contact
    from routing.domain.vehicle import Temperature
    from routing.plan.model import Plan, PlannedBag

    from .frame import SheetContext

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Cargo:
    """What a plan carries, by id."""

    bags: Mapping[str, PlannedBag]
    rows: Mapping[str, Consignment]

    def of(self, bag_ids: Sequence[str]) -> list[PlannedBag]:
        """Return these bags, in order; ids that the plan does not know are left out."""
        return [self.bags[key] for key in bag_ids if key in self.bags]

    def consignments(self, bag: PlannedBag) -> list[tuple[Consignment, int]]:
        """Return what is in a bag, with its items."""
        known = ((self.rows.get(key), items) for key, items in bag.contents.items())
        return [(row, items) for row, items in known if row is not None]


def cargo_of(day: Day, plan: Plan) -> Cargo:
    """Return the bags of a plan and the consignments of its day."""
    return Cargo(
        bags={bag.id: bag for bag in plan.bags},
        rows={row.consignment_id: row for row in day.consignments},
    )


def contact_words(context: SheetContext, contact: Contact | None) -> str:
    """Return name and phone; nothing without contacts."""
    if contact is None or not context.contacts:
        return ""
    return " ".join(part for part in (contact.name, contact.phone) if part)


def count_words(context: SheetContext, bags: Sequence[PlannedBag]) -> str:
    """Return ``3 袋 + 2 散件，共 50 件``; a dash for nothing."""
    if not bags:
        return NOTHING
    items = sum(sum(bag.items.values()) for bag in bags)
    if boxes := count_boxes(bags):
        return _counted_with_boxes(context, bags, boxes, items)
    loose = sum(bag.loose for bag in bags)
    sealed = len(bags) - loose
    if not loose:
        return context.say("COUNT_BAGS", bags=sealed, items=items)
    if not sealed:
        return context.say("COUNT_LOOSE", loose=loose, items=items)
    return context.say("COUNT_BOTH", bags=sealed, loose=loose, items=items)


def _counted_with_boxes(
    context: SheetContext, bags: Sequence[PlannedBag], boxes: int, items: int
) -> str:
    """Return ``2 袋＋保温箱 3，共 50 件``: bags in boxes are counted by their boxes."""
    bare = [bag for bag in bags if bag.box is None]
    loose = sum(bag.loose for bag in bare)
    counts = {"SEALED": len(bare) - loose, "PIECES": loose, "BOXES": boxes}
    parts = [context.say(f"COUNT_{code}", n=n) for code, n in counts.items() if n]
    together = context.say("COUNT_PLUS").join(parts)
    return context.say("COUNT_ALL", parts=together, items=items)


def load_words(context: SheetContext, bags: Sequence[PlannedBag]) -> str:
    """Return the count with kilograms and cubic metres."""
    kg = kilograms(sum(bag.grams for bag in bags))
    m3 = cubic_metres(sum(bag.cm3 for bag in bags))
    figures = context.say("KG_M3", kg=f"{kg:g}", m3=f"{m3:.2f}")
    return f"{count_words(context, bags)} · {figures}"


def partner_words(
    context: SheetContext, bags: Sequence[PlannedBag], *, short: bool = False
) -> str:
    """Return the items of each partner, in the order of the tables.

    ``short`` leaves the unit out, for narrow columns.
    """
    code = "ITEMS_OF_SHORT" if short else "ITEMS_OF"
    items: Counter[str] = Counter()
    for bag in bags:
        items.update(bag.items)
    order = [*context.day.partners, *sorted(set(items) - set(context.day.partners))]
    return context.say("COMMA").join(
        context.say(code, who=partner_name(context.day, key), items=items[key])
        for key in order
        if items[key]
    )


def taken_words(context: SheetContext, cargo: Cargo, bags: Sequence[PlannedBag]) -> str:
    """Return what is taken along, by kind and partner.

    Deliveries on their way out are counted only: the loading list has them.
    """
    items: Counter[tuple[str, str]] = Counter()
    for bag in bags:
        for row, count in cargo.consignments(bag):
            out = row.kind is ConsignmentKind.DELIVERY
            items[str(row.kind), "" if out else row.partner] += count
    kinds = [str(kind) for kind in ConsignmentKind]
    parts = []
    for kind, partner in sorted(items, key=lambda key: (kinds.index(key[0]), key[1])):
        count = items[kind, partner]
        if partner:
            who = partner_name(context.day, partner)
            who = f"{known_word('KIND', kind, context.lang)}·{who}"
            parts.append(context.say("ITEMS_OF", who=who, items=count))
        else:
            parts.append(context.say("TO_DELIVER", items=count))
    return context.say("COMMA").join(parts)


def cold_words(
    context: SheetContext,
    bags: Sequence[PlannedBag],
    rooms: Collection[Temperature] = (),
) -> str:
    """Return how many bags must stay cold, by temperature and packing; empty for none.

    Where ``rooms`` has a compartment of their temperature that is named instead.
    """
    day, lang = context.day, context.lang
    alike: dict[tuple[Temperature, str | None, bool], list[PlannedBag]] = {}
    for bag in bags:
        if is_kept_cold(day, bag):
            needs = needs_of(day, bag)
            foam = bag.box is None and needs.pack > 0
            alike.setdefault((needs.temp, bag.box, foam), []).append(bag)
    cold: Counter[tuple[Temperature, str]] = Counter()
    for (temp, _, _), group in alike.items():
        cold[temp, riding_word(day, group, rooms, lang)] += len(group)
    return context.say("COMMA").join(
        context.say("COLD", temp=temp_word(temp, lang), packing=packing, n=n)
        for (temp, packing), n in sorted(cold.items())
    )


def township_words(context: SheetContext, site: str) -> str:
    """Return the township of a site, or its level where it has none."""
    level = known_word("LEVEL", str(context.day.sites[site].level), context.lang)
    return township_name(context.day, site) or level


def class_word(context: SheetContext, vehicle_class: str) -> str:
    """Return the word for a vehicle class."""
    return context.say(f"CLASS_{vehicle_class.upper()}")


def span_words(early: int, late: int) -> str:
    """Return ``09:10–09:25``."""
    return f"{clock(early)}–{clock(late)}"
