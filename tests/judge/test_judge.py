"""The judge: sums become probabilities, names that are alike stand together, weights are a file."""

import numpy as np
import pytest

from extractor.judge.calibration import expected_error, line
from extractor.judge.hashing import CELLS, cells
from extractor.judge.judge import Judge, decided, softmax, starts_of
from extractor.judge.learning import Lesson, heat_of, joined, learned
from extractor.judge.templates import TEMPLATES
from extractor.judge.weights import Weights, WeightsError, read_weights

TEMPLATE = (("near",), ("near", "kind"))


def lesson(pairs=40):
    """Figures of two candidates each, of which the near one is right."""
    near = np.array([1, 0] * pairs)
    kind = np.array([n % 3 for n in range(2 * pairs)])
    figure = np.repeat(np.arange(pairs), 2)
    return Lesson(cells({"near": near, "kind": kind}, TEMPLATE), figure, near == 1)


def test_probabilities_add_up_to_one_for_each_figure():
    figure = np.array([0, 0, 0, 1, 1])
    found = softmax(np.array([1.0, 2.0, 3.0, 900.0, -900.0]), starts_of(figure))
    assert np.add.reduceat(found, starts_of(figure)) == pytest.approx([1, 1])
    assert found[3] == pytest.approx(1)


def test_what_is_right_is_learned_and_the_same_input_gives_the_same_weights():
    one, two = learned(lesson()), learned(lesson())
    assert np.array_equal(one, two)
    sums = one[lesson().cells].sum(axis=0)
    assert (sums[0::2] > sums[1::2]).all()


def test_a_figure_without_a_right_pair_teaches_nothing():
    plain = lesson()
    more = Lesson(plain.cells[:, :6], plain.figure[:6], np.zeros(6, dtype=bool))
    assert np.array_equal(learned(joined([plain, more])), learned(plain))


def test_a_prior_stays_where_nothing_speaks_against_it():
    prior = np.zeros(CELLS, dtype=np.float32)
    prior[7] = 1.5
    assert learned(lesson(), prior)[7] == pytest.approx(1.5)


def test_sums_that_say_too_much_are_cooled():
    sums = np.array([5.0, 0.0] * 10)
    right = np.array([True, False] * 7 + [False, True] * 3)
    assert heat_of(sums, np.repeat(np.arange(10), 2), right) > 1


@pytest.mark.parametrize(
    ("probabilities", "names", "chosen", "probability"),
    [
        ([0.4, 0.35, 0.25], ["", "失业保险稳岗返还", "稳岗返还"], "失业保险稳岗返还", 0.6),
        ([0.4, 0.35, 0.25], ["", "失业保险稳岗返还", "职工书屋"], "", 0.4),
        ([0.6, 0.2, 0.2], ["", "稳岗返还资金", "稳岗返还"], "", 0.6),
        ([0.5, 0.3, 0.2], ["职工书屋", "", "驿站"], "职工书屋", 0.5),
    ],
)
def test_names_of_one_program_stand_together_against_none(probabilities, names, chosen, probability):
    verdict = decided("program", probabilities, 10, lambda pair: names[pair - 10])
    assert names[verdict.pair - 10] == chosen
    assert verdict.probability == pytest.approx(probability)


def test_the_runner_up_has_another_name():
    verdict = decided("zone", [0.5, 0.3, 0.2], 0, ["甲市", "甲市", "乙市"].__getitem__)
    assert (verdict.pair, verdict.runner_up) == (0, 2)


def some_weights():
    tables = {}
    for number, target in enumerate(TEMPLATES):
        table = np.zeros(CELLS, dtype=np.float32)
        table[[3 + number, 4711, CELLS - 1]] = (0.5, -1.25, 2.0)
        tables[target] = table
    return Weights(tables, {"zone": 1.1}, ((0.1, 0.2), (0.9, 0.8)), {"figures": {"corpus": 3}})


def test_weights_are_a_file_of_the_same_bytes():
    content = some_weights().to_bytes()
    assert content == some_weights().to_bytes()
    back = read_weights(content, "weights.npz")
    assert all(np.allclose(back.tables[name], table) for name, table in some_weights().tables.items())
    assert (back.heat, back.line, back.about) == (
        {"zone": 1.1}, ((0.1, 0.2), (0.9, 0.8)), {"figures": {"corpus": 3}},
    )  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"PK", b"no weights", some_weights().to_bytes()[:200]])
def test_a_file_that_holds_no_weights_is_named(content):
    with pytest.raises(WeightsError, match=r"weights\.npz: holds no weights of the judge .*make judge"):
        read_weights(content, "weights.npz")


def test_confidence_is_read_off_the_line_and_not_beyond_its_ends():
    judge = Judge(some_weights())
    assert [judge.confidence([p]) for p in (0.01, 0.1, 0.5, 0.9, 0.99)] == [0.2, 0.2, 0.5, 0.8, 0.8]
    assert Judge(Weights({})).confidence([0.5, 0.5]) == 0.25


def test_the_line_says_how_often_such_figures_were_right():
    products = [0.3] * 50 + [0.8] * 50
    right = [n % 10 < 5 for n in range(50)] + [n % 10 < 9 for n in range(50)]
    points = dict(line(products, right))
    assert points[0.3] == pytest.approx(0.5, abs=0.05)
    assert points[0.8] == pytest.approx(0.9, abs=0.05)


def test_the_expected_error_is_the_gap_in_each_bin():
    assert expected_error([0.95] * 10, [True] * 10) == pytest.approx(0.05)
    assert expected_error([0.55] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.05)
    assert expected_error([], []) == 0
