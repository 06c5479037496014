"""Which words of an export may leave it: codes, and what many parcels share.

A word under the header of a place may be a person's, when the cells of a row
are shifted or somebody wrote what he liked. A phone, a waybill or an address
there makes the whole row unusable. A word is listed only when it is a code, is
written like a place the day knows, or stands for several parcels.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..build_lookup import folded
from ..privacy import mask
from .roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST = 3
"""Parcels behind a word that is listed: one recipient's name has fewer."""

LONGEST = 24
LONGEST_NUMBER = 9
"""Digits of a code; phones and waybills have more."""

MOBILE_DIGITS = 11
SHORTEST = 3
WORDS = re.compile(
    r"中通|圆通|申通|韵达|极兔|顺丰|邮政|京东|德邦|快递|速递|速运|服务|网点|驿站|站点"
    r"|代理点|代收点|营业[部厅]|分部|乡镇|[县镇乡村站店部点]|\d|[()\-_·# ]"
)
"""What branches and places have in their names besides the place."""

_CODE = re.compile(r"[0-9A-Za-z]+(?:[\s\-_/.#]{1,2}[0-9A-Za-z]+)*")
_TITLE = re.compile(r"(先生|女士|小姐|师傅|老师|收)$")
_PHONE = re.compile(r"(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}-?\d{7,8}")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|【\s*】")
_DIGITS = re.compile(r"\d+")


def is_code(text: str) -> bool:
    """Tell whether a text is a code: letters and digits, no phone, no waybill."""
    if len(text) > LONGEST or not _CODE.fullmatch(text):
        return False
    runs = _DIGITS.findall(text)
    together = sum(map(len, runs))
    longest = max(map(len, runs), default=0)
    mobile = together == MOBILE_DIGITS and "".join(runs).startswith("1")
    landline = together > LONGEST_NUMBER and runs[0].startswith("0")
    return longest <= LONGEST_NUMBER and not mobile and not landline and bool(runs)


def is_private(role: Role, text: str) -> bool:
    """Tell whether a cell of a place holds a phone, a waybill or an address."""
    if is_code(text):
        return False
    if role is not Role.COURIER and _TITLE.search(text):
        return True
    return len(text) > 2 * LONGEST or mask(text, names=False) != text


def without_phone(text: str) -> str:
    """Return a courier's cell without the phone beside the name."""
    return _EMPTY.sub("", _PHONE.sub("", text)).strip(" -/:") or text


def may_show(text: str, items: int, known: Iterable[str]) -> bool:
    """Tell whether a word may be listed, beside the number of its parcels."""
    if is_code(text):
        return True
    if items >= FEWEST:
        return len(text) <= LONGEST
    return len(text) <= LONGEST and any(_is_alike(text, name) for name in known)


def bare(text: str) -> str:
    """Return what tells a place: without brand, kind and numbers."""
    return WORDS.sub("", folded(text)) or folded(text)


def _is_alike(text: str, name: str) -> bool:
    """Tell whether a word is a known name with the words of branches, or a slip.

    A slip differs in one character, and not in the last, which tells villages
    from people.
    """
    if bare(text) == bare(name):
        return True
    if len(text) != len(name) or len(text) < SHORTEST or text[-1] != name[-1]:
        return False
    return sum(one != other for one, other in zip(text, name, strict=True)) == 1
