"""One run of ``explain``: why a site's goods go the way they go."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from routing.terminal.exits import Exit, Stop
from routing.terminal.language import say

from ..reasons.explain import explain_site
from ..reasons.explain_words import explanation_lines
from .check import opened_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day
    from routing.terminal.console import Console


def run_explain(console: Console, plan: Path, site: str, day: Sequence[Path]) -> int:
    """Tell how a site's goods go, what else they could do, and why not."""
    opened = opened_plan(console, plan, day)
    if opened.intake.day is None or opened.intake.travel is None:
        msg = "An opened plan has its day."
        raise ValueError(msg)
    site_id = find_site(opened.intake.day, site, console.lang)
    answer = explain_site(opened.intake.day, opened.intake.travel, opened.plan, site_id)
    if opened.plan.past is not None:
        console.note_text("EXPLAIN_REPLAN")
    if console.json_output:
        console.answer(answer)
    else:
        for line in explanation_lines(answer, opened.intake.day, console.lang):
            console.data(line)
    return Exit.DONE


def find_site(day: Day, asked: str, lang: str) -> str:
    """Return the id of the site that was asked for by id or name.

    Raises
    ------
    Stop
        When there is none, or several of that name.
    """
    if asked in day.sites:
        return asked
    named = [key for key, site in day.sites.items() if site.name == asked]
    if len(named) == 1:
        return named[0]
    names = [site.name for site in day.sites.values()]
    near = named or difflib.get_close_matches(asked, [*day.sites, *names])
    known = say("DID_YOU_MEAN", lang, names="、".join(near)) if near else ""
    raise Stop(Exit.INPUT, "UNKNOWN_SITE_ASKED", site=asked, known=known)
