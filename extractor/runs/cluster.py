"""Cluster: files read by the workers of a Dask scheduler; their parts come in the order of one process."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import UsageError
from extractor.runs.part import Extraction, Part
from extractor.runs.part_file import unpacked
from extractor.runs.shards import Limits, shards
from extractor.sources.folder import Found

if TYPE_CHECKING:
    from extractor.runs.cluster_worker import Seen

LIMITS = Limits(files=1000, bytes=4 * 1024 * 1024)
KILLED = "reading it ended its worker again and again, most likely for want of memory; split it"
_AHEAD = 4  # shards a thread that are out at once
_LEAST_AHEAD = 16
_WAIT = "10s"  # for a scheduler


@dataclass(frozen=True, slots=True)
class Cluster:
    """The scheduler at `address`; `shared`: the folder `root` as the workers see it, a path or a URL.

    `parts` is the URL of a folder where the workers put what they read; where it is empty, they send it.
    """

    address: str
    root: Path | None = None
    shared: str = ""
    parts: str = ""

    def seen(self, file: Found) -> Seen:
        """The file as a worker finds it. Raises UsageError where it does not lie below `root`."""
        from extractor.runs.cluster_worker import Seen

        path = str(file.path)
        if not self.shared or self.root is None:
            return Seen(path, file.source, path, file.refusal)
        if not file.path.is_relative_to(self.root):
            raise UsageError(f"--shared stands for {self.root}, and {path} does not lie below it")
        below = file.path.relative_to(self.root).as_posix()
        return Seen(f"{self.shared.rstrip('/')}/{below}", file.source, path, file.refusal)


def parts(
    files: Sequence[Found],
    extraction: Extraction,
    cluster: Cluster,
    make: Callable[[], Extraction],
    limits: Limits = LIMITS,
) -> Iterator[Part]:
    """The part of each file in their order, read by the workers of a cluster.

    `make` builds the extraction there. A worker that dies costs nothing but time; a file that ends one worker
    after the other is refused. Raises UsageError where no scheduler answers, or a worker would read otherwise
    than this process.
    """
    with _connected(cluster.address) as client:
        from extractor.runs.cluster_worker import Recipe, Recipes, depends_of

        depends = depends_of(extraction)
        name = sha256(repr(sorted(depends.items())).encode()).hexdigest()[:16]
        plugin = Recipes(Recipe(name, make, depends))
        client.register_plugin(plugin)
        errands = _Errands(client, cluster, name)
        try:
            yield from errands.parts(shards(files, limits))
        finally:
            errands.cancel()
            with suppress(Exception):  # the scheduler may be the one that is gone
                client.unregister_worker_plugin(plugin.name)


@dataclass(slots=True)
class _Errand:
    """A shard that was given out."""

    files: Sequence[Found]
    future: Any


class _Errands:
    def __init__(self, client: Any, cluster: Cluster, recipe: str) -> None:
        self._client = client
        self._cluster = cluster
        self._recipe = recipe
        self._out: deque[_Errand] = deque()

    def parts(self, upcoming: Iterator[Sequence[Found]]) -> Iterator[Part]:
        ahead = 0
        for number, files in enumerate(upcoming):
            if number % _LEAST_AHEAD == 0:  # workers come and go
                ahead = max(_LEAST_AHEAD, _AHEAD * sum(self._client.nthreads().values()))
            while len(self._out) >= ahead:
                yield from self._taken(self._out.popleft())
            self._out.append(_Errand(files, self._given(files)))
        while self._out:
            yield from self._taken(self._out.popleft())

    def cancel(self) -> None:
        """Calls back what is still out."""
        with suppress(Exception):
            self._client.cancel([errand.future for errand in self._out], force=True)
        self._out.clear()

    def _given(self, files: Sequence[Found]) -> Any:
        from extractor.runs.cluster_worker import read_shard

        seen = [self._cluster.seen(file) for file in files]
        return self._client.submit(read_shard, self._recipe, seen, self._cluster.parts, pure=False)

    def _taken(self, errand: _Errand) -> Iterator[Part]:
        answer = self._answer(errand.future)
        if answer is not None:
            yield from self._unpacked(answer)
            return
        # Several workers have died over it: each file by itself, one after the other.
        for file in errand.files:
            answer = self._answer(self._given([file]))
            if answer is None:
                yield Part(file.source, str(file.path), "", refusals=((file.source, "", KILLED),))
            else:
                yield from self._unpacked(answer)

    def _answer(self, future: Any) -> bytes | str | None:
        """What the worker gave; None where one after the other died."""
        from distributed.scheduler import KilledWorker

        from extractor.runs.cluster_worker import WorkerError

        try:
            answer: bytes | str = future.result()
        except KilledWorker:
            return None
        except WorkerError as error:
            raise UsageError(str(error)) from error
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            message = (
                f"a worker of {self._cluster.address} failed ({what}); is extractor[cluster] installed there,"
                " and can it write to --parts?"
            )
            raise UsageError(message) from error
        return answer

    def _unpacked(self, answer: bytes | str) -> Iterator[Part]:
        if isinstance(answer, bytes):
            yield from unpacked(io.BytesIO(answer))
            return
        import fsspec  # type: ignore[import-untyped]

        try:
            with fsspec.open(answer, "rb") as file:
                yield from unpacked(file)
        except (OSError, EOFError) as error:
            message = f"the parts at {answer} cannot be read here: {error}; all machines must see --parts"
            raise UsageError(message) from error


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as error:
        message = '--cluster needs more than is installed: pip install "extractor[cluster]"'
        raise UsageError(message) from error
    try:
        connect: Any = Client  # none of it says its types
        client = connect(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        message = (
            f"no scheduler answers at {address}; start one with `dask scheduler`, and give its address as in"
            " --cluster tcp://host:8786"
        )
        raise UsageError(message) from error
    try:
        yield client
    finally:
        client.close(timeout=5)
