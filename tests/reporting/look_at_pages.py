"""Open pages in a Chromium and print what it saw as JSON: ``look_at_pages.py CHROMIUM PAGE...``.

A process of its own: only one Playwright may run in a process, and the map's tests have theirs.
"""

import json
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def look(browser, path, width):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, offline=True, bypass_csp=True
    )
    page = context.new_page()
    noticed = []
    page.on("request", lambda request: noticed.append(f"request {request.url}"))
    page.on("console", lambda said: noticed.append(f"console {said.text}"))
    page.on("pageerror", lambda error: noticed.append(f"error {error}"))
    page.on("dialog", lambda dialog: noticed.append(f"dialog {dialog.message}"))
    page.goto(path.as_uri())
    seen = {
        "noticed": [said for said in noticed if said != f"request {path.as_uri()}"],
        "overflow": page.evaluate("document.documentElement.scrollWidth - innerWidth"),
        "violations": [v["id"] for v in Axe().run(page).response["violations"]],
    }
    page.keyboard.press("Tab")
    seen["first_stop"] = page.evaluate("document.activeElement.className")
    context.close()
    return seen


def main(chromium, *pages):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        found = [look(browser, Path(page), width) for page in pages for width in (1000, 320)]
        browser.close()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
