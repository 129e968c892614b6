#!/usr/bin/env python3
"""Renders every Mermaid diagram of docs/*.md and README.md with the real library and fails on a syntax error.

    render_mermaid.py FOLDER [--library mermaid.min.js] [--chromium /usr/bin/chromium]

Pictures (PNG) go to FOLDER. Needs playwright (PyPI) and Chromium. Without --library the one in artoo-mermaid (PyPI) is
downloaded; it is only unpacked, so the Python it asks for does not matter.
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "artoo-mermaid==11.16.0"
MILLISECONDS = 180_000
PAGE = "<!doctype html><meta charset=utf-8><body style='margin:16px;background:white'><div id=diagram></div>"
RENDER = """async (source) => {
    mermaid.initialize({startOnLoad: false, theme: 'default'});
    await mermaid.parse(source);
    const {svg} = await mermaid.render('drawn', source);
    document.getElementById('diagram').innerHTML = svg;
    return document.querySelectorAll('#diagram svg *').length;
}"""


def library(given: Path | None) -> str:
    if given:
        return given.read_text()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
             "--python-version", "3.12", "--dest", folder, PACKAGE], check=True, timeout=900)
        wheel = next(Path(folder).glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            return archive.read("artoo_mermaid/assets/mermaid.min.js").decode()


def diagrams() -> list[tuple[str, str]]:
    """Name and source of each diagram."""
    found = []
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        if not document.exists():
            continue
        for number, part in enumerate(document.read_text().split("\n```mermaid\n")[1:], 1):
            found.append((f"{document.stem}-{number}", part.split("\n```")[0]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    script, failed = library(wanted.library), 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=wanted.chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.set_default_timeout(MILLISECONDS)
        for name, source in diagrams():
            page.set_content(PAGE)
            page.add_script_tag(content=script)
            try:
                parts = page.evaluate(RENDER, source)
                page.locator("#diagram").screenshot(path=wanted.folder / f"{name}.png")
                print(f"ok   {name}: {parts} parts")
            except Error as error:
                failed += 1
                print(f"FAIL {name}: {error.message.splitlines()[0]}")
        browser.close()
    if not diagrams():
        raise SystemExit("no diagram found")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
