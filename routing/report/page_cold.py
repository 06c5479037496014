"""Cold goods on the page: the tightest bags, why they are outside, what is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.build_cold import DOOR_KEY

from .box_view import box_home, box_type, empty_boxes
from .cold_view import MINUTE, cold_bags
from .cold_words import (
    carriers_words,
    packing_word,
    say,
    stretch_words,
    temp_word,
)
from .figures import percent, yuan
from .html import Html, bullets, heading, paragraph, table
from .kpi_cold import seconds_by_cause
from .words import shown, site_name, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import BoxUse, Plan
    from routing.travel.matrix import Travel

    from .cold_view import ColdBag

USED = ("BOX_TYPE", "BOX_HOME", "BOX_USED", "BOX_COUNT", "BOX_YUAN")
EMPTY = ("EMPTY_AT", "BOX_TYPE", "EMPTY_COUNT", "HOME")
MOST_SHOWN = 10
"""Bags that the page lists; all stand in plan.xlsx."""
COLUMNS = (
    "BAG", "TEMP", "PACKING", "WAY", "CARRIERS",
    "OUTSIDE", "PACK", "LIMIT", "LEFT", "WORST",
)  # fmt: skip


def cold_html(day: Day, travel: Travel, plan: Plan, lang: str) -> Html:
    """Return the section about cold goods; nothing where none travel."""
    bags = cold_bags(day, travel, plan)
    if not bags:
        return Html("")
    over = sum(1 for row in bags if row.exposure.over)
    return Html(
        paragraph(_head(bags, lang))
        + _verdict(over, lang)
        + heading(say("TIGHTEST", lang, n=min(len(bags), MOST_SHOWN)))
        + _tightest(day, bags[:MOST_SHOWN], lang)
        + paragraph(say("NOTE_LEFT", lang))
        + heading(say("CAUSES", lang))
        + _causes(bags, lang)
        + _boxes(day, plan, lang)
        + bullets(_notes(day, lang))
    )


def _head(bags: Sequence[ColdBag], lang: str) -> str:
    longest = max(bags, key=lambda row: row.exposure.outside)
    return say(
        "HEAD",
        lang,
        bags=len(bags),
        items=sum(row.items for row in bags),
        bag=longest.bag.id,
        goods=longest.bag.goods_class,
        minutes=longest.outside_min,
    )


def _verdict(over: int, lang: str) -> Html:
    if over:
        return paragraph(say("HEAD_OVER", lang, n=over), "bad-note")
    return paragraph(say("HEAD_WITHIN", lang), "good-note")


def _tightest(day: Day, bags: Sequence[ColdBag], lang: str) -> Html:
    head = [say(f"COL_{name}", lang) for name in COLUMNS]
    rows = [_row(day, row, lang) for row in bags]
    return table(head, rows, numeric=(5, 6, 7, 8))


def _row(day: Day, row: ColdBag, lang: str) -> list[object]:
    bag, needs = row.bag, row.exposure.needs
    ends = (site_name(day, site) for site in (bag.origin, bag.destination))
    unlimited = say("UNLIMITED", lang)
    return [
        bag.id,
        temp_word(needs.temp, lang),
        packing_word(day, (bag,), lang),
        "→".join(ends),
        carriers_words(day, bag, lang),
        row.outside_min,
        needs.pack // MINUTE,
        unlimited if needs.limit is None else needs.limit // MINUTE,
        unlimited if row.left_min is None else row.left_min,
        stretch_words(day, row.worst, lang),
    ]


def _causes(bags: Sequence[ColdBag], lang: str) -> Html:
    spent = seconds_by_cause(bags)
    total = sum(spent.values())
    rows: list[list[object]] = [
        [
            say(f"OUTSIDE_{cause.name}", lang),
            shown(seconds / MINUTE),
            f"{percent(seconds, total) or 0.0:g} %",
        ]
        for cause, seconds in spent.items()
    ]
    rows.append([word("COL_SUM", lang), shown(total / MINUTE), ""])
    head = [say("COL_CAUSE", lang), say("COL_MINUTES", lang), word("COL_SHARE", lang)]
    return Html(f'<div class="summed">{table(head, rows, numeric=(1, 2))}</div>')


def _boxes(day: Day, plan: Plan, lang: str) -> Html:
    """Return which boxes leave, and where they stand empty in the evening."""
    if not plan.box_uses:
        return Html("")
    used = [_use(day, row) for row in plan.box_uses]
    head = [say(f"COL_{name}", lang) for name in USED]
    back = [
        [
            site_name(day, row.site),
            box_type(day, row.box),
            row.boxes,
            site_name(day, box_home(day, row.box)),
        ]
        for row in empty_boxes(day, plan)
    ]
    empty = [say(f"COL_{name}", lang) for name in EMPTY]
    return Html(
        heading(say("BOXES_USED", lang))
        + table(head, used, numeric=(2, 3, 4))
        + heading(say("BOXES_BACK", lang))
        + (table(empty, back, numeric=(2,)) if back else paragraph(say("NONE", lang)))
    )


def _use(day: Day, row: BoxUse) -> list[object]:
    stock = day.boxes.get(row.box)
    home = site_name(day, box_home(day, row.box))
    count = "" if stock is None else stock.count
    return [
        box_type(day, row.box),
        home,
        row.boxes,
        count,
        f"{yuan(row.fee_cents):.2f}",
    ]


def _notes(day: Day, lang: str) -> Iterator[str]:
    """Yield what the figures rest on: doors, and sites that are taken to be cold."""
    assumed = {subject for subject, _, _ in day.assumptions}
    doors = f"settings.{DOOR_KEY}" in assumed
    code = "NOTE_DOORS_ASSUMED" if doors else "NOTE_DOORS"
    yield say(code, lang, seconds=day.settings.door_open_duration)
    rooms = [
        site.name
        for site in day.sites.values()
        if f"sites.{site.level.value}.cold_storage" in assumed
        and not site.cold_storage_cm3
    ]
    if rooms:
        names = say("LISTED", lang).join(rooms)
        yield say("NOTE_ROOMS_ASSUMED", lang, sites=names)
    yield say("NOTE_ROOMS_NONE", lang)
