"""Exports with hundreds of people, imported for real: none of them is found again."""

import json
import os
import random
import subprocess
import sys
import zipfile

import pytest
from brand_exports import (
    LAYOUTS,
    People,
    headless,
    nameless,
    strange,
    write_county,
)

import cli
from routing.terminal.exits import Exit

BROKEN = """
import sys
from routing.tables.brand import parcels
def broken(self, cells, key, items):
    raise KeyError(cells[0]) from ValueError("row " + " ".join(cells))
parcels._Sheet._take = broken
import cli
sys.argv[0] = "gongpei"
cli.main()
"""


@pytest.fixture
def people():
    return People(random.Random(7))


@pytest.fixture
def exports(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


def run(tmp_path, *args, program=(cli.__file__,)):
    """Run the command in a folder of its own."""
    home = tmp_path / "home"
    write_county(home / "县")
    env = {k: v for k, v in os.environ.items() if not k.startswith("GONGPEI_")}
    return subprocess.run(
        [sys.executable, *program, "import", *map(str, args), "--day", "县"],
        cwd=home,
        env={**env, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def everything(folder):
    """Yield the name and content of each file, parts of workbooks one by one."""
    for path in sorted(folder.rglob("*")):
        yield str(path.relative_to(folder)), ""
        if not path.is_file():
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for part in archive.namelist():
                    yield f"{path.name}:{part}", archive.read(part).decode("utf-8")
        else:
            data = path.read_bytes()
            for encoding in ("utf-8", "gb18030"):
                yield path.name, data.decode(encoding, errors="ignore")


def leaks(people, tmp_path, done):
    """Return where which secret was found."""
    texts = [("stdout", done.stdout), ("stderr", done.stderr)]
    for name, content in everything(tmp_path / "home"):
        texts += [("name", name), (name, content)]
    return sorted(
        {(name, one) for name, text in texts for one in people.secrets if one in text}
    )


def test_the_scan_finds_what_is_there(tmp_path, exports, people):
    for layout in LAYOUTS.values():
        layout(exports, people)
    found = "".join(name + content for name, content in everything(exports))
    there = [one for one in people.secrets if one in found]
    assert len(there) > 1000


@pytest.mark.parametrize("brand", LAYOUTS)
def test_no_recipient_leaves_an_import(brand, tmp_path, exports, people):
    path = LAYOUTS[brand](exports, people)
    done = run(tmp_path, path, "--partner", brand)
    assert done.returncode == Exit.FINDING, done.stderr
    assert (tmp_path / "home" / "县" / "件量.csv").is_file()
    assert (tmp_path / "home" / "县" / "待对照.xlsx").is_file()
    assert leaks(people, tmp_path, done) == []


def test_nor_in_json_in_english_or_the_second_time(tmp_path, exports, people):
    path = LAYOUTS["申通"](exports, people)
    first = run(tmp_path, path, "--partner", "申通")
    done = run(tmp_path, path, "--partner", "申通", "--json", "--lang", "en")
    assert json.loads(done.stdout)["items"] > 0
    assert leaks(people, tmp_path, first) + leaks(people, tmp_path, done) == []


@pytest.mark.parametrize("make", [strange, headless, nameless])
def test_nor_where_columns_cannot_be_told(make, tmp_path, exports, people):
    done = run(tmp_path, make(exports, people), "--partner", "中通")
    assert done.returncode == Exit.INPUT
    assert "--columns" in done.stderr
    assert not (tmp_path / "home" / "县" / "导入记录").exists()
    assert leaks(people, tmp_path, done) == []


def test_nor_when_the_wrong_column_is_named(tmp_path, exports, people):
    path = LAYOUTS["中通"](exports, people)
    args = ["--partner", "中通", "--columns", "网点=收件人,三段码=收件地址"]
    done = run(tmp_path, path, *args)
    assert done.returncode == Exit.FINDING
    assert leaks(people, tmp_path, done) == []


def test_nor_when_letters_name_a_column_of_people(tmp_path, exports, people):
    args = ["--partner", "中通", "--columns", "网点=A,件数=每行1件"]
    done = run(tmp_path, nameless(exports, people), *args)
    assert done.returncode == Exit.FINDING
    assert (tmp_path / "home" / "县" / "待对照.xlsx").is_file()
    assert leaks(people, tmp_path, done) == []


def test_nor_in_the_report_of_an_internal_error(tmp_path, exports, people):
    path = LAYOUTS["中通"](exports, people)
    done = run(tmp_path, path, "--partner", "中通", program=["-c", BROKEN])
    assert done.returncode == Exit.INTERNAL, done.stderr
    (report,) = (tmp_path / "home").glob("*.error.txt")
    assert "KeyError" in report.read_text("utf-8")
    assert leaks(people, tmp_path, done) == []
