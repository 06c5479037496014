"""Words of labels: each in both languages, with the same values in them."""

from __future__ import annotations

import re

import pytest

from routing.domain.vehicle import Temperature
from routing.report.sheets.tag_paper import TagPaper
from routing.texts.catalogue import family

TEXTS = family("labels")
SYMBOLS = {"A4", "PDF"}
"""What Chinese texts write in Latin letters."""


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_text_has_both_languages(code):
    entry = TEXTS[code]
    assert set(entry) == {"zh", "en"}
    values = [sorted(re.findall(r"\{(\w+)\}", entry[lang])) for lang in ("zh", "en")]
    assert values[0] == values[1]
    chinese = re.sub(r"\{\w+\}", "", entry["zh"])
    assert set(re.findall(r"[A-Za-z][A-Za-z0-9]*", chinese)) <= SYMBOLS
    assert not re.search(r"[\u4e00-\u9fff]", entry["en"])


def test_every_paper_and_temperature_has_its_word():
    codes = [f"PAPER_{paper.upper()}" for paper in TagPaper]
    codes += [f"TEMP_{temp.name}" for temp in Temperature]
    assert [code for code in codes if code not in TEXTS] == []
