"""Producing: who reads the files of a run, as the command line says, and that a signal ends all of them."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.cli.shipped import Shipped
    from extractor.runs.part import Extraction, Produce


def producer(extraction: Extraction, workers: int | None) -> Produce:
    """Files → parts, read by so many processes of this machine; by one a processor where it is None."""
    from extractor.runs import pool

    return partial(pool.parts, extraction=extraction, workers=workers or pool.cores())


def cluster_producer(
    extraction: Extraction, make: Shipped, paths: Sequence[Path], address: str, shared: str, parts: str
) -> Produce:
    """Files → parts, read by the workers of the scheduler at `address`, which see `paths` at `shared`.

    Raises UsageError where `shared` cannot stand for the paths.
    """
    from extractor.runs import cluster

    root = None
    if shared:
        if len(paths) != 1 or not paths[0].is_dir():
            raise UsageError("--shared stands for one folder; give that folder alone as PATH")
        root = paths[0].resolve()
    place = cluster.Cluster(address, root, shared, parts)
    return partial(cluster.parts, extraction=extraction, cluster=place, make=make)


def check_cluster(cluster: str, workers: int | None, shared: str, parts: str) -> None:
    """Raises UsageError where options of a cluster and of this machine are mixed."""
    if cluster and workers:
        raise UsageError(
            "--workers are processes of this machine, a cluster has its own, as many as were started"
        )
    if not cluster and (shared or parts):
        raise UsageError("--shared and --parts are for a cluster; give its --cluster tcp://host:8786, too")


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """A block that SIGTERM and SIGHUP leave as an exception, so that no process and no draft is left over."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, _leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)
