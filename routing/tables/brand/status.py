"""Parcels that are not to be carried, where the export itself says so."""

from __future__ import annotations

import re

from ..headers import fold_header
from ..schema_cells import TRUE_WORDS

DONE = frozenset(
    [
        "已取消",
        "取消",
        "已作废",
        "作废",
        "已退回",
        "退回",
        "已退件",
        "退件",
        "退回件",
        "退签",
        "已退签",
        "退件签收",
        "拒收退回",
        "退回寄件人",
        "已签收",
        "签收",
        "本人签收",
        "代签收",
        "已妥投",
        "妥投",
        "已投递",
        "已拦截",
    ]
)
"""States of a parcel that is cancelled, goes back or has arrived."""

_QUESTION = re.compile(r"^(是否)|(标识)$")


def done_word(header: str, text: str) -> str:
    """Return why a parcel is not to be carried, empty where it is.

    Parameters
    ----------
    header
        Header of a column of states, or of a yes-or-no question (是否退回).
    text
        The cell.

    Returns
    -------
    str
        A word of this file or of the header, never what else the cell says.
    """
    if text in DONE:
        return text
    asked = fold_header(header)
    if _QUESTION.search(asked) and text.casefold() in TRUE_WORDS:
        return _QUESTION.sub("", asked)
    return ""
