"""Makes the pictures of README.md and docs/review.md from the sample news: `make screenshots`.

Needs the development requirements, Debian's chromium, a Chinese font and pdftoppm (poppler-utils).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

DOCS = Path(__file__).parent
ROOT = DOCS.parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESK, PHONE = {"width": 1280, "height": 760}, {"width": 390, "height": 780}
PORT = 8029
MOST_BYTES = 400_000


def main() -> int:
    """0 when all pictures are written; 1 with what is missing."""
    lacking = [name for name in (CHROMIUM, "pdftoppm") if not shutil.which(name)]
    if lacking:
        say(f"not there: {', '.join(lacking)}; apt-get install chromium poppler-utils fonts-noto-cjk")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        run = Path(scratch) / "outputs"
        extractor("run", ROOT / "corpus" / "articles", "--out", run)
        extractor("compare", run, ROOT / "corpus" / "manual" / "figures.csv", "--out", run, "--no-suggest")
        with subprocess.Popen(
            [sys.executable, "-m", "extractor", "review", str(run), "--port", str(PORT), "--no-browser",
             "--reviewer", "王敏"],
            stderr=subprocess.DEVNULL,
        ) as server:  # fmt: skip
            try:
                answering(f"http://127.0.0.1:{PORT}")
                review_pictures(f"http://127.0.0.1:{PORT}")
            finally:
                server.terminate()
                server.wait(20)
        extractor("report", run, "--out", Path(scratch) / "report.html")
        report_picture(Path(scratch))
    for path in sorted(DOCS.glob("*.png")):
        say(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
        assert path.stat().st_size < MOST_BYTES, path
    return 0


def say(words: str) -> None:
    """Says it to whoever called."""
    sys.stdout.write(f"{words}\n")


def extractor(*arguments: object) -> None:
    """Runs one command line."""
    subprocess.run([sys.executable, "-m", "extractor", *map(str, arguments)], check=True, capture_output=True)


def answering(base: str) -> None:
    """Waits until the server answers."""
    for _ in range(300):
        try:
            with urlopen(f"{base}/static/base.css"):
                return
        except URLError:
            time.sleep(0.1)
    raise SystemExit(f"nobody answers at {base}")


def review_pictures(base: str) -> None:
    """The article, the overview after some work, the phone in the dark."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport=DESK)
        page.goto(base + "/queue/next")
        for key in "aaaaarjjaajaraaaj":
            page.keyboard.press(key)
            page.wait_for_timeout(500)
        page.goto(base + "/articles")
        page.locator("#rows a.pick").first.click()
        page.wait_for_timeout(600)
        for key in "jaarajajj":
            page.keyboard.press(key)
            page.wait_for_timeout(500)
        page.wait_for_timeout(3500)
        article = page.url
        save(page, "review-article.png")
        page.goto(base + "/")
        page.set_viewport_size({"width": 1280, "height": 945})
        save(page, "review-overview.png")
        phone = browser.new_page(viewport=PHONE, color_scheme="dark", device_scale_factor=1.5)
        phone.goto(article)
        phone.wait_for_timeout(800)
        save(phone, "review-phone.png")
        browser.close()


def report_picture(folder: Path) -> None:
    """Three pages of the printed report, side by side."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto((folder / "report.html").as_uri())
        page.pdf(path=folder / "report.pdf", prefer_css_page_size=True)
        browser.close()
    subprocess.run(
        ["pdftoppm", "-r", "64", "-png", "-l", "4", folder / "report.pdf", folder / "page"], check=True
    )
    pages = [Image.open(path).convert("RGB") for path in sorted(folder.glob("page*.png"))]
    chosen = [pages[0], pages[1], pages[3]]
    width, height = chosen[0].size
    sheet = Image.new("RGB", (3 * width + 40, height + 20), "#8d8a84")
    for at, one in enumerate(chosen):
        sheet.paste(one, (10 + at * (width + 10), 10))
    sheet.quantize(64).save(DOCS / "report-pages.png", optimize=True)


def save(page: object, name: str) -> None:
    """Writes what the page shows, in few colours: a picture in a repository is to be small."""
    from io import BytesIO

    from PIL import Image

    shot = Image.open(BytesIO(page.screenshot(caret="initial"))).convert("RGB")
    shot.quantize(128).save(DOCS / name, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
