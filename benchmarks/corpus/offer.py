"""Whether a plan becomes the best known of its day: judged, counted, compared."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.plan.io import dump_plan, load_plan

from ..conservation import accounted, differences
from ..record import commit
from ..score import score_plan
from .best import Found, Record

if TYPE_CHECKING:
    from routing.optimize.budget import Budget
    from routing.plan.model import Plan

    from .best import Book
    from .days import LoadedDay


class Verdict(StrEnum):
    """What becomes of a plan that is offered."""

    FIRST = "first"
    BETTER = "better"
    NOT_BETTER = "not_better"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A plan of a day, and the search that found it in ``seconds``."""

    name: str
    plan: Plan
    budget: Budget
    warm: bool
    seconds: float


def current(record: Record | None, tables_hash: str) -> tuple[Record, bool]:
    """Return a day's record, a new one where its tables are others now, and whether so.

    What is known of other tables is void: it says nothing of these.
    """
    if record is None:
        return Record(tables_hash=tables_hash), False
    if record.tables_hash != tables_hash:
        return Record(tables_hash=tables_hash), True
    return record, False


def take(book: Book, loaded: LoadedDay, offer: Offer) -> tuple[Verdict, Found]:
    """Judge a plan from the tables and keep it where it is the best; count the search.

    The plan is read back from its text first. Nothing that the search says of it is
    believed.
    """
    record, _ = current(book.records().get(offer.name), loaded.tables_hash)
    plan = load_plan(dump_plan(offer.plan))
    found = _found(loaded, plan, offer)
    verdict = _verdict(record.best, found)
    record = replace(
        record,
        turns=record.turns + 1,
        seconds=round(record.seconds + offer.seconds, 1),
    )
    if verdict in (Verdict.FIRST, Verdict.BETTER):
        book.put(offer.name, replace(record, best=found), plan)
    else:
        book.put(offer.name, record)
    return verdict, found


def _found(loaded: LoadedDay, plan: Plan, offer: Offer) -> Found:
    score = score_plan(loaded.day, plan)
    lost = differences(loaded.asked, accounted(loaded.day, plan))
    budget = offer.budget
    timed = budget.iterations is None
    return Found(
        cost_cents=score.cost_cents,
        items_unserved=score.items_left,
        left_weight=score.left_weight,
        seed=budget.seed,
        engine=str(budget.engine),
        parameters={
            "iterations": budget.iterations,
            "time_limit": budget.time_limit if timed else None,
            "workers": budget.workers,
        },
        warm=offer.warm,
        commit=commit(),
        found_on=dt.datetime.now(dt.UTC).date().isoformat(),
        violations=len(judge(loaded.day, loaded.travel, plan)),
        conserved=not lost,
    )


def _verdict(best: Found | None, found: Found) -> Verdict:
    if found.violations or not found.conserved:
        return Verdict.INVALID
    if best is None:
        return Verdict.FIRST
    return Verdict.BETTER if found.order < best.order else Verdict.NOT_BETTER
