"""The mark of a plan: which plan a workbook was written from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from routing.plan.io import dump_plan

if TYPE_CHECKING:
    from routing.plan.model import Plan

LENGTH = 12


def plan_mark(plan: Plan) -> str:
    """Return the first hexadecimal digits of the sha256 of a plan's plan.json."""
    return bytes_mark(dump_plan(plan).encode())


def bytes_mark(data: bytes) -> str:
    """Return the mark of the plan.json with these bytes."""
    return hashlib.sha256(data).hexdigest()[:LENGTH]
