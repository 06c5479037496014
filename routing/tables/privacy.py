"""Names, phones, addresses and waybill numbers: dropped, and masked where echoed.

Recipients and senders leave the reader nowhere (formats.md, "People and
privacy"). Columns of order-like tables are dropped by their header, or by what
they hold; ``mask`` is for every value that a finding or message repeats.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .person_names import is_person as is_person
from .person_names import without_names

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDER_LIKE = frozenset({"demand", "orders", "pickups"})
"""Tables that brand exports are pasted into."""

FREE_TEXT = frozenset({"note", "shipper"})
"""Known columns of order-like tables in which people write what they like."""

HIDDEN = "***"
SHORTEST_SECRET = 7
"""Characters of a phone without its area; a name may have two, but not in ASCII."""

LONGEST_ENDING = 5
MAX_ECHO = 40
"""Characters of a value that are repeated; the rest is cut."""

_RECIPIENT = re.compile(
    r"收[件货]人|[寄发]件人|发货人|取件人|运单|面单|快递单|邮件号|物流单|身份证|买家|昵称"
    r"|recipient|consignee|receiver|addressee|waybill|tracking|sender"
)
"""Headers that are dropped from every table."""

_PERSON = re.compile(
    r"姓名|电话|手机|座机|联系|地址|住址|客户|用户|单号|门牌|微信|邮箱|签收|支付宝|尾号|后四位|取件码|提货码|取货码"
    r"|phone|mobile|tel$|^tel|address|addr$|email|wechat|contact|customer|^name$|^姓$"
)
"""Headers that are dropped from order-like tables."""

_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T]\d{1,2}:\d{2}(:\d{2})?)?")
_DECIMAL = re.compile(r"[+-]?\d{1,6}\.\d+")
_DIGITS = re.compile(r"[A-Za-z]{0,4}\d(?:[\s\-_()+]{0,2}\d){6,}[A-Za-z]?")
_MOBILE = re.compile(r"(\+?86)?[\s-]?1[3-9]\d([\s-]?\d{4}){2}|0\d{2,3}-?\d{7,8}")
_MOBILE_INSIDE = re.compile(r"(?<!\d)(\+?86[\s-]?)?1[3-9]\d([\s\-./_]?\d{4}){2}(?!\d)")
_LANDLINE_INSIDE = re.compile(r"(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)")
_WAYBILL = re.compile(r"[A-Z]{0,4}\d{10,}", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.-]+@[A-Za-z][\w-]*(\.[A-Za-z]+)+")
_MASKED_MOBILE = re.compile(r"1[3-9]\d\*{2,}\d{2,4}")
_HOUSE = re.compile(r"\d+\s*[-#]?\s*\d*\s*(号|栋|幢|单元|室|弄|楼|巷|户)|[号栋幢室]\d+")
_PROVINCE = re.compile(
    r"(省|自治区|特别行政区|市).{0,12}(县|区|市|旗).{2,}|.*(路|街|道|巷|胡同).*\d"
)
_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_HIDDEN_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*\*{3}[^()\[\]【】]*[)\]】]")
_DATE_IN_NAME = re.compile(r"20\d\d[-_.年]?\d\d?[-_.月]?\d\d?日?(?!\d)")


def is_private_header(table: str, header: str) -> bool:
    """Tell whether a column that the table does not know holds people's data."""
    folded = header.lower()
    if _RECIPIENT.search(folded):
        return True
    return table in ORDER_LIKE and _PERSON.search(folded) is not None


def holds_people(values: Sequence[str]) -> bool:
    """Tell whether a third of a column's values are phones, waybills or names."""
    found = sum(_is_personal(value) for value in values)
    return found * 3 >= len(values) and found > 0


def holds_phone(text: str) -> bool:
    """Tell whether a phone number stands in a text."""
    found = _MOBILE_INSIDE.search(text) or _LANDLINE_INSIDE.search(text)
    return found is not None


def mask(value: str, *, names: bool = True) -> str:
    """Hide phones, waybill numbers, addresses and personal names in a value.

    What is left may be repeated in a finding: numbers of up to six digits,
    decimals such as coordinates, dates, times, names of places and firms. A
    masked value carries ``***`` in place of what was hidden; values above 40
    characters are cut. Headers are no people: ``names`` False leaves words that
    look like a name (颜色).
    """
    text = mask_whole(value, names=names)
    return text if len(text) <= MAX_ECHO else text[:MAX_ECHO] + "…"


def mask_whole(value: str, *, names: bool = True) -> str:
    """Hide what :func:`mask` hides, and cut nothing."""
    text = value.strip()
    if len(text) < SHORTEST_SECRET and text.isascii():
        return text
    if _DATE.fullmatch(text) or _DECIMAL.fullmatch(text):
        return text
    if _is_address(text) or _MOBILE_INSIDE.search(text):
        # Where a phone stands, a name is near, in whatever form.
        return HIDDEN
    text = _EMAIL.sub(HIDDEN, _MASKED_MOBILE.sub(HIDDEN, text))
    text = _DIGITS.sub(_hide_digits, text)
    return without_names(text, HIDDEN) if names else text


def hide_mobiles(text: str) -> str:
    """Hide mobile numbers and leave every other digit: the code of a village."""
    return _MOBILE_INSIDE.sub(HIDDEN, text) if len(text) >= SHORTEST_SECRET else text


def hide_contacts(text: str) -> str:
    """Hide mobile numbers, mail and addresses in a cell that names something.

    Other digits stay: the code of a village has twelve.
    """
    if len(text) < SHORTEST_SECRET:
        return text
    if _is_address(text):
        return HIDDEN
    return _EMAIL.sub(HIDDEN, hide_mobiles(text))


def clean_header(header: str, *, names: bool) -> str:
    """Return a header without a phone, waybill or address in it.

    With ``names`` also without a person behind its first word: 中通(张伟).
    Brackets in which something was hidden are gone.
    """
    text = _EMAIL.sub(HIDDEN, _MOBILE_INSIDE.sub(HIDDEN, header))
    text = _DIGITS.sub(_hide_digits, text)
    first = _HAN.search(text) if names else None
    if first:
        rest = text[first.end() :]
        text = text[: first.end()] + without_names(rest, HIDDEN)
    if text == header:
        return header
    return _HIDDEN_BRACKETS.sub("", text).strip() or HIDDEN


def shown_name(name: str, *, known: bool) -> str:
    """Return the name of a file or sheet as findings may repeat it.

    Dates stay; with a phone, a waybill or an address in it all but the ending
    is hidden. Where no table is ``known`` by it, personal names are hidden too.
    """
    stem, dot, ending = name.rpartition(".")
    if not dot or _HAN.search(ending) or len(ending) > LONGEST_ENDING:
        stem, ending = name, ""
    undated = _DATE_IN_NAME.sub(" ", stem)
    if mask_whole(undated, names=not known) == undated.strip():
        return name
    return f"{HIDDEN}{dot if ending else ''}{ending}"


def _is_personal(value: str) -> bool:
    return bool(
        _MOBILE.fullmatch(value)
        or _WAYBILL.fullmatch(value)
        or _MASKED_MOBILE.search(value)
        or _is_address(value)
        or is_person(value)
    )


def _is_address(text: str) -> bool:
    long_enough = len(text) > len("某县某镇某村")
    has_han = _HAN.search(text) is not None
    return (
        long_enough
        and has_han
        and (_HOUSE.search(text) is not None or _PROVINCE.search(text) is not None)
    )


def _hide_digits(match: re.Match[str]) -> str:
    text = match.group()
    return text if _DATE.fullmatch(text) else HIDDEN
