"""Names of places that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_FIRST = (
    "青白红黄石松竹柳杨桃梨杏枫梅兰云雾龙凤鹤鹿马牛羊金银铜玉水泉溪河上下东西南北大小"
)
_SECOND = "岩山岭坡坪坝湾沟峪川塘桥"
_ENDS = "村庄坳冲寨"


def township_names(rng: np.random.Generator, count: int) -> list[str]:
    """Return different names of townships."""
    pairs = [a + b for a in _FIRST for b in _SECOND]
    return [f"{pairs[i]}镇" for i in rng.permutation(len(pairs))[:count].tolist()]


def village_names(rng: np.random.Generator, count: int) -> list[str]:
    """Return different names of villages."""
    triples = [a + b + c for a in _FIRST for b in _SECOND for c in _ENDS]
    return [triples[i] for i in rng.permutation(len(triples))[:count].tolist()]
