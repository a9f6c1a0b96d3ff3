import pytest

from extractor.model.table import FIGURES
from extractor.sources.table import read_table
from extractor.store import Decision, Store, default_url


def test_an_export_writes_the_tables_of_a_run_again(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path / "run")
    given, out, err = extractor("export", tmp_path / "run", "--out", tmp_path / "out", "--format", "jsonl")
    assert (given, out) == (0, "")
    assert [line.split(maxsplit=1)[0] for line in err.splitlines()] == ["facts", "to", "tables"]
    names = {path.name for path in (tmp_path / "run").iterdir()} - {"store.sqlite"}
    assert names < {path.name for path in (tmp_path / "out").iterdir()}
    for name in names:
        assert (tmp_path / "run" / name).read_bytes() == (tmp_path / "out" / name).read_bytes() or (
            name == "datapackage.json"
        )


def test_an_export_into_its_own_folder_adds_to_it(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path)
    before = (tmp_path / "figures.csv").read_bytes()
    assert extractor("export", tmp_path, "--out", tmp_path, "--format", "jsonl")[0] == 0
    assert (tmp_path / "figures.csv").read_bytes() == before
    assert (tmp_path / "figures.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["{tmp}", "--out", "{tmp}/out"], "{tmp} holds no run: cannot read run.json: "),
        (
            ["{tmp}/run", "--out", "{tmp}/out", "--format", "pdf"],
            "--format pdf: no format pdf; known are csv, ",
        ),
    ],
)
def test_wrong_usage_is_one_sentence_and_writes_nothing(extractor, news, tmp_path, arguments, sentence):
    extractor("run", news, "--out", tmp_path / "run")
    status, _, err = extractor("export", *(one.format(tmp=tmp_path) for one in arguments))
    assert status == 2
    assert err.startswith(f"extractor: {sentence.format(tmp=tmp_path)}")
    assert not (tmp_path / "out").exists()


def test_a_cell_that_someone_spoilt_is_named_by_its_place(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path / "run")
    (tmp_path / "run" / "store.sqlite").unlink()
    figures = tmp_path / "run" / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace(",30,", ',"3,0",'), encoding="utf-8")
    status, _, err = extractor("export", tmp_path / "run", "--out", tmp_path / "out")
    assert status == 2
    assert f"{figures}:2: value is '3,0'; expected a plain decimal, without separators" in err


def test_an_export_comes_from_the_store_where_there_is_one(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path / "run")
    before = (tmp_path / "run" / "figures.csv").read_bytes()
    (tmp_path / "run" / "figures.csv").write_text("somebody's notes", encoding="utf-8")
    assert extractor("export", tmp_path / "run", "--out", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / "figures.csv").read_bytes() == before


def test_what_a_review_decided_is_in_the_tables_of_runs_and_exports(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path / "run")
    with Store.open(default_url(tmp_path / "run")) as store:
        figure_id, article_id = next((row[0], row[3]) for row in store.rows(FIGURES))
        number = store.decide(Decision(figure_id, article_id, "reject", "lin", "2025-01-01T00:00:00+00:00"))

    def ids(folder):
        return [row["figure_id"] for row in read_table(folder / "figures.csv", FIGURES)]

    extractor("export", tmp_path / "run", "--out", tmp_path / "out")
    extractor("run", news, "--out", tmp_path / "run")
    assert figure_id not in ids(tmp_path / "out") == ids(tmp_path / "run")
    with Store.open(default_url(tmp_path / "run")) as store:
        store.undo(number, "lin", "2025-01-02T00:00:00+00:00")
    extractor("run", news, "--out", tmp_path / "run")
    assert figure_id in ids(tmp_path / "run")
