"""The page in a real browser: its script runs, and nothing is refused."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from report_day import NASTY, make_day, make_travel
from report_plan import make_plan

from routing.report.page import render_report

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def browser() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("No Chromium: install it, the report is tested in a browser.")
    if found is None:
        pytest.skip("no Chromium on this machine; the browser test runs in CI")
    return found


def test_the_map_is_drawn_and_nothing_is_refused(browser, tmp_path):
    page = tmp_path / "report.html"
    html = render_report(make_day(), make_travel(), make_plan())
    page.write_text(html, "utf-8")

    run = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}",
            # Any host is unknown: what the page fetched would be refused aloud.
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--virtual-time-budget=3000",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    dom, log = run.stdout.decode(), run.stderr.decode()

    # Five legs and six sites with a position.
    assert 'data-ready="5/6"' in dom
    assert 'data-shown="0"' in dom
    assert "leaflet-canvas" in dom or "<canvas" in dom
    assert NASTY not in dom
    for fault in ("Refused to", "violates", "Uncaught", "ERR_NAME_NOT_RESOLVED"):
        assert fault not in log, log
