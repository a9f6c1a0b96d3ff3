import json

import pytest


def test_a_run_writes_the_tables_and_says_what_it_found(extractor, news, tmp_path):
    status, out, err = extractor("run", news, "--out", tmp_path / "out")
    assert (status, out) == (0, "")
    assert [line.split(maxsplit=1) for line in err.splitlines()] == [
        ["files", "1"],
        ["articles", "1"],
        ["figures", "2 (100% with a zone)"],
        ["facts", "2 (2 to check, see audit.csv)"],
        ["refused", "0"],
        ["seconds", err.split()[-3]],
        ["tables", str(tmp_path / "out")],
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        ".lock",
        "articles.csv",
        "audit.csv",
        "changes.csv",
        "datapackage.json",
        "figures.csv",
        "refusals.csv",
        "run.json",
        "store.sqlite",
        "summary.csv",
        "wide.csv",
    ]


def test_a_run_writes_the_other_formats_when_they_are_asked_for(extractor, news, tmp_path):
    assert extractor("run", news, "--out", tmp_path / "out", "--format", "xlsx,jsonl")[0] == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"figures.csv", "figures.jsonl", "summary.jsonl", "extractor.xlsx"} <= names


def test_an_export_of_an_earlier_run_is_named(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path / "out", "--format", "jsonl")
    _, _, err = extractor("export", tmp_path / "out", "--out", tmp_path / "out", "--format", "xlsx")
    assert "of an earlier run, and not written anew: articles.jsonl, audit.jsonl, " in err
    _, _, err = extractor("run", news, "--out", tmp_path / "out", "--format", "xlsx,jsonl")
    assert "earlier run" not in err


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_a_refused_file_is_one_line_on_stderr(extractor, news, tmp_path, options, status):
    (news / "z\nz.txt").write_text("")
    given, _, err = extractor("run", news, "--out", tmp_path / "out", *options)
    assert err.splitlines()[0] == "refused z\\nz.txt: it is empty"
    assert given == status
    assert (tmp_path / "out/figures.csv").exists()


def test_strict_without_refusals_is_done(extractor, news, tmp_path):
    assert extractor("run", news, "--out", tmp_path / "out", "--strict")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Missing argument 'PATH...'"),
        (["{news}"], "Missing option '--out'"),
        (["{news}", "--out", "{tmp}/out", "--outt", "x"], "No such option: --outt"),
        (["{news}", "--out", "{tmp}/out", "--headers", "fr"], "Invalid value for '--headers'"),
        (
            ["{news}", "--out", "{tmp}/out", "--format", "xls,csv"],
            "--format xls,csv: no format xls; known are csv, xlsx, parquet, jsonl",
        ),
        (["{news}", "--out", "{tmp}/out", "--segmenter", "ltp"], "Invalid value for '--segmenter'"),
        (
            ["{tmp}/gone", "--out", "{tmp}/out"],
            "no input: {tmp}/gone does not exist; give a file or a folder",
        ),
        (
            ["{tmp}/empty", "--out", "{tmp}/out"],
            "no input: {tmp}/empty holds no files; give a file or a folder",
        ),
        (["{news}", "--out", "{news}/a.txt"], "cannot write to {news}/a.txt: "),
        (["{news}", "--out", "{news}/a.txt/x"], "cannot write to {news}/a.txt/x: "),
    ],
)
def test_wrong_usage_is_one_sentence_and_writes_nothing(extractor, news, tmp_path, arguments, sentence):
    (tmp_path / "empty").mkdir()
    names = {"news": str(news), "tmp": str(tmp_path)}
    status, out, err = extractor("run", *(argument.format(**names) for argument in arguments))
    assert (status, out) == (2, "")
    assert err.startswith("extractor: " + sentence.format(**names))
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [["nope"], ["--nope"], ["run", "--nope"]])
def test_an_unknown_word_says_where_the_help_is(extractor, arguments):
    status, _, err = extractor(*arguments)
    assert status == 2
    assert err.rstrip().endswith("--help")


def test_the_segmenter_is_recorded(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path, "--segmenter", "jieba")
    assert json.loads((tmp_path / "run.json").read_text())["segmenter"] == "jieba"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["run", "--help"], ["compare", "--help"], ["explain", "--help"]]
)
def test_help_is_a_result(extractor, arguments):
    status, out, err = extractor(*arguments)
    assert (status, err) == (0, "")
    assert "Usage:" in out


def test_no_word_at_all_shows_the_help_and_is_wrong_usage(extractor):
    status, out, err = extractor()
    assert status == 2
    assert "Usage:" in out + err
