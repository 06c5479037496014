"""Every finding code that the schema raises has its texts in both languages."""

import re
from pathlib import Path

import pytest

from routing.tables import build_lookup
from routing.texts import catalogue

PATTERNS = ("schema*.py", "build*.py", "overrides*.py", "form.py", "calendar.py")
FOLDER = Path(build_lookup.__file__).parent
SOURCES = sorted(path for pattern in PATTERNS for path in FOLDER.glob(pattern))
TEXTS = catalogue.family("findings_schema") | catalogue.family("findings_services")
RAISED = re.compile(
    r"""(?:reject|warn|fatal|aside)\(\s*"([A-Z][A-Z0-9_]+)"
    |\bcode\ =\ "([A-Z0-9_]+)\"""",
    re.VERBOSE,
)


def raised():
    found = {}
    for path in SOURCES:
        for pair in RAISED.findall(path.read_text("utf-8")):
            found[pair[0] or pair[1]] = path.name
    for code in (*build_lookup.UNKNOWN.values(), *build_lookup.LOST.values()):
        found[code] = "build_lookup.py"
    return found


def test_the_source_raises_exactly_the_codes_of_the_catalogue():
    assert len(raised()) > 90
    assert sorted(raised()) == sorted(TEXTS)


@pytest.mark.parametrize("code", sorted(raised()))
def test_each_code_has_text_and_way_out_in_both_languages(code):
    texts = TEXTS[code]
    assert set(texts) == {"zh", "en", "fix_zh", "fix_en"}
    assert all(text.strip() for text in texts.values())
    # Both languages are filled from the same details.
    assert re.search(r"[\u4e00-\u9fff]", texts["zh"])
    for kind in ("", "fix_"):
        zh, en = (
            set(re.findall(r"\{(\w+)\}", texts[f"{kind}{lang}"]))
            for lang in ("zh", "en")
        )
        assert zh == en
