"""Worker processes are spawned on every system, as Windows does it."""

import ast
from pathlib import Path

import cli

ROOT = Path(cli.__file__).parent
FILES = [
    *sorted((ROOT / "routing").rglob("*.py")),
    *sorted((ROOT / "portable").glob("*.py")),
    ROOT / "cli.py",
]
FORKING = {"fork", "forkpty", "ProcessPoolExecutor", "Pool", "set_start_method"}


def names_used(tree):
    """Return the attributes and imported names of a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def calls(tree, method):
    """Return the calls of a method."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == method
    ]


def test_every_context_is_spawn_and_nothing_forks():
    found = []
    for file in FILES:
        tree = ast.parse(file.read_text("utf-8"))
        assert FORKING.isdisjoint(names_used(tree)), file
        for call in calls(tree, "get_context"):
            found.append([ast.literal_eval(arg) for arg in call.args])
    assert found == [["spawn"], ["spawn"]]


def test_processes_come_from_that_context_alone():
    makers = [
        file.relative_to(ROOT).as_posix()
        for file in FILES
        if calls(ast.parse(file.read_text("utf-8")), "Process")
    ]
    # Workers of the search, and engines that can be killed.
    assert makers == ["routing/optimize/engines/guarded.py", "routing/optimize/team.py"]
