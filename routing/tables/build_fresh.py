"""What is assumed where loss of freshness is counted (rule P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.freshness import KEPT_C, OUTSIDE_C, FreshModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.goods import GoodsClass

    from .build_draft import Draft

TEMPERATURE_KEY = "temperature_c"
NO_FASTER = "no faster outside"


def note_fresh(draft: Draft, goods: Mapping[str, GoodsClass]) -> None:
    """Note what is assumed about degrees where they decide how fast goods spoil."""
    cold = [g for g in goods.values() if g.fresh_micro_yuan and g.temp in KEPT_C]
    settings = draft.settings
    if settings.freshness is not FreshModel.ARRHENIUS or not cold:
        return
    if TEMPERATURE_KEY not in settings.extra:
        draft.assumptions.add(f"settings.{TEMPERATURE_KEY}", f"{OUTSIDE_C:g}")
    for one in cold:
        name = one.goods_class
        if one.fresh_ea_kj is None:
            draft.assumptions.add(f"goods.{name}.fresh_ea_kj", NO_FASTER)
        elif one.temp_min_c is None and one.temp_max_c is None:
            draft.assumptions.add(f"goods.{name}.temp_max_c", f"{KEPT_C[one.temp]:g}")
