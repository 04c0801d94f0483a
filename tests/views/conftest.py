"""A real browser for the tests of the pages: Debian's Chromium, driven by Playwright (see tests/browser-setup.sh)."""

import os
import shutil

import pytest

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def missing(reason):
    # In continuous integration a gate that finds no browser fails.
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"{reason}; CI requires it (run tests/browser-setup.sh)", pytrace=False)
    pytest.skip(f"{reason} (run tests/browser-setup.sh)")


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("QUOTESTANCE_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing("no Chromium here")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the Python package playwright is not installed")
    with sync_playwright() as playwright:
        # Playwright starts every browser with a fresh user data folder of its own and removes it afterwards.
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


class Watched:
    """A page, with everything that went wrong on it and every request that left it."""

    def __init__(self, page):
        self.page, self.errors, self.requests = page, [], []
        page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("request", lambda r: self.requests.append(r.url))


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that opens HTML in a new page; at the end nothing may have gone wrong and nothing left the file."""
    opened = []

    def open_(html, *, dark=False, width=1280, height=900, **options):
        path = tmp_path / f"page{len(opened)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **options)
        watched = Watched(context.new_page())
        opened.append((context, watched, path))
        watched.page.goto(path.as_uri())
        return watched.page

    yield open_
    for context, watched, path in opened:
        context.close()
        assert watched.errors == []
        assert {url for url in watched.requests if not url.startswith("blob:")} == {path.as_uri()}
