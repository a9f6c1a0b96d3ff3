"""Lines in, articles out: a page is mended before it is read."""

from extractor.pages.forms import PageForms
from extractor.pages.reading import read_page

__all__ = ["PageForms", "read_page"]
