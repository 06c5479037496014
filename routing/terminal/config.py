"""``gongpei.toml``: defaults of a folder, below flags and ``GONGPEI_*``."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import click

from .exits import Exit, Stop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


Defaults = dict[str, Any]
"""click's defaults by option; those of a command inside a group by its name."""


def default_map(
    config: Mapping[str, Any], commands: Mapping[str, click.Command]
) -> Defaults:
    """Return click's defaults per command.

    Keys at the top hold for every command that has the option, tables for one
    command (``[bench.solve]`` for one inside a group). Keys are written like the
    options, with hyphens or underscores.

    Raises
    ------
    Stop
        When a key is no option of any command, or not of its command.
    """
    every = {key: value for key, value in config.items() if not _is_table(value)}
    known = {"lang"}.union(*map(_options_below, commands.values()))
    for key in every:
        _refuse_unknown(_option_name(key), known, key)
    for key, value in config.items():
        if _is_table(value) and key not in commands:
            _refuse_unknown(key, set(), ".".join([key, *list(value)[:1]]))
    return {
        name: _of_command(name, command, every, config.get(name, {}))
        for name, command in commands.items()
    }


def _of_command(
    path: str,
    command: click.Command,
    every: Mapping[str, Any],
    table: Mapping[str, Any],
) -> Defaults:
    """Return the defaults of a command, and of those inside it where it is a group."""
    inside = _inside(command)
    known = _options_of(command)
    defaults: Defaults = {
        _option_name(key): value
        for key, value in every.items()
        if _option_name(key) in known
    }
    for name, child in inside.items():
        below = table.get(name, {}) if _is_table(table.get(name)) else {}
        defaults[name] = _of_command(f"{path}.{name}", child, every, below)
    for key, value in table.items():
        if key in inside and _is_table(value):
            continue
        name = _option_name(key)
        _refuse_unknown(name, known, f"{path}.{key}")
        defaults[name] = value
    return defaults


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _inside(command: click.Command) -> Mapping[str, click.Command]:
    return command.commands if isinstance(command, click.Group) else {}


def _options_of(command: click.Command) -> set[str]:
    return {param.name for param in command.params if param.name}


def _options_below(command: click.Command) -> set[str]:
    """Return the options of a command and of all inside it."""
    below = map(_options_below, _inside(command).values())
    return _options_of(command).union(*below)


def _refuse_unknown(name: str, known: set[str], shown: str) -> None:
    if name not in known:
        raise Stop(Exit.INPUT, "CONFIG_UNKNOWN_KEY", file=FILE_NAME, key=shown)


def _option_name(key: str) -> str:
    return key.replace("-", "_")
