"""People with a browser: real Chromium, watched for what no page of ours may do."""

import importlib.resources
import os
import re

from playwright.sync_api import Browser, Page, Playwright, expect

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
# Every wait is for something that comes; this bounds it, also on a crowded machine.
PATIENCE_MILLISECONDS = 30_000
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text()
# Counts how often the page wanted to ring.
RINGS = "window.rings = 0; addEventListener('ring', () => { window.rings += 1; });"

expect.set_options(timeout=PATIENCE_MILLISECONDS)


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, with a camera and a microphone that it makes up, and no name of a host that it could find."""
    options = [
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--lang=en-GB"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    return playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=options, timeout=120_000,
        env={**os.environ, "LANGUAGE": "en_GB"})


class Fault(AssertionError):
    """What a person would complain about."""


class Reader:
    """One person with a browser of their own: its size, scheme, language and zone."""

    def __init__(self, browser: Browser, hosts: list[str], size: str = "phone", *, scheme: str = "light",
                 language: str = "en-GB", zone: str = "Europe/Berlin", script: bool = True, zoom: int = 1):
        width, height = SIZES[size]
        # Who zooms has fewer, larger pixels.
        self.context = browser.new_context(
            viewport={"width": width // zoom, "height": height // zoom}, device_scale_factor=zoom,
            color_scheme=scheme, locale=language, timezone_id=zone, reduced_motion="reduce",
            java_script_enabled=script)
        self.context.set_default_timeout(PATIENCE_MILLISECONDS)
        self.hosts, self.script = hosts, script
        self.said: list[str] = []
        self.navigated: set[str] = set()
        if script:
            # Before the page's own; the policy of the page does not count for it.
            self.context.add_init_script(AXE + RINGS)
        self.context.on("request", self._asked)
        self.context.on("console", self._told)
        self.context.on("weberror", lambda error: self.said.append(f"error of the script: {error.error}"))
        self.page: Page = self.context.new_page()

    def _asked(self, request) -> None:
        if request.is_navigation_request():
            self.navigated.add(request.url)
        if re.match(r"https?:", request.url) and not any(request.url.startswith(host) for host in self.hosts):
            self.said.append(f"asks another host: {request.url}")

    def _told(self, message) -> None:
        # A page that tells of a problem has the problem's status; Chromium says so.
        url = message.location["url"]
        is_answer = message.text.startswith("Failed to load resource") and url in self.navigated
        if message.type == "error" and not is_answer:
            self.said.append(f"console: {message.text} ({url})")

    def close(self) -> None:
        self.context.close()

    def expect_quiet(self) -> None:
        """Neither the console nor the network saw what should not be."""
        if self.said:
            raise Fault("; ".join(self.said))

    def look(self) -> None:
        """What is shown has no fault that axe finds, and is not wider than the screen."""
        # Everything is looked at, also what a person would have to open first.
        self.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        self.expect_narrow()
        if self.script:
            answer = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", AXE_TAGS)
            found = [f"{fault['id']}: {node['html']}" for fault in answer["violations"] for node in fault["nodes"]]
            if found:
                raise Fault(f"axe at {self.page.url}: " + "; ".join(found))

    def expect_narrow(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            raise Fault(f"{self.page.url} is {wide} pixels wider than the screen")

    def tab_to(self, locator, most: int = 60) -> None:
        """By the keyboard alone, as far as it is; what has the focus must be seen."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if locator.evaluate("part => part === document.activeElement"):
                break
        else:
            raise Fault(f"the keyboard does not reach {locator}")
        ring = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        if ring == "none":
            raise Fault(f"nobody sees that {locator} has the focus")

    def sign_in(self, address: str, password: str) -> None:
        self.page.get_by_label("E-mail").fill(address)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()
