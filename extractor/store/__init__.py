"""The store: what every file gave, what was decided about it, and which runs there were, in one database.

`Store.open` is the way in. SQL stands in this room only; see docs/store.md.
"""

from extractor.store.store import Store, default_url
from extractor.store.values import Decision, Evidence, Filed, Finding, Known, RunRow

__all__ = ["Decision", "Evidence", "Filed", "Finding", "Known", "RunRow", "Store", "default_url"]
