"""The mark of a plan: which plan a workbook was written from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from routing.plan.io import dump_plan

if TYPE_CHECKING:
    from routing.plan.model import Plan

LENGTH = 12


def plan_mark(plan: Plan) -> str:
    """Return the first hexadecimal digits of the sha256 of plan.json."""
    return hashlib.sha256(dump_plan(plan).encode()).hexdigest()[:LENGTH]
