"""A real browser for tests, and a real server: `extractor review` in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_BUSY = "html[data-busy], .htmx-request, .htmx-swapping, .htmx-settling"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def lacking() -> str:
    """Why there is no browser here; empty where there is one."""
    if not shutil.which(CHROMIUM):
        return f"no {CHROMIUM}: apt-get install chromium"
    try:
        import playwright.sync_api
    except ImportError:
        return "playwright is not installed"
    return "" if playwright.sync_api else "playwright is not installed"


class Address(str):
    """Where a server answers, and the number of its process."""

    __slots__ = ("pid",)

    def __new__(cls, address: str, pid: int) -> Address:
        """The address, of that process."""
        made = super().__new__(cls, address)
        made.pid = pid
        return made


@contextmanager
def serving(folder: Path, reviewer: str = "王敏") -> Iterator[Address]:
    """The address of a review of the folder, as long as the block lasts."""
    command = [sys.executable, "-m", "extractor", "review", str(folder), "--port", "0", "--no-browser"]
    with subprocess.Popen(
        [*command, "--reviewer", reviewer], stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        said = []
        try:
            assert server.stderr is not None
            for line in server.stderr:
                said.append(line)
                found = re.search(r"at (http://\S+)/", line)
                if found:
                    break
            else:
                raise AssertionError("the server did not start: " + "".join(said))
            _await(found[1])
            yield Address(found[1], server.pid)
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()


def _await(address: str) -> None:
    """Waits until the server answers: it says its address before it has read the patterns."""
    for _ in range(200):
        try:
            with urlopen(address + "/static/base.css") as answer:
                answer.read()
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"nobody answers at {address}")


@contextmanager
def chromium():
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Sight:
    """One person's window: where it is, what went wrong in it, and every request that it made."""

    page: object
    base: str
    wrong: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def strangers(self) -> list[str]:
        """Requests to another host."""
        own = urlsplit(self.base).netloc
        return [one for one in self.requests if urlsplit(one).netloc != own and not one.startswith("data:")]

    def go(self, path: str) -> None:
        """Opens a page, and waits until it is there."""
        self.page.goto(self.base + path)
        self.quiet()

    def press(self, *keys: str) -> None:
        """Presses the keys, one after the other, each when what came before is done."""
        for key in keys:
            self.page.keyboard.press(key)
            self.quiet()

    def quiet(self) -> None:
        """Waits until no request is under way and the page has settled."""
        still = 0
        for _ in range(600):
            self.page.wait_for_load_state("load")
            still = still + 1 if self.page.locator(_BUSY).count() == 0 else 0
            if still == 3:
                return
            self.page.wait_for_timeout(40)
        raise AssertionError("the page never came to rest")

    def text(self, selector: str) -> str:
        """What stands in the element."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def value(self, script: str) -> object:
        """What the script comes to in the page."""
        return self.page.evaluate(script)

    @property
    def figure(self) -> str:
        """The id of the figure that is chosen."""
        return str(self.value("document.querySelector('#body').dataset.selected"))

    @property
    def state(self) -> str:
        """Its state of review, as its panel has it."""
        return str(self.value("document.querySelector('#figure').dataset.state"))


@contextmanager
def seeing(browser, base: str, viewport=None, **options) -> Iterator[Sight]:
    """A window of its own, with cookies of its own."""
    context = browser.new_context(viewport=viewport or DESK, **options)
    context.set_default_timeout(15_000)
    page = context.new_page()
    sight = Sight(page, base)
    page.on("request", lambda request: sight.requests.append(request.url))
    page.on("pageerror", lambda error: sight.wrong.append(str(error)))
    page.on("dialog", lambda dialog: (sight.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "console",
        lambda message: sight.wrong.append(message.text) if "violates" in message.text else None,
    )
    try:
        yield sight
    finally:
        context.close()


def took(address: Address, path: str, times: int = 10) -> float:
    """Seconds of work that the server has with one answer: what else this machine does is not its fault."""
    urlopen(address + path).read()
    before = _worked(address.pid)
    for _ in range(times):
        with urlopen(address + path) as answer:
            answer.read()
    return (_worked(address.pid) - before) / times


def _worked(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
