"""Brands by the words in names, titles, columns and waybill numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .known import Known

PREFIXES = {"SF": "顺丰", "YT": "圆通", "JT": "极兔", "JD": "京东", "DP": "德邦"}
"""Letters before waybill numbers that belong to one brand."""

BRANDS = re.compile(r"中通|圆通|申通|韵达|极兔|顺丰|邮政|EMS|京东|德邦|百世|丹鸟")
POST = ("邮政", "EMS")


class Owner:
    """Tells whether a word of an export means the partner that is imported."""

    def __init__(self, partner: str, known: Known) -> None:
        self._partner = partner
        self._known = known
        self._name = known.partner_names.get(partner, partner)

    def is_word(self, word: str) -> bool:
        """Tell whether a brand's word may mean the partner."""
        if not BRANDS.search(self._name):
            return self._known.partner(word) in (None, self._partner)
        post = word in POST and any(one in self._name for one in POST)
        return word in self._name or post

    def is_cell(self, text: str) -> bool:
        """Tell whether a row of this brand is the partner's; a blank one is."""
        if not text:
            return True
        found = BRANDS.search(text)
        if found is not None and not self.is_word(found.group()):
            return False
        if found is not None and BRANDS.search(self._name):
            return True
        named = self._known.partner(text)
        return named is None or named == self._partner


def brand_of(text: str) -> str:
    """Return the brand's word in a text, empty where there is none."""
    found = BRANDS.search(text)
    return found.group() if found else ""
