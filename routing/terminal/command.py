"""Commands of the command line: help and every way of ending in one language."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from .config import FILE_NAME, default_map, read_config
from .console import Console, coloured
from .exits import Exit, Stop
from .incident import write_incident
from .language import early_language, language, say, wrap
from .usage import usage_message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROGRAM = "gongpei"
JSON = "--json"
USAGE = "USAGE"
"""Code of every usage error in JSON answers."""

HELP_COLUMNS = 80
INDENT = 2
TEXT_COLUMN = 6


class SpokenCommand(click.Command):
    """A command whose ``help`` is a code of the catalogue's family ``cli``."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the command's name in the usage line."""
        pieces = [say("OPTIONS_METAVAR", language(ctx))]
        for param in self.get_params(ctx):
            pieces.extend(param.get_usage_pieces(ctx))
        return pieces

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, what the command does, and each option."""
        lang = language(ctx)
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        formatter.write(f"{say('USAGE', lang)}{usage}\n\n")
        _paragraphs(formatter, self._named(ctx, say(str(self.help), lang)), INDENT)
        self.format_options(ctx, formatter)

    def _named(self, ctx: click.Context, words: str) -> str:
        """Write the arguments that a help text names as the usage line does."""
        for param in self.params:
            if isinstance(param, click.Argument) and param.name:
                code, shown = param.name.upper(), param.type.get_metavar(param, ctx)
                words = re.sub(rf"\b{code}\b", shown or code, words)
        return words

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write every option: names on one line, the meaning below."""
        lang = language(ctx)
        formatter.write(f"\n{say('OPTIONS', lang)}\n")
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is None or not isinstance(param, click.Option):
                continue
            formatter.write(" " * INDENT + record[0] + "\n")
            meaning = self._named(ctx, say(str(param.help), lang))
            _paragraphs(formatter, meaning, TEXT_COLUMN)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, explained in the catalogue."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = "OPTION_HELP"
        return found

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; what nobody expected becomes a masked report."""
        try:
            return self._run(ctx)
        except Stop as stop:
            words = say(stop.code, language(ctx), **stop.values)
            Console.of(ctx).refusal(stop.code, words)
            raise

    def _run(self, ctx: click.Context) -> Any:  # noqa: ANN401
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, Stop):
            raise
        except BrokenPipeError:
            raise
        except Exception as error:
            beside = ctx.params.get("out") or Path(PROGRAM)
            file = write_incident(error, beside)
            place = file if file is not None else "-"
            kind = type(error).__name__
            raise Stop(Exit.INTERNAL, "INTERNAL", kind=kind, file=place) from error


class SpokenGroup(SpokenCommand, click.Group):
    """The program: its commands, its language, its configuration."""

    command_class = SpokenCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the program's name in the usage line."""
        return [say("GROUP_METAVAR", language(ctx))]

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the program's options and its commands."""
        SpokenCommand.format_options(self, ctx, formatter)
        lang = language(ctx)
        formatter.write(f"\n{say('COMMANDS', lang)}\n")
        names = self.list_commands(ctx)
        column = INDENT + max(len(name) for name in names) + INDENT
        for name in names:
            first, *_ = say(str(self.commands[name].help), lang).split("\n")
            lines = wrap(first, HELP_COLUMNS - column)
            formatter.write(f"{' ' * INDENT}{name:<{column - INDENT}}{lines[0]}\n")
            for line in lines[1:]:
                formatter.write(" " * column + line + "\n")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a day's work."""
        return list(self.commands)

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401 - handed on to click
    ) -> NoReturn:
        """Run a command and leave with its exit code."""
        given = list(sys.argv[1:] if args is None else args)
        lang = early_language(given, os.environ, {})

        def run() -> int:
            nonlocal lang
            config = read_config(Path(FILE_NAME))
            lang = early_language(given, os.environ, config)
            answer = click.Group.main(
                self,
                given,
                prog_name or PROGRAM,
                standalone_mode=False,
                obj=lang,
                default_map=default_map(config, self.commands),
                **extra,
            )
            return int(answer or 0)

        def console() -> Console:
            return Console(lang=lang, json_output=JSON in given)

        sys.exit(_exit_code(run, console))


def _exit_code(run: Callable[[], int], console: Callable[[], Console]) -> int:
    def lang() -> str:
        return console().lang

    try:
        return run()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return Exit.INPUT
    except click.ClickException as error:
        words = usage_message(error, lang())
        console().refusal(USAGE, words)
        _complain(words, lang())
        return Exit.INPUT
    except Stop as stop:
        _complain(say(stop.code, lang(), **stop.values), lang())
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain(say("INTERRUPTED", lang()), lang())
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Who reads our answer has seen enough (`| head`); nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def _complain(problem: str, lang: str) -> None:
    label = say("ERROR", lang)
    if coloured():
        label = click.style(label, fg="red", bold=True)
    click.echo(label + problem, err=True)


def _paragraphs(formatter: click.HelpFormatter, words: str, indent: int) -> None:
    for paragraph in words.strip().split("\n"):
        for line in wrap(paragraph, HELP_COLUMNS - indent):
            formatter.write((" " * indent + line).rstrip() + "\n")
