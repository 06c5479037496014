"""Every page and sheet of a planned day speaks Chinese."""

from __future__ import annotations

from features.planned_day import plan, write_day
from texts.language_scan import page_words

KNOWN = frozenset({"皖H12345", "L0001-001", "L0002-001", "V1", "V2"})


def test_what_a_plan_leaves_holds_no_english(tmp_path):
    write_day(tmp_path / "day")
    plan(tmp_path / "day", tmp_path / "out")
    pages = sorted((tmp_path / "out").glob("*.html"))
    assert [page.name for page in pages if "report" in page.name] == ["report.html"]
    assert len(pages) > 4
    found = {page.name: page_words(page.read_text("utf-8"), KNOWN) for page in pages}
    assert {name: words for name, words in found.items() if words} == {}
