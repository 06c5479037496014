"""``gongpei.toml``: defaults of a folder, below flags and ``GONGPEI_*``."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from .exits import Exit, Stop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import click

FILE_NAME = "gongpei.toml"
ENCODING = "utf-8-sig"
"""Editors on Windows put a mark before UTF-8."""


def read_config(path: Path) -> dict[str, Any]:
    """Return the configuration of a folder, empty where there is none.

    Raises
    ------
    Stop
        When the file cannot be read or is not TOML.
    """
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(ENCODING))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Stop(
            Exit.INPUT, "CONFIG_UNREADABLE", file=path.name, error=error
        ) from error


def default_map(
    config: Mapping[str, Any], commands: Mapping[str, click.Command]
) -> dict[str, dict[str, Any]]:
    """Return click's defaults per command.

    Keys at the top hold for every command that has the option, tables for one
    command. Keys are written like the options, with hyphens or underscores.

    Raises
    ------
    Stop
        When a key is no option of any command, or not of its command.
    """
    options = {
        name: {param.name for param in command.params if param.name}
        for name, command in commands.items()
    }
    known_anywhere = {"lang"}.union(*options.values())
    defaults: dict[str, dict[str, Any]] = {name: {} for name in commands}
    for key, value in config.items():
        if isinstance(value, dict):
            _of_one_command(key, value, options, defaults)
            continue
        name = _option_name(key)
        if name not in known_anywhere:
            raise Stop(Exit.INPUT, "CONFIG_UNKNOWN_KEY", file=FILE_NAME, key=key)
        for command, known in options.items():
            if name in known:
                defaults[command].setdefault(name, value)
    return defaults


def _of_one_command(
    command: str,
    table: Mapping[str, Any],
    options: Mapping[str, set[str]],
    defaults: dict[str, dict[str, Any]],
) -> None:
    for key, value in table.items():
        name = _option_name(key)
        if name not in options.get(command, set()):
            place = f"{command}.{key}"
            raise Stop(Exit.INPUT, "CONFIG_UNKNOWN_KEY", file=FILE_NAME, key=place)
        defaults[command][name] = value


def _option_name(key: str) -> str:
    return key.replace("-", "_")
