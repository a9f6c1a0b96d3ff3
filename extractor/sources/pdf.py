"""PDF: the text of each printed page by the places of its characters; pages that are pictures go to scan.

PDFium does the reading. It is not safe in threads, and everything that it gives out is closed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.errors import UnreadableSourceError
from extractor.sources import scan
from extractor.sources.boxes import Box, body_size
from extractor.sources.glyphs import boxes_of
from extractor.sources.pdfium import Print, print_of
from extractor.sources.printed import HEADING, Printed, pages_of, printed
from extractor.sources.reading import Reading, Refusal
from extractor.sources.ruled import with_tables
from extractor.sources.xycut import Column, columns_of

MOST_PAGES = 2000
MOST_CHARACTERS = 3_000_000
MOST_ON_PAGE = 200_000
_MOST_UNMAPPED = 0.2  # of the characters; where more have no meaning, the rest is not to be trusted
_STAMP = 60  # characters; a picture that fills a page with no more on it is a scan
_FILLS = 0.6  # of a page
_LEAST_SIDE, _MOST_SIDE = 2.0, 20_000.0  # points: seven metres
_UNMAPPED = "its fonts do not say which characters they show"
_PICTURE = "it is a picture"


def read_pdf(data: bytes, source: str) -> Reading:
    """The Pages of a PDF file; a printed page that cannot be read is a refusal.

    Raises UnreadableSourceError where nothing can be read.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSourceError(source, _why(str(error))) from error
    try:
        reader = _Reader(document, source)
        reader.read()
    finally:
        document.close()
    pages = pages_of(reader.sheets, source, reader.heading)
    refusals = _together(reader.refusals)
    if not pages:
        reason = refusals[0].reason if refusals else "it holds no text"
        raise UnreadableSourceError(source, reason)
    return Reading(source, pages, tuple(refusals))


def _why(message: str) -> str:
    if "assword" in message or "ecurity" in message:
        return "it is locked with a password; save it without one"
    return "it is damaged; open it in a viewer and save it again"


class _Reader:
    def __init__(self, document: Any, source: str) -> None:
        self._document = document
        self._source = source
        self._left = MOST_CHARACTERS
        self._scans = 0
        self.heading = HEADING
        self.sheets: list[Printed] = []
        self.refusals: list[Refusal] = []

    def read(self) -> None:
        count = len(self._document)
        for number in range(1, min(count, MOST_PAGES) + 1):
            if self._left <= 0:
                reason = f"more than {MOST_CHARACTERS} characters stand before it; split the file"
                self._refuse(number, reason, last=count)
                return
            self._read_page(number)
        if count > MOST_PAGES:
            reason = f"the file has {count} pages, at most {MOST_PAGES} are read; split it"
            self._refuse(MOST_PAGES + 1, reason, last=count)

    def _refuse(self, number: int, reason: str, *, last: int = 0) -> None:
        place = f"pages {number} to {last}" if last > number else f"page {number}"
        self.refusals.append(Refusal(self._source, place, reason))

    def _read_page(self, number: int) -> None:
        import pypdfium2

        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError:
            self._refuse(number, "the page is damaged")
            return
        try:
            width, height = page.get_size()
            if not (_LEAST_SIDE <= width <= _MOST_SIDE and _LEAST_SIDE <= height <= _MOST_SIDE):
                size = f"{width:.0f} × {height:.0f} points"
                self._refuse(number, f"no paper is so large or small: {size}")
                return
            self._read_print(number, page)
        except pypdfium2.PdfiumError:
            self._refuse(number, "the page is damaged")
        finally:
            page.close()

    def _read_print(self, number: int, page: Any) -> None:
        found = print_of(page, MOST_ON_PAGE)
        if isinstance(found, int):
            self._refuse(
                number, f"{found} characters and blanks stand on it, at most {MOST_ON_PAGE} are read"
            )
            return
        self._left -= found.characters
        if found.slanted:
            self._refuse(number, f"{found.slanted} characters that slant, as a watermark does, are left out")
        unmapped = found.unmapped > _MOST_UNMAPPED * found.characters
        stamped = found.characters <= _STAMP and found.filled >= _FILLS
        if found.drawn and not found.characters:
            self._scan(number, page, _PICTURE)
        elif unmapped:
            self._scan(number, page, _UNMAPPED)
        elif stamped and self._scan(number, page, _PICTURE):
            return
        elif found.characters:
            if found.unmapped:
                self._refuse(number, f"{found.unmapped} characters cannot be read; they stand as \ufffd")
            self.sheets.append(_sheet(found, number))

    def _scan(self, number: int, page: Any, reason: str) -> bool:
        """Whether the page was read as a picture; where it was not, it is refused with the reason."""
        if not scan.is_installed():
            self._refuse(number, f"{reason}; {scan.INSTALL}")
            return False
        if self._scans >= scan.MOST_SCANS:
            self._refuse(number, f"{reason}, and {scan.MOST_SCANS} before it were read; split the file")
            return False
        self._scans += 1
        scale = scan.DOTS_AN_INCH / 72
        width, height = page.get_size()
        scale *= scan.fitting(width * scale, height * scale)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        try:
            seen = scan.see(bitmap.to_pil(), 1 / scale)
        finally:
            bitmap.close()
        if seen.refusal:
            self._refuse(number, seen.refusal)
        if seen.boxes:
            self.heading = scan.HEADING
            self.sheets.append(printed(columns_of(seen.boxes), body_size(seen.boxes), number))
        return bool(seen.boxes)


def _sheet(found: Print, number: int) -> Printed:
    columns: list[Column] = []
    boxes: list[Box] = []
    for direction in found.directions:
        turned = with_tables(boxes_of(direction.glyphs, direction.rules), direction.rules)
        boxes += turned
        columns += columns_of(turned, direction.rules)
    return printed(columns, body_size(boxes), number)


def _together(refusals: Sequence[Refusal]) -> list[Refusal]:
    """The refusals in order, those of neighbouring pages with the same reason as one."""
    together: list[Refusal] = []
    first = last = 0
    for refusal in refusals:
        number = refusal.place.removeprefix("page ")
        before = together[-1] if together else None
        if before and number.isdigit() and before.reason == refusal.reason and int(number) == last + 1:
            last += 1
            together[-1] = Refusal(refusal.source, f"pages {first} to {last}", refusal.reason)
        else:
            together.append(refusal)
            first = last = int(number) if number.isdigit() else -9
    return together
