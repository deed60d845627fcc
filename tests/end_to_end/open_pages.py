"""Open pages from disk with the network off, and print what each asked for, said and showed.

Run as a program of its own: ``python open_pages.py CHROMIUM PAGE...``; prints JSON.
"""

import json
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def look(browser, path):
    """Open one page, press everything on it that can be pressed, and note what happens."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page, address = context.new_page(), path.as_uri()
    requests, problems = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda said: problems.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: (problems.append("dialog"), dialog.dismiss()))
    page.goto(address)
    is_map = page.locator("#ga-map").count() > 0
    if is_map:
        page.wait_for_function("window.__ready === true", timeout=20_000)
        for i in range(page.locator("#ga-table .link").count()):
            page.locator("#ga-table .link").nth(i).dispatch_event("click")
        for kind in page.locator('input[name="ga-layer"]').all():
            kind.check()
        box = page.locator("#ga-map").bounding_box()
        for part in (0.3, 0.4, 0.5, 0.6):
            page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * part)
            page.wait_for_timeout(30)
    page.wait_for_timeout(100)
    seen = {
        "map": is_map,
        "requests": [url for url in requests if url != address],
        "problems": problems,
        "pwned": page.evaluate("window.__pwned === undefined ? null : window.__pwned"),
        "images": page.locator("img, iframe, object, embed, base").count(),
        "text": page.evaluate("document.body.textContent"),
        "title": page.title(),
    }
    context.close()
    return seen


def main():
    """Print the pages' stories by file name."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=sys.argv[1], args=list(ARGUMENTS))
        found = {Path(name).name: look(browser, Path(name)) for name in sys.argv[2:]}
        browser.close()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
