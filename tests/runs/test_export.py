"""Every export of the corpus reads back to the rows of its CSV tables, and the package is valid."""

import json
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from extractor.model.table import ARTICLES, AUDIT, CHANGES, FIGURES, REFUSALS, SUMMARY
from extractor.runs.export import export
from extractor.sinks.formats import FORMATS
from extractor.sources.table import each_row
from extractor.tables.tidy import plain

TABLES = (ARTICLES, FIGURES, REFUSALS, SUMMARY, AUDIT, CHANGES)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory, checkout):
    """The corpus, run once to every format."""
    pytest.importorskip("pyarrow")
    from extractor.cli.wiring import extraction
    from extractor.runs.local import run

    out = tmp_path_factory.mktemp("outputs")
    run([checkout / "corpus/articles"], out, extraction(None, "rjieba"), formats=FORMATS)
    return out


def rows_of(out, table):
    return list(each_row(out / f"{table.name}.csv", table))


def cell_of(value):
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    return plain(value) if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_jsonl_has_the_rows_of_the_table(outputs, table):
    lines = (outputs / f"{table.name}.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line, parse_float=Decimal) for line in lines]
    assert [tuple(map(cell_of, one.values())) for one in read] == rows_of(outputs, table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_has_the_rows_of_the_table(outputs, table):
    import pyarrow.parquet as pq

    read = pq.read_table(outputs / f"{table.name}.parquet").to_pylist()
    assert [tuple(map(cell_of, one.values())) for one in read] == rows_of(outputs, table)


@pytest.mark.parametrize(
    ("table", "sheet"), [(FIGURES, "明细"), (SUMMARY, "汇总"), (AUDIT, "待核")], ids=lambda it: str(it)[:2]
)
def test_the_workbook_has_the_rows_of_the_table(outputs, table, sheet):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(outputs / "extractor.xlsx")
    heading, *read = book.get_sheet_by_name(sheet).to_python()
    assert tuple(heading) == table.names
    assert [tuple(map(cell_of, line)) for line in read] == rows_of(outputs, table)


def test_the_zones_of_the_workbook_hold_every_fact_once(outputs):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(outputs / "extractor.xlsx")
    zones = [name for name in book.sheet_names if name not in {"汇总", "明细", "待核", "说明"}]
    found = [line[-1] for zone in zones for line in book.get_sheet_by_name(zone).to_python()[1:]]
    ids = SUMMARY.names.index("figure_ids")
    assert sorted(found) == sorted(row[ids] for row in rows_of(outputs, SUMMARY))


def test_no_file_of_the_workbook_holds_a_formula(outputs):
    with zipfile.ZipFile(outputs / "extractor.xlsx") as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)


@pytest.mark.parametrize("headers", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_the_data_package_is_valid(outputs, tmp_path, headers):
    frictionless = pytest.importorskip("frictionless")
    export(outputs, tmp_path, FORMATS, headers)
    package = frictionless.Package(tmp_path / "datapackage.json")
    csv = [resource for resource in package.resources if resource.format == "csv"]
    assert {resource.name for resource in csv} == {table.name for table in TABLES} | {"wide"}
    package.resources = csv
    report = package.validate()
    assert report.flatten(["type", "title", "note"]) == []


def test_the_data_package_refuses_a_figure_of_no_article(outputs, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    export(outputs, tmp_path)
    lines = (tmp_path / "articles.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "articles.csv").write_text("".join(lines[:1]), encoding="utf-8")
    report = frictionless.Package(tmp_path / "datapackage.json").validate()
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_figures_can_be_revised_before_they_are_exported(outputs, tmp_path):
    zone = FIGURES.names.index("zone")

    def of_nowhere(rows):
        return (row for row in rows if row[zone] == "no such place")

    exported = export(outputs, tmp_path, revise=of_nowhere)
    assert exported.facts == 0
    assert rows_of(tmp_path, FIGURES) == []
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["counts"]["facts"] == 0


@pytest.mark.slow
def test_libreoffice_opens_the_workbook_with_its_formats_and_without_formulas(outputs, tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip(
            "no soffice here; on Debian: apt-get install --no-install-recommends libreoffice-calc-nogui"
        )
    command = [
        *(soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
        *("--convert-to", "fods", "--outdir", str(tmp_path), str(outputs / "extractor.xlsx")),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "extractor.fods").read_text(encoding="utf-8")
    assert "table:formula" not in text
    for wanted in (
        'table:name="汇总"',
        'office:value-type="float"',
        'office:value-type="date"',
        'number:grouping="true"',
        'xlink:href="#&apos;明细&apos;.A',
    ):
        assert wanted in text
    assert "#REF!" not in text


def test_articles_count_the_figures_that_a_review_has_left(outputs, tmp_path):
    first = rows_of(outputs, FIGURES)[0]
    source, index = FIGURES.names.index("source"), FIGURES.names.index("article_index")
    place = first[source], first[index]

    def without_the_first_article(rows):
        return (row for row in rows if (row[source], row[index]) != place)

    before = {row[:3]: row for row in rows_of(outputs, ARTICLES)}
    export(outputs, tmp_path, revise=without_the_first_article)
    after = {row[:3]: row for row in rows_of(tmp_path, ARTICLES)}
    changed = [row for key, row in after.items() if row != before[key]]
    zone, figures = ARTICLES.names.index("zone"), ARTICLES.names.index("figures")
    assert [(row[1:3], row[zone], row[figures]) for row in changed] == [(place, "", "0")]
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["counts"]["figures"] == len(rows_of(tmp_path, FIGURES)) < len(rows_of(outputs, FIGURES))
