"""Left out: what systems and programs put beside the news, and nobody means who gives a folder."""

from __future__ import annotations

from collections.abc import Container

_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r"})
_ENDS = ("_files", ".files")
_PAGES = (".html", ".htm", ".xhtml")

PARTS = "it holds the parts of the saved page beside it; give pictures of text alone to have them read"
"""The reason why the folder of a saved page is refused."""


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is hidden, a system's own, or the lock of an open document.

    >>> is_hidden(".git"), is_hidden("~$总结.docx"), is_hidden("Thumbs.db"), is_hidden("总结.docx")
    (True, True, True, False)
    """
    return name.startswith((".", "~$")) or name.lower() in _NAMES


def is_part_of_page(folder: str, names: Container[str]) -> bool:
    """Whether the folder belongs to a saved page that stands beside it, under one of `names`.

    >>> is_part_of_page("新闻_files", {"新闻.html"}), is_part_of_page("新闻_files", {"新闻.txt"})
    (True, False)
    """
    for end in _ENDS:
        if folder.endswith(end):
            stem = folder.removesuffix(end)
            return any(stem + suffix in names for suffix in _PAGES)
    return False
