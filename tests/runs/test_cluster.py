"""A cluster gives what one process gives, also when its workers die; its folder of parts is written once."""

import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.cli.shipped import Shipped
from extractor.cli.wiring import extraction
from extractor.errors import UsageError
from extractor.runs.part import Part, read_part
from extractor.runs.part_file import packed, unpacked
from extractor.runs.shards import Limits
from extractor.sources.folder import Found, walk

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
pytest.importorskip("fsspec", reason="the extra [cluster] is not installed")

from extractor.runs import cluster, cluster_worker  # noqa: E402 (they need both)
from extractor.runs.cluster import Cluster  # noqa: E402

SMALL = Limits(files=3, bytes=1024 * 1024)
HOUSE = Shipped(None, "rjieba", "")


@pytest.fixture(scope="module")
def reading():
    return extraction(None, "rjieba")


@pytest.fixture(scope="module")
def news(checkout):
    return checkout / "corpus" / "articles"


@pytest.fixture(scope="module")
def expected(news, reading):
    return [read_part(file, reading) for file in walk([news])]


class Machines:
    """A scheduler and workers as processes of their own, on this machine."""

    def __init__(self, folder):
        self._file = folder / "scheduler.json"
        self._started = []
        self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--no-jupyter")
        until = time.monotonic() + 30
        while not self._file.exists():
            assert time.monotonic() < until, "the scheduler does not start"
            time.sleep(0.1)
        self.address = json.loads(self._file.read_text())["address"]

    def _start(self, what, *options):
        command = [sys.executable, "-m", "dask", what, "--scheduler-file", str(self._file), *options]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._started.append(subprocess.Popen(command, **quiet))
        return self._started[-1]

    def worker(self):
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
        return self._start("worker", "--host", "127.0.0.1", *options)

    def end(self):
        for process in reversed(self._started):
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path):
    started = Machines(tmp_path)
    yield started
    started.end()


def kill_after(number, parts, worker):
    """The parts; the worker is killed when so many are there."""
    found = []
    for part in parts:
        found.append(part)
        if len(found) == number:
            worker.send_signal(signal.SIGKILL)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "parts"])
def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    machines, tmp_path, news, reading, expected, folder
):
    doomed, _ = machines.worker(), machines.worker()
    place = Cluster(machines.address, parts=folder and f"file://{tmp_path / folder}")
    parts = cluster.parts(walk([news]), reading, place, HOUSE, SMALL)
    assert kill_after(4, parts, doomed) == expected
    assert doomed.wait(5) == -signal.SIGKILL
    if folder:
        assert len(list((tmp_path / folder).glob("*.parts.gz"))) == -(-len(expected) // 3)


@pytest.mark.slow
def test_a_run_on_a_cluster_gives_the_bytes_of_a_run_here(machines, tmp_path, news):
    from extractor.cli.app import call

    machines.worker()
    (tmp_path / "parts").mkdir()
    here, there = tmp_path / "here", tmp_path / "there"
    assert call(["run", str(news), "--out", str(here), "--workers", "1"]) == 0
    options = [
        "--cluster",
        machines.address,
        "--shared",
        f"file://{news}",
        "--parts",
        str(tmp_path / "parts"),
    ]
    assert call(["run", str(news), "--out", str(there), *options]) == 0
    tables = sorted(path.name for path in here.glob("*.csv"))
    assert len(tables) == 7
    for name in tables:
        assert (there / name).read_bytes() == (here / name).read_bytes(), name


@pytest.mark.slow
def test_an_analysts_patterns_travel_as_content(machines, tmp_path, reading):
    """And a worker that has others is named, with what differs."""
    machines.worker()
    overlay = tmp_path / "overlay"
    (overlay / "names").mkdir(parents=True)
    (overlay / "names/zones.csv").write_text("name,alias\n白鹭洲示范园,\n", encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text("白鹭洲示范园工会慰问职工300人。\n", encoding="utf-8")
    files = [Found(path, "a.txt")]
    mine = extraction(overlay, "rjieba")
    shipped = Shipped.of(overlay, "rjieba", "")
    (overlay / "names/zones.csv").unlink()
    with pytest.raises(UsageError, match=r"would read otherwise: .*patterns is \w+ there and \w+ here"):
        list(cluster.parts(files, mine, Cluster(machines.address), HOUSE))
    there = list(cluster.parts(files, mine, Cluster(machines.address), shipped))
    assert there == [read_part(files[0], mine)]


@pytest.mark.slow
def test_no_scheduler_is_said_at_once(reading, monkeypatch):
    monkeypatch.setattr(cluster, "_WAIT", "1s")
    with pytest.raises(UsageError, match=r"no scheduler answers at tcp://127.0.0.1:9; start one with"):
        list(cluster.parts([], reading, Cluster("tcp://127.0.0.1:9"), HOUSE))


# What a worker does, in this process.


@pytest.fixture
def recipe(reading):
    plugin = cluster_worker.Recipes(cluster_worker.Recipe("here", HOUSE, cluster_worker.depends_of(reading)))
    plugin.setup(None)
    yield "here"
    plugin.teardown(None)
    cluster_worker._built.cache_clear()


def seen(files, place=None):
    return [(place or Cluster("tcp://x")).seen(file) for file in files]


def test_a_shard_that_is_read_twice_writes_the_same_bytes_under_the_same_name(recipe, news, tmp_path):
    files = walk([news])[:3]
    written = []
    for folder in ("one", "two"):
        place = cluster_worker.read_shard(recipe, seen(files), str(tmp_path / folder))
        written.append((Path(place).name, Path(place).read_bytes()))
    assert written[0] == written[1]
    assert written[0][0].endswith(".parts.gz")


def test_a_shard_that_stands_in_the_folder_is_not_read_again(recipe, news, tmp_path, monkeypatch):
    files = walk([news])[:1]
    place = cluster_worker.read_shard(recipe, seen(files), str(tmp_path))
    monkeypatch.setattr(cluster_worker, "_read", None)
    assert cluster_worker.read_shard(recipe, seen(files), str(tmp_path)) == place
    assert list(tmp_path.iterdir()) == [Path(place)]


def test_a_changed_file_has_another_name_among_the_parts(recipe, tmp_path):
    path = tmp_path / "a.txt"
    names = set()
    for text in ("高新区慰问30人。", "高新区慰问31人。"):
        path.write_text(text, encoding="utf-8")
        names.add(cluster_worker.read_shard(recipe, seen([Found(path, "a.txt")]), str(tmp_path / "parts")))
    assert len(names) == 2


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_files_and_parts_may_lie_in_an_object_store(recipe, reading, tmp_path, scheme):
    import fsspec

    path = tmp_path / "news" / "深" / "a 1#.txt"
    path.parent.mkdir(parents=True)
    path.write_text("高新区工会慰问职工30人。", encoding="utf-8")
    store = f"{scheme}://{tmp_path}/store"
    system, root = fsspec.url_to_fs(store)
    system.makedirs(f"{root}/深", exist_ok=True)
    system.pipe_file(f"{root}/深/a 1#.txt", path.read_bytes())
    place = Cluster("tcp://x", tmp_path / "news", store, f"{store}/parts")
    files = walk([tmp_path / "news"])
    answer = cluster_worker.read_shard(recipe, seen(files, place), place.parts)
    with fsspec.open(answer, "rb") as file:
        assert list(unpacked(file)) == [read_part(files[0], reading)]


def test_a_file_that_is_not_in_the_store_is_refused_like_one_that_is_not_there(recipe, tmp_path):
    file = Found(tmp_path / "gone.txt", "gone.txt")
    place = Cluster("tcp://x", tmp_path, "memory://nothing")
    (part,) = unpacked_bytes(cluster_worker.read_shard(recipe, seen([file], place), ""))
    assert part.refusals[0][0] == "gone.txt"
    assert part.refusals[0][2].startswith("it cannot be opened: ")


def unpacked_bytes(data):
    import io

    return unpacked(io.BytesIO(data))


def test_a_folder_that_a_worker_does_not_see_ends_the_run(recipe, tmp_path):
    place = Cluster("tcp://x", tmp_path, "/no/such/place")
    with pytest.raises(cluster_worker.WorkerError, match="has no folder /no/such/place; say with --shared"):
        cluster_worker.read_shard(recipe, seen([Found(tmp_path / "a.txt", "a.txt")], place), "")


def test_a_file_beside_the_shared_folder_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="does not lie below it"):
        seen([Found(tmp_path / "a.txt", "a.txt")], Cluster("tcp://x", tmp_path / "news", "memory://news"))


def test_equal_parts_are_packed_into_equal_bytes():
    def text(*parts):  # equal texts that are not the same one
        return "".join(parts)

    one = text("甲", "乙")
    shared = Part("甲", "/甲", "ab", ((one, one),), (((one, one),),))
    apart = Part("甲", "/甲", "ab", ((text("甲", "乙"), text("甲", "乙")),), (((text("甲", "乙"), one),),))
    assert packed([shared]) == packed([apart])
    assert list(unpacked_bytes(packed([shared, apart]))) == [shared, apart]


def test_parts_that_were_cut_off_are_refused(tmp_path, reading):
    whole = packed([Part("a", "/a", "ab", (("甲" * 500,),))])
    (tmp_path / "x.parts.gz").write_bytes(whole[:-20])
    errands = cluster._Errands(None, Cluster("tcp://x"), "here")
    with pytest.raises(UsageError, match=r"x\.parts\.gz cannot be read here"):
        list(errands._unpacked(str(tmp_path / "x.parts.gz")))
    assert gzip.decompress(whole)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--cluster", "tcp://x:1", "--workers", "2"], "--workers are processes of this machine"),
        (["--parts", "memory://x"], "--shared and --parts are for a cluster"),
        (["--shared", "memory://x"], "--shared and --parts are for a cluster"),
        (["--cluster", "tcp://x:1", "--shared", "memory://x"], "--shared stands for one folder"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(tmp_path, capsys, options, sentence):
    from extractor.cli.app import call

    (tmp_path / "a.txt").write_text("慰问30人", encoding="utf-8")
    assert call(["run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), *options]) == 2
    assert sentence in capsys.readouterr().err
