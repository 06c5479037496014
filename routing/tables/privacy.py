"""Names, phones, addresses and waybill numbers: dropped, and masked where echoed.

Recipients and senders leave the reader nowhere (formats.md, "People and
privacy"). Columns of order-like tables are dropped by their header, or by what
they hold; ``mask`` is for every value that a finding or message repeats.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDER_LIKE = frozenset({"demand", "orders", "pickups"})
"""Tables that brand exports are pasted into."""

FREE_TEXT = frozenset({"note", "shipper"})
"""Known columns of order-like tables in which people write what they like."""

HIDDEN = "***"
MOBILE_DIGITS = 11
MAX_ECHO = 40
"""Characters of a value that are repeated; the rest is cut."""

_RECIPIENT = re.compile(
    r"收[件货]人|[寄发]件人|发货人|取件人|运单|面单|快递单|邮件号|物流单|身份证|买家|昵称"
    r"|recipient|consignee|receiver|addressee|waybill|tracking|sender"
)
"""Headers that are dropped from every table."""

_PERSON = re.compile(
    r"姓名|电话|手机|座机|联系|地址|住址|客户|用户|单号|门牌|微信|邮箱|签收|支付宝"
    r"|phone|mobile|tel$|^tel|address|addr$|email|wechat|contact|customer|^name$|^姓$"
)
"""Headers that are dropped from order-like tables."""

_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T]\d{1,2}:\d{2}(:\d{2})?)?")
_DECIMAL = re.compile(r"[+-]?\d{1,6}\.\d+")
_DIGITS = re.compile(r"[A-Za-z]{0,4}\d(?:[\s\-_()+]{0,2}\d){6,}[A-Za-z]?")
_MOBILE = re.compile(r"(\+?86)?[\s-]?1[3-9]\d([\s-]?\d{4}){2}|0\d{2,3}-?\d{7,8}")
_MOBILE_INSIDE = re.compile(r"(?<!\d)(\+?86[\s-]?)?1[3-9]\d([\s-]?\d{4}){2}(?!\d)")
_WAYBILL = re.compile(r"[A-Z]{0,4}\d{10,}", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.-]+@[A-Za-z][\w-]*(\.[A-Za-z]+)+")
_MASKED_MOBILE = re.compile(r"1[3-9]\d\*{2,}\d{2,4}")
_HOUSE = re.compile(r"\d+\s*[-#]?\s*\d*\s*(号|栋|幢|单元|室|弄|楼|巷|户)|[号栋幢室]\d+")
_PROVINCE = re.compile(
    r"(省|自治区|特别行政区|市).{0,12}(县|区|市|旗).{2,}|.*(路|街|道|巷|胡同).*\d"
)
_HAN = re.compile(r"[\u4e00-\u9fff·]+")

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋"
    "余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛"
    "闫雷段龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文牟曲隋衣迟战柳初栾逄"
    "樊殷施翟倪齐鲁温庞耿葛伍岳申左章穆纪关焦丛邢辛柯安庄裴路欧阮俞颜管"
)
_DOUBLE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
)
_PLACE_ENDINGS = (
    "村镇乡县市区街路巷组社站点所部厂店口桥庄岭沟湾屯寨坪坝塘岗堡台头家集营场井坡洼"
    "滩港洞峪峡岛园庙寺塔墩圩埠铺驿疃夼崖城校坊院库号货件车线里东西南北温冻藏"
)
"""Last characters that places and goods have and given names hardly ever."""

_WORDS = frozenset(
    [
        "易碎",
        "易腐",
        "易燃",
        "安全",
        "安检",
        "安排",
        "方便",
        "方向",
        "常用",
        "常规",
        "常态",
        "时间",
        "时段",
        "高峰",
        "高价",
        "高值",
        "高温",
        "白天",
        "白班",
        "左右",
        "金属",
        "周末",
        "周边",
        "周内",
        "周转",
        "周转箱",
        "万元",
        "贵重",
        "贵重品",
        "鲁通",
        "关门",
        "关闭",
        "向阳",
        "全天",
        "全部",
        "于今",
        "任务",
        "任意",
        "郑重",
        "许可",
        "成都",
        "申通",
        "章丘",
        "柳编",
        "时效",
        "时效件",
        "温控",
        "管制",
        "管控",
        "沈阳",
        "石材",
        "石油",
        "金额",
        "单日",
        "单位",
        "严禁",
        "严重",
        "孔雀",
        "庄稼",
        "易损",
        "易损件",
        "江米",
        "方形",
        "黄桃",
        "黄瓜",
        "黄豆",
        "白菜",
        "白酒",
        "白糖",
        "石榴",
        "葛根",
        "姜片",
        "梁子",
        "范围",
        "施工",
        "施工中",
        "施肥",
        "施药",
        "关停",
        "曲轴",
        "康复",
        "余量",
        "余下",
        "余件",
    ]
)
"""Words of this trade that begin like a family name."""

_COUNTING = "一二三四五六七八九十日末天〇零"
_ROLES = re.compile(r"^(收[件货]人|[寄发]件人|取件人|联系人|姓名|客户)")
_TITLES = re.compile(r"(先生|女士|小姐|师傅|老师|收)$")
_NAME_LENGTHS = (2, 3)
_DOUBLE_NAME_LENGTHS = (3, 4)


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


def mask(value: str, *, names: bool = True) -> str:
    """Hide phones, waybill numbers, addresses and personal names in a value.

    What is left may be repeated in a finding: numbers of up to six digits,
    decimals such as coordinates, dates, times, names of places and firms. A
    masked value carries ``***`` in place of what was hidden; values above 40
    characters are cut. Headers are no people: ``names`` False leaves words that
    look like a name (颜色).
    """
    text = value.strip()
    if _DATE.fullmatch(text) or _DECIMAL.fullmatch(text):
        return text
    if _is_address(text) or _MOBILE_INSIDE.search(text):
        # Where a phone stands, a name is near, in whatever form.
        return HIDDEN
    text = _EMAIL.sub(HIDDEN, _MASKED_MOBILE.sub(HIDDEN, text))
    text = _DIGITS.sub(_hide_digits, text)
    if names:
        text = _HAN.sub(_hide_name, text)
    return text if len(text) <= MAX_ECHO else text[:MAX_ECHO] + "…"


def hide_mobiles(text: str) -> str:
    """Hide mobile numbers in a cell that is used: a village code keeps its digits."""
    if len(text) < MOBILE_DIGITS:
        return text
    return _MOBILE_INSIDE.sub(HIDDEN, text)


def is_person(text: str) -> bool:
    """Tell whether a text looks like a Chinese personal name, with or without title."""
    text = _ROLES.sub("", text)
    bare = _TITLES.sub("", text)
    if text != bare and len(bare) >= 1 and bare[0] in _SURNAMES:
        return len(bare) <= max(_NAME_LENGTHS)
    if bare in _WORDS:
        return False
    if not bare or not _HAN.fullmatch(bare) or bare[-1] in _PLACE_ENDINGS:
        return False
    if bare.startswith(_DOUBLE_SURNAMES):
        return len(bare) in _DOUBLE_NAME_LENGTHS
    return (
        bare[0] in _SURNAMES and len(bare) in _NAME_LENGTHS and bare[1] not in _COUNTING
    )


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


def _hide_name(match: re.Match[str]) -> str:
    return HIDDEN if is_person(match.group()) else match.group()
