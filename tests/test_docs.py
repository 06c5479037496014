"""The manual cannot go stale: pages, codes, commands and links are compared."""

import re
import tomllib
from pathlib import Path

import click
import pytest

import cli
from routing.check.causes import Cause
from routing.domain.reason import ReasonCode
from routing.planning.manual import pages
from routing.tables.build_settings import KEYS
from routing.tables.headers import HEADERS
from routing.terminal.exits import Exit
from routing.texts.catalogue import families, family
from routing.texts.reference import finding_families

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SOURCES = "\n".join(
    path.read_text("utf-8")
    for folder in ("routing", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "texts" not in path.parts
)
TESTS = "\n".join(
    path.read_text("utf-8")
    for path in sorted((ROOT / "tests").rglob("*.py"))
    if path.name != Path(__file__).name
)
FINDING_CODES = sorted(code for name in finding_families() for code in family(name))


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_page_is_up_to_date(name):
    stored = (ROOT / "docs" / name).read_text("utf-8")
    assert stored == pages()[name], "run: make docs"


def placeholders(words):
    """Return the values that a text needs; some have a value per language."""
    names = re.findall(r"\{(\w+)", words)
    return {name.removesuffix("_zh").removesuffix("_en") for name in names}


@pytest.mark.parametrize("name", families())
def test_every_text_is_there_in_both_languages(name):
    for code, texts in family(name).items():
        kinds = {key.removesuffix("_zh").removesuffix("_en") for key in texts}
        for kind in kinds - {"zh", "en"}:
            for lang in ("zh", "en"):
                assert texts.get(f"{kind}_{lang}") is not None, (code, kind, lang)
        assert texts["zh"].strip(), code
        assert texts["en"].strip(), code
        assert placeholders(texts["zh"]) == placeholders(texts["en"]), code


@pytest.mark.parametrize("name", [*finding_families(), "reasons"])
def test_findings_and_reasons_say_the_way_out(name):
    for code, texts in family(name).items():
        assert texts["fix_zh"].strip(), code
        assert texts["fix_en"].strip(), code


def test_reasons_and_violations_are_the_closed_lists():
    assert set(family("reasons")) == {str(code) for code in ReasonCode}
    assert set(family("violations")) == {str(code) for code in Cause}


@pytest.mark.parametrize("code", FINDING_CODES)
def test_each_finding_is_documented_raised_and_triggered_by_a_test(code):
    assert f"| `{code}` |" in (ROOT / "docs" / "errors.md").read_text("utf-8")
    assert f'"{code}"' in SOURCES, "no code raises it"
    assert re.search(rf"\b{code}\b", TESTS), "no test triggers it"


def test_every_column_and_setting_is_explained():
    columns = {f"{table}.{column}" for table, cs in HEADERS.items() for column in cs}
    assert set(family("columns")) == columns
    assert set(family("settings")) == set(KEYS)


def test_readme_lists_exactly_the_commands():
    rows = re.findall(r"^\| `gongpei (\w+)", README, re.MULTILINE)
    assert rows == list(cli.gongpei.commands)


@pytest.mark.parametrize(
    "line", re.findall(r"^(?:\S*/)?gongpei (.+?)(?:\s+#.*)?$", README, re.MULTILINE)
)
def test_every_command_line_of_the_readme_is_understood(line):
    words = line.split()
    command = cli.gongpei.commands[words[0]]
    known = {
        name: param
        for param in command.params
        if isinstance(param, click.Option)
        for name in param.opts
    }
    for word in words[1:]:
        if word.startswith("-"):
            assert word in known


def test_readme_gives_a_reason_for_each_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[<>=~ ]", text)[0] for text in project["dependencies"]]
    section = README.split("## Dependencies")[1].split("##")[0]
    for name in names:
        assert re.search(rf"^\| {name}\b.*\| \S+", section, re.MULTILINE), name


MODULES = {"python-calamine": "python_calamine"}


def test_readme_is_honest_about_dependencies_that_nothing_imports():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    code = "\n".join(
        path.read_text("utf-8")
        for folder in ("routing", "instances", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
    ) + (ROOT / "cli.py").read_text("utf-8")
    section = README.split("## Dependencies")[1].split("##")[0]
    for text in project["dependencies"]:
        name = re.split(r"[<>=~ ]", text)[0]
        module = MODULES.get(name, name)
        used = re.search(rf"^\s*(from|import) {module}\b", code, re.MULTILINE)
        row = re.search(rf"^\| {name}\b.*$", section, re.MULTILINE)
        assert row
        assert ("not used yet" in row.group()) == (used is None), name


def test_readme_and_reference_list_every_exit_code():
    errors = (ROOT / "docs" / "errors.md").read_text("utf-8")
    for code in Exit:
        assert f"| {int(code)} |" in README
        assert f"| {int(code)} |" in errors


@pytest.mark.parametrize(
    "page",
    ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))],
)
def test_links_lead_somewhere(page):
    folder = (ROOT / page).parent
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert (folder / target).exists(), target
