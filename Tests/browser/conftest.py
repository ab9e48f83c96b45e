"""Debian's Chromium, watched: no page may log an error or ask another host for anything."""

import contextlib
import os
import pathlib

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("MEBE_CHROMIUM", "/usr/bin/chromium")
WAIT_MILLISECONDS = 20_000


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Window:
    """One person's browser window and everything that went wrong in it."""

    def __init__(self, browser, server, **settings):
        self.server = server
        self.context = browser.new_context(base_url=server.base, locale="vi-VN", **settings)
        self.page = self.context.new_page()
        self.page.set_default_timeout(WAIT_MILLISECONDS)
        self.faults = []
        # Without a line the browser logs each request that fails.
        self.faults_allowed = False
        self.responses = []
        self.weight = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", lambda response: self.responses.append(response))

    def _heard(self, message):
        # The browser itself logs a page's own refusal (401, 422 …); those are asked for here.
        is_refusal = "Failed to load resource" in message.text and (
            message.location.get("url") == self.page.url)
        is_off_line = self.faults_allowed and "ERR_INTERNET_DISCONNECTED" in message.text
        if message.type in ("error", "warning") and not (is_refusal or is_off_line):
            self.faults.append(f"console: {message.text} {message.location}")

    def _asked(self, request):
        if not request.url.startswith((self.server.base, "data:")):
            self.faults.append(f"outside: {request.url}")

    def sign_in(self, token):
        self.page.goto("/login")
        self.page.fill("#token", token)
        self.page.click("form:has(#token) button")
        self.page.wait_for_url(f"{self.server.base}/")

    def open(self, path):
        """Goes to a page; answers what it weighs on the wire, with all that it needs."""
        self.responses.clear()
        answer = self.page.goto(path)
        self.weight = sum(one.request.sizes()["responseBodySize"] for one in self.responses)
        return answer

    def picture(self, name, **settings):
        """A screenshot, where somebody wants them."""
        if "MEBE_SHOTS" in os.environ:
            folder = pathlib.Path(os.environ["MEBE_SHOTS"])
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png", **settings)


@pytest.fixture
def window(browser, demo):
    """Opens windows; at the end none may have had a fault."""
    with contextlib.ExitStack() as stack:
        opened = []

        def open_window(**settings):
            opened.append(Window(browser, demo, **settings))
            stack.callback(opened[-1].context.close)
            return opened[-1]

        yield open_window
        for one in opened:
            assert one.faults == []
