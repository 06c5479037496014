"""Bag tags 袋牌: where a bag goes, legible at arm's length in black and white.

The order is that of sorting (``bag_places``). The QR code holds plain text that
any scanner reads, ``GP|20260311-7F3A|V1|L0001-001``: the mark of this program,
the plan's number, its version and the bag's id. Of all contacts the dispatcher's
phone alone stands on a tag, and not with ``--no-contacts``: tags travel with the
bag and are thrown away anywhere.
"""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from routing.domain.vehicle import Temperature
from routing.report.box_view import box_type
from routing.report.figures import kilograms
from routing.report.html import Html
from routing.report.words import site_name, township_name
from routing.texts.catalogue import text

from .bag_places import BagPlace, bag_places
from .frame import render_pages
from .itinerary import HANDOVER, ROAD
from .itinerary_words import time_words, way_words
from .qr import qr_svg
from .tag_paper import LAYOUTS, TAGS_ON_A4, TagPaper
from .tag_style import ROOMS, page_rule, paper_style
from .words import Cargo, cargo_of, partner_words, taken_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.plan.model import PlannedBag

    from .frame import SheetContext

FAMILY = "labels"
QR_MARK = "GP"
QR_SEPARATOR = "|"


def render_bag_tags(context: SheetContext, paper: TagPaper = TagPaper.A4) -> str:
    """Return all tags of a plan as one HTML document.

    ``paper`` is the one that prints; on the screen another can be chosen.
    """
    places = bag_places(context.day, context.plan)
    title = _say(context, "TAGS_TITLE")
    layout = LAYOUTS[paper]
    if not places:
        nothing = Html(f"<p>{escape(_say(context, 'TAGS_NONE'))}</p>")
        return render_pages(context, title, [nothing], layout.paper)
    cargo = cargo_of(context.day, context.plan)
    tags = [
        _tag(context, cargo, place, f"{number}/{len(places)}")
        for number, place in enumerate(places, start=1)
    ]
    leaves = "\n".join(
        f'<div class="leaf">{"".join(tags[first : first + TAGS_ON_A4])}</div>'
        for first in range(0, len(tags), TAGS_ON_A4)
    )
    page = Html(
        f'{_choice(context, paper)}<div class="tags paper-{paper}">{leaves}</div>'
        f'<style id="paper">@page {{ {page_rule(paper)} }}</style>'
        f"<script>\n{_asset('bag_tags.js')}</script>"
    )
    style = _asset("bag_tags.css") + "".join(map(paper_style, TagPaper))
    return render_pages(context, title, [page], layout.paper, style)


def bag_code(context: SheetContext, bag: str) -> str:
    """Return the plain text of a bag's QR code."""
    parts = (QR_MARK, context.number, f"V{context.version}", bag)
    return QR_SEPARATOR.join(parts)


def _say(context: SheetContext, code: str, **values: object) -> str:
    return text(FAMILY, code, context.lang, **values)


def _asset(name: str) -> str:
    source = resources.files("routing.report").joinpath("assets", name)
    return source.read_text("utf-8").replace("\r\n", "\n")


def _tag(context: SheetContext, cargo: Cargo, place: BagPlace, number: str) -> str:
    way = len(place.steps) > 1 or place.kind != ROAD
    texts = {
        "banner": _banner(context),
        "top": _top(context, place),
        "name": _name(context, place),
        "town": _town(context, place),
        "ride": _way(context, place) if way else _ride(context, place),
        "items": _items(context, cargo, place),
    }
    full = way and any(layout.is_full(texts["items"]) for layout in LAYOUTS.values())
    sizes = "".join(
        f"--{name}-{paper}:{layout.rooms(way=way, full=full)[name].size(words):g}pt;"
        for paper, layout in LAYOUTS.items()
        for name, words in texts.items()
    )
    edge = LAYOUTS[TagPaper.A4].plain.qr
    code = qr_svg(bag_code(context, place.bag.id), size_mm=edge)
    parts = [
        f'<div class="banner">{escape(texts["banner"])}</div>' * bool(texts["banner"]),
        f'<div class="top"><span>{escape(texts["top"])}</span>'
        f"{_marks(context, place.bag)}</div>",
        *(
            f'<div class="{name}"><span>{escape(texts[name])}</span></div>'
            for name in ROOMS[2:]
        ),
        f'<div class="code">{code}</div>',
        f'<div class="facts">{_facts(context, place, number)}</div>',
    ]
    kind = "tag" + " way" * way + " full" * full
    return (
        f'<article class="{kind}" data-bag="{escape(place.bag.id)}" style="{sizes}">'
        f"{''.join(parts)}</article>\n"
    )


def _banner(context: SheetContext) -> str:
    words = [context.say("FORECAST")] if context.is_forecast else []
    if context.approved_by is None:
        words.append(_say(context, "TAG_DRAFT"))
    if context.violations:
        words.append(_say(context, "TAG_EDITED", n=len(context.violations)))
    return " · ".join(words)


def _top(context: SheetContext, place: BagPlace) -> str:
    if not place.loaded:
        return _say(context, "TAG_BACK")
    if place.chute:
        return _say(context, "TAG_CHUTE", chute=place.chute)
    if place.kind == HANDOVER:
        return _say(context, "TAG_HANDOVER", carrier=place.label)
    if place.kind != ROAD:
        return place.label
    return _say(context, "TAG_LOAD_ORDER", n=place.load_order)


def _marks(context: SheetContext, bag: PlannedBag) -> str:
    goods = context.day.goods.get(bag.goods_class)
    temp = goods.temp if goods is not None else Temperature.AMBIENT
    marks = [(str(temp), _say(context, f"TEMP_{temp.name}"))]
    if bag.loose:
        marks.insert(0, ("loose", _say(context, "TAG_LOOSE")))
    if bag.box is not None:
        marks.append(("boxed", _say(context, "TAG_BOXES", n=bag.boxes)))
    boxes = "".join(f'<b class="{kind}">{escape(words)}</b>' for kind, words in marks)
    return f'<span class="marks">{boxes}</span>'


def _name(context: SheetContext, place: BagPlace) -> str:
    """Return the village end: where the bag goes, or where it is taken on board."""
    bag = place.bag
    return site_name(context.day, bag.destination if place.loaded else bag.origin)


def _town(context: SheetContext, place: BagPlace) -> str:
    """Return the township, and on the way back where the bag is taken to."""
    day, bag = context.day, place.bag
    if place.loaded:
        return township_name(day, bag.destination)
    to = _say(context, "TAG_TO", site=site_name(day, bag.destination))
    township = township_name(day, bag.origin)
    return f"{township} · {to}" if township else to


def _ride(context: SheetContext, place: BagPlace) -> str:
    ride = _say(context, "TAG_RIDE", tour=place.tour + 1, stop=place.stop)
    return f"{place.label}\n{ride}"


def _way(context: SheetContext, place: BagPlace) -> str:
    """Return what happens to the bag, in order."""
    return way_words(context, place.steps, stands=place.bag.destination)


def _items(context: SheetContext, cargo: Cargo, place: BagPlace) -> str:
    bags = (place.bag,)
    if place.loaded:
        return partner_words(context, bags)
    return taken_words(context, cargo, bags)


def _facts(context: SheetContext, place: BagPlace, number: str) -> str:
    bag = place.bag
    lines = [f'<span class="id">{escape(bag.id)}</span>']
    words = (*_bag_words(context, place), *_plan_words(context, number))
    lines += [f"<span>{escape(line)}</span>" for line in words]
    return "".join(lines)


def _bag_words(context: SheetContext, place: BagPlace) -> Iterator[str]:
    bag = place.bag
    items, weight = sum(bag.items.values()), f"{kilograms(bag.grams):.1f}"
    yield _say(context, "TAG_TOTAL", items=items, kg=weight)
    yield _say(context, "TAG_COUNT", number=place.number, count=place.count)
    words = [_say(context, "TAG_CLASS", goods_class=bag.goods_class)]
    if bag.box is not None:
        words.append(_say(context, "TAG_BOX", type=box_type(context.day, bag.box)))
    if place.kind != ROAD:
        closing = time_words(context, place.closing)
        words.append(_say(context, "TAG_CLOSING", time=closing))
    elif place.loaded and place.chute:
        words.append(_say(context, "TAG_LOAD_ORDER", n=place.load_order))
    yield " · ".join(words)


def _plan_words(context: SheetContext, number: str) -> Iterator[str]:
    """Yield what every sheet carries: plan, version, page, print time, phone."""
    yield context.say("PLAN_NUMBER", number=context.number)
    version = context.say("VERSION", n=context.version)
    yield f"{version} · {_say(context, 'TAG_NUMBER', number=number)}"
    yield _say(context, "TAG_PRINTED", time=f"{context.printed:%m-%d %H:%M}")
    if context.dispatcher_phone:
        yield context.say("DISPATCHER", phone=context.dispatcher_phone)


def _choice(context: SheetContext, chosen: TagPaper) -> str:
    buttons = "".join(
        f'<label><input type="radio" name="paper" value="{paper}" '
        f'data-page="{page_rule(paper)}"{" checked" if paper is chosen else ""}>'
        f"{escape(_say(context, f'PAPER_{paper.upper()}'))}</label>"
        for paper in TagPaper
    )
    return (
        f'<nav class="choose">{escape(_say(context, "PAPER_CHOICE"))}{buttons}'
        f'<button type="button">{escape(_say(context, "PAPER_PRINT"))}</button></nav>'
    )
