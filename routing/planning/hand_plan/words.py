"""What ``evaluate`` says of an edit: the difference to the plan it came from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from routing.check.words import describe
from routing.plan.workbook.columns import word
from routing.report.place_words import place_words

from ..sessions.answers import violation_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.plan.model import Plan

    from .opened import HandScore

CENTS, METRES = 100, 1000


def score_answer(score: HandScore) -> dict[str, Any]:
    """Return the further keys of ``evaluate --json`` for a workbook.

    ``delta_*`` are None where there is no former plan; ``seconds`` went into
    reading the workbook, building the plan and judging it.
    """
    cents = metres = items = None
    if score.before is not None:
        cents, metres, items = _difference(score.plan, score.before)
    return {
        "delta_cost_yuan": None if cents is None else cents / CENTS,
        "delta_km": None if metres is None else metres / METRES,
        "delta_items_planned": items,
        "new_violations": violation_rows(score.added),
        "former_plan": score.sure,
        "seconds": round(score.seconds, 3),
    }


def score_lines(score: HandScore, lang: str) -> Iterator[str]:
    """Yield the difference in words, and each violation that is new."""
    if score.before is None:
        yield word("SCORE_NOTHING_BEFORE", lang)
        return
    cents, metres, items = _difference(score.plan, score.before)
    yield word(
        "SCORE_DELTA",
        lang,
        yuan=f"{cents / CENTS:+,.2f}",
        km=f"{metres / METRES:+,.1f}",
        items=f"{items:+d}",
        added=len(score.added),
    )
    if len(score.added) < len(score.violations):
        for row in score.added:
            place = place_words(score.day, row.where, lang)
            message = describe(replace(row, where=place), lang)
            yield word("SCORE_ADDED", lang, message=message, cause=row.cause)
    if not score.sure:
        yield word("SCORE_UNSURE", lang)


def _difference(plan: Plan, before: Plan) -> tuple[int, int, int]:
    """Return the difference in cents, metres and planned items."""
    return (
        plan.cost_cents - before.cost_cents,
        _metres(plan) - _metres(before),
        plan.items_planned - before.items_planned,
    )


def _metres(plan: Plan) -> int:
    return sum(route.metres for route in plan.routes)
