"""Chinese personal names told from the words of places, goods and firms."""

from __future__ import annotations

import re

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

_TRADE = """
易碎 易腐 易燃 安全 安检 安排 方便 方向 常用 常规 常态 时间 时段
高峰 高价 高值 高温 白天 白班 左右 金属 周末 周边 周内 周转 周转箱
万元 贵重 贵重品 鲁通 关门 关闭 向阳 全天 全部 于今 任务 任意 郑重
许可 成都 申通 章丘 柳编 时效 时效件 温控 管制 管控 沈阳 石材 石油
金额 单日 单位 严禁 严重 孔雀 庄稼 易损 易损件 江米 方形 黄桃 黄瓜
黄豆 白菜 白酒 白糖 石榴 葛根 姜片 梁子 范围 施工 施工中 施肥 施药
关停 曲轴 康复 余量 余下 余件 安能 安迅 龙邦 黄马甲 万象 段号
"""
_WORDS = frozenset(_TRADE.split())
"""Words of this trade that begin like a family name."""

_COUNTING = "一二三四五六七八九十日末天〇零"
_ROLES = re.compile(r"^(收[件货]人|[寄发]件人|取件人|联系人|姓名|客户)")
_TITLES = re.compile(r"(先生|女士|小姐|师傅|老师|收)$")
_AT_HOME = re.compile(r"(家的?|处|代收|代取|自取|转交?|本人|亲启)$")
"""What follows a name in a note, but also ends names of villages: 王家."""

_NAME_LENGTHS = (2, 3)
_DOUBLE_NAME_LENGTHS = (3, 4)
_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_BEHIND_PLACE = re.compile(r"(.+[村镇乡县市区屯庄寨组])(.{2,4})")


def is_person(text: str) -> bool:
    """Tell whether a text looks like a Chinese personal name, with or without title."""
    text = _ROLES.sub("", text)
    at_home = _AT_HOME.sub("", text)
    if at_home != text and len(at_home) > 1 and _is_name(at_home):
        return True
    bare = _TITLES.sub("", text)
    if text != bare and len(bare) >= 1 and bare[0] in _SURNAMES:
        return len(bare) <= max(_NAME_LENGTHS)
    return _is_name(bare)


def _is_name(bare: str) -> bool:
    if bare in _WORDS:
        return False
    if not bare or not _HAN.fullmatch(bare) or bare[-1] in _PLACE_ENDINGS:
        return False
    if bare.startswith(_DOUBLE_SURNAMES):
        return len(bare) in _DOUBLE_NAME_LENGTHS
    return (
        bare[0] in _SURNAMES and len(bare) in _NAME_LENGTHS and bare[1] not in _COUNTING
    )


def without_names(text: str, hidden: str) -> str:
    """Return a text with ``hidden`` in place of personal names.

    Names are found where they stand alone, or behind a place: 上湾村张伟.
    """

    def hide(match: re.Match[str]) -> str:
        run = match.group()
        if is_person(run):
            return hidden
        if "·" in run:  # joins words as well as the parts of a name
            return "·".join(without_names(part, hidden) for part in run.split("·"))
        behind = _BEHIND_PLACE.fullmatch(run)
        return behind[1] + hidden if behind and is_person(behind[2]) else run

    return _HAN.sub(hide, text)
