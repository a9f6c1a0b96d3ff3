"""Time grows with the input and no faster, memory not at all; a benchmark's tables are what was measured."""

import importlib
import sys

import pytest


@pytest.fixture(scope="module")
def benchmark(request):
    """Imports a module of benchmarks/, whose scripts import each other by name."""
    folder = request.config.rootpath / "benchmarks"
    if not folder.is_dir():
        pytest.skip("the benchmarks are not here")
    sys.path.insert(0, str(folder))
    yield importlib.import_module
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def reading():
    from extractor.cli.wiring import extraction

    return extraction(None, "rjieba")


# Time of a processor still differs from moment to moment: what is wrong is four times what is right.
@pytest.mark.slow
def test_ten_times_the_articles_take_about_ten_times_as_long(benchmark, reading):
    linear = benchmark("linear")
    linear._warm(reading)
    assert linear.articles_ratio(reading, 60) < 1.5 * linear.MOST_ARTICLES


@pytest.mark.slow
def test_a_long_article_takes_no_longer_a_character_than_short_ones(benchmark, reading):
    assert benchmark("linear").long_ratio(reading, 60_000) < 2


@pytest.mark.slow
def test_hostile_text_four_times_as_long_takes_at_most_six_times_as_long(benchmark, reading):
    linear = benchmark("linear")
    ratios = {
        name: linear.hostile_ratio(reading, unit, 5_000, rounds=3) for name, unit in linear.HOSTILE.items()
    }
    assert {name: ratio for name, ratio in ratios.items() if ratio > linear.MOST_HOSTILE} == {}


@pytest.mark.slow
def test_ten_times_the_articles_take_the_same_memory(benchmark):
    few, many = (benchmark("memory").peaks(number, workers=1)[0] for number in (300, 3_000))
    assert many < 1.1 * few
    assert many < 150


def test_articles_are_the_same_each_time(benchmark, tmp_path):
    articles = benchmark("articles")
    for name in ("one", "two"):
        articles.write_articles(tmp_path / name, 3)
    one, two = (sorted((tmp_path / name).rglob("*.txt")) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert len({path.read_text(encoding="utf-8") for path in one}) == 3


def measured(bench, **seconds):
    found = {}
    for side in (*bench.SIDES, bench.TWO):
        it = bench.Measured(f"{side.key} 1.0", 0.5)
        took = seconds.get(side.key.replace("-", "_"))
        if took is None:
            it.missing = "not installed"
        else:
            it.rounds = [
                {"seconds": took + more, "clock": took + more, "megabytes": 50} for more in (1, 0, 2)
            ]
        found[side.key] = it
    return found


def test_the_table_gives_the_best_round_and_the_ratios(benchmark):
    bench = benchmark("bench")
    text = bench.report(list(bench.SIDES), measured(bench, jieba=6, extractor_1=2, spacy=4), 12_000, 120)
    rows = {row.split("|")[1].strip(): [cell.strip() for cell in row.split("|")[2:-1]] for row in table(text)}
    assert rows[f"{bench.ONE.does} (extractor-1 1.0)"] == ["6,000", "3.00", "", "50", "0.50"]
    assert rows[f"{bench.CUTTING.does} (jieba 1.0)"] == ["2,000", "1.00", "3.00", "50", "0.50"]
    assert rows[bench.SIDES[-1].does] == ["not installed", "", "", "", ""]


def test_two_workers_are_measured_by_the_clock(benchmark):
    bench = benchmark("bench")
    text = bench.report_workers(measured(bench, extractor_1=9, extractor_2=5), 1000)
    assert [row.split("|")[4].strip() for row in table(text)] == ["1.00", "1.80"]


def table(text):
    return [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| |")]


def test_the_tables_stand_between_their_marks_and_nothing_else_changes(benchmark):
    bench = benchmark("bench")
    page = f"before\n{bench.BEGIN}\nold\n{bench.END}\nafter\n"
    written = bench.between_marks(page, "| new |\n")
    assert written == f"before\n{bench.BEGIN}\n\n| new |\n\n{bench.END}\nafter\n"
    with pytest.raises(ValueError, match="no place for the table"):
        bench.between_marks("no marks", "x")


def test_the_page_has_a_place_for_the_tables(benchmark, checkout):
    bench = benchmark("bench")
    page = (checkout / "docs" / "performance.md").read_text(encoding="utf-8")
    assert page.index(bench.BEGIN) < page.index(bench.END)


def test_every_peer_is_pinned_and_none_is_a_dependency(checkout):
    pinned = sorted((checkout / "benchmarks" / "peers").glob("*.txt"))
    lines = [line for path in pinned for line in path.read_text(encoding="utf-8").splitlines()]
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    assert all("==" in line for line in pins)
    locked = (checkout / "requirements-dev.txt").read_text(encoding="utf-8").lower()
    assert not any(f"\n{name}==" in locked for name in ("jionlp", "jiojio", "ms-recognizers-text"))
