"""What the day costs, part by part: the lines add up to the total."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .cost_parts import shown_parts, unpriced_services
from .figures import kilograms, percent, yuan
from .html import Html, heading, paragraph, table
from .words import known_word, partner_name, shown, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan

    from .service_view import Services

COLUMNS = ("PART", "YUAN", "SHARE_COST", "EACH")
STAGE_COLUMNS = ("STAGE", "PAYER", "PAYEE", "QUANTITY", "YUAN")
MONEY = 2


def cost_html(day: Day, plan: Plan, services: Services, lang: str) -> Html:
    """Return the parts of the cost and the stage fees; nothing of a road day."""
    if not services:
        return Html("")
    items = plan.items_planned
    rows: list[Sequence[object]] = [
        _line(word(f"COST_{part.upper()}", lang), cents, plan)
        for part, cents in shown_parts(plan).items()
    ]
    rows.append(_line(word("COL_SUM", lang), plan.cost_cents, plan))
    head = [word(f"COL_{name}", lang) for name in COLUMNS]
    parts = [
        Html(f'<div class="summed">{table(head, rows, numeric=(1, 2, 3))}</div>'),
        paragraph(word("COST_NOTE", lang, items=items)),
    ]
    if unpriced := unpriced_services(day, plan):
        parts.append(paragraph(word("SUM_UNPRICED", lang, n=unpriced), "bad-note"))
    if plan.stage_fees:
        parts.append(_stages(day, plan, lang))
    return Html("".join(parts))


def _line(name: str, cents: int, plan: Plan) -> list[object]:
    items = plan.items_planned
    each = yuan(Fraction(cents, items)) if items else None
    return [
        name,
        shown(yuan(cents), MONEY),
        f"{percent(cents, plan.cost_cents) or 0.0:.1f}%",
        shown(each, MONEY),
    ]


def _stages(day: Day, plan: Plan, lang: str) -> Html:
    """Return who pays whom for what; the sum is the part of the stages."""
    rows: list[Sequence[object]] = [
        [
            known_word("STAGE", fee.stage, lang),
            partner_name(day, fee.payer),
            partner_name(day, fee.payee),
            _quantity(day, fee.tariff, fee.quantity, lang),
            shown(yuan(fee.cents), MONEY),
        ]
        for fee in plan.stage_fees
    ]
    total = shown(yuan(plan.cost_parts["stages"]), MONEY)
    rows.append([word("COL_SUM", lang), "", "", "", total])
    head = [word(f"COL_{name}", lang) for name in STAGE_COLUMNS]
    body = table(head, rows, numeric=(3, 4))
    return Html(f'{heading(word("STAGES", lang))}<div class="summed">{body}</div>')


def _quantity(day: Day, tariff: str, quantity: int, lang: str) -> str:
    """Return a quantity in the unit of its tariff's basis."""
    known = (row.price.basis.value for row in day.tariffs if row.tariff_id == tariff)
    basis = next(known, "")
    if basis == "per_kg":
        return word("AMOUNT_G", lang, n=f"{kilograms(quantity):g}")
    if basis == "per_bag":
        return word("AMOUNT_BAGS", lang, n=quantity)
    if basis == "per_item":
        return word("AMOUNT_ITEMS", lang, n=quantity)
    return str(quantity)
