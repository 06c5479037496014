"""Load the catalogue: one TOML file per family, one table per code.

A file ``<family>.toml`` holds ``[CODE]`` tables whose keys are text kinds with
one value per language: ``zh``/``en`` for the text itself and, where a code has
a way out, ``fix_zh``/``fix_en``. Placeholders are ``{name}``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("zh", "en")


@cache
def family(name: str) -> dict[str, dict[str, str]]:
    """Return all texts of one family (``findings``, ``reasons``, …) by code."""
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def families() -> list[str]:
    """Return the names of all families, sorted."""
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in resources.files(__package__).iterdir()
        if entry.name.endswith(".toml")
    )


def text(name: str, code: str, lang: str = "zh", /, **values: object) -> str:
    """Return a text of a family in one language, placeholders filled.

    Raises
    ------
    KeyError
        When the family has no such code, or a placeholder has no value.
    """
    return family(name)[code][lang].format(**values)


def fix(name: str, code: str, lang: str = "zh", /, **values: object) -> str:
    """Return the way out that stands with a code."""
    return family(name)[code][f"fix_{lang}"].format(**values)


def kinds(texts: Mapping[str, str], lang: str) -> dict[str, str]:
    """Return the texts of one code in one language, by their keys."""
    return {
        key: words
        for key, words in texts.items()
        if key == lang or key.endswith(f"_{lang}")
    }
