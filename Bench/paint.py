"""How soon Chromium first paints a page with an empty cache: milliseconds of each visit as JSON. paint.py URL VISITS

Needs the Python of Tests/requirements.txt (Playwright) and Debian's Chromium."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests" / "Browser"))

from playwright.sync_api import sync_playwright  # noqa: E402

from reader import launch  # noqa: E402

# The first visits start the browser's own processes, which is not the page's.
WARM_UP = 2
FIRST_PAINT = """() => new Promise(done => {
    const watch = new PerformanceObserver(list => done(list.getEntries()[0].startTime));
    watch.observe({type: "paint", buffered: true});
})"""


def visit(browser, url):
    """A browser's context has a cache, and connections, of its own."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        page.goto(url)
        return page.evaluate(FIRST_PAINT)
    finally:
        context.close()


def main():
    url, visits = sys.argv[1], int(sys.argv[2])
    with sync_playwright() as playwright:
        browser = launch(playwright)
        times = [visit(browser, url) for _ in range(WARM_UP + visits)]
        browser.close()
    print(json.dumps(times[WARM_UP:]))


if __name__ == "__main__":
    main()
