"""Teaching: a comparison that went wrong → what to learn: suggestions that were tried, and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from extractor.compare.evidence import Evidence
from extractor.compare.found import Cells
from extractor.compare.knowledge import Knowledge
from extractor.compare.overlay import Gap, Names, Overlay, overlay_of
from extractor.compare.suggestion import Suggestion, gaps, suggestions
from extractor.compare.trial import Extract, Judge, tried
from extractor.compare.verdicts import Compared, Comparison, Verdict
from extractor.grammar.marks import unmarked
from extractor.model import Article

_MOST_GAPS = 200
_NOT_FIELDS = frozenset({"text", "title", "why"})


@dataclass(frozen=True, slots=True)
class Taught:
    """What a comparison teaches; `after` is what it says where all is accepted, `left` the gaps left out."""

    suggestions: tuple[Suggestion, ...]
    gaps: tuple[Gap, ...]
    overlay: Overlay
    before: Comparison
    after: Comparison
    left: int = 0


def teach(
    comparison: Comparison,
    rows: Sequence[Cells],
    articles: Sequence[Article],
    knowledge: Knowledge,
    names: Names,
    extract: Extract,
    judge: Judge,
) -> Taught:
    """Suggestions that help and harm nothing, with examples that work, and a gap for every other miss."""
    evidence = Evidence(articles)
    candidates = suggestions(comparison.verdicts, evidence, knowledge)
    trial = tried(candidates, rows, articles, extract, judge)
    kept = tuple(
        _with_example(one, trial.kept, trial.before, trial.after, evidence, extract) for one in trial.kept
    )
    seen: set[tuple[str, ...]] = set()
    found: list[Gap] = []
    for gap in _failing(trial.after, kept, evidence, extract):
        key = (gap.file, gap.example.get("title", ""), gap.example["text"])
        if key not in seen:
            seen.add(key)
            found.append(gap)
    overlay = overlay_of(kept, found[:_MOST_GAPS], names)
    left = max(0, len(found) - _MOST_GAPS)
    return Taught(kept, tuple(found[:_MOST_GAPS]), overlay, trial.before, trial.after, left)


def _with_example(
    one: Suggestion,
    kept: Sequence[Suggestion],
    before: Comparison,
    after: Comparison,
    evidence: Evidence,
    extract: Extract,
) -> Suggestion:
    """The suggestion with the first of its figures as an example, if its sentence alone gives it."""
    if one.kind == "alias":
        return one
    verdicts = before.verdicts if one.kind == "reject" else after.verdicts
    for verdict in verdicts:
        if not _rests_on(one, verdict):
            continue
        mention = evidence.of(verdict)
        if mention is None:
            continue
        example = mention.marked()
        if one.kind == "reject":
            example["why"] = "手工数据里没有"
            right = _is_silent(example, kept, extract)
        elif verdict.found is None:
            continue
        else:
            taught = ("unit",) if one.kind == "unit" else (one.kind,)
            example |= {name: verdict.found[name] for name in ("value", *taught)}
            right = not _wrong(example, kept, extract)
        if right:
            return replace(one, examples=(example,))
    return one


def _rests_on(one: Suggestion, verdict: Compared) -> bool:
    if verdict.manual is not None:
        return verdict.manual.place in one.places and verdict.verdict in {
            Verdict.MATCHED,
            Verdict.ATTACHMENT_DIFFERS,
        }
    return verdict.found is not None and verdict.found["figure_id"] in one.figure_ids


def _failing(
    comparison: Comparison, kept: Sequence[Suggestion], evidence: Evidence, extract: Extract
) -> Iterator[Gap]:
    """The examples that fail by their sentence alone; one that works there fails by what no example shows."""
    for file, example, verdict in gaps(comparison.verdicts, evidence):
        place = verdict.manual.place if verdict.manual else ""
        ids = f"; figure {verdict.found['figure_id']}" if verdict.found else ""
        if _marks(example) == 1 and _wrong(example, kept, extract):
            yield Gap(file, example, place + ids)


def _wrong(example: Mapping[str, str], kept: Sequence[Suggestion], extract: Extract) -> bool:
    """Whether the figure at the mark is missing, or holds something else than the example says."""
    article, span, in_title = _article(example)
    for row in extract(kept, [article]):
        if (int(row["start"]), int(row["end"]), row["in_title"] == "1") == (*span, in_title):
            return any(
                not _same(expected, row[name])
                for name, expected in example.items()
                if name not in _NOT_FIELDS
            )
    return True


def _is_silent(example: Mapping[str, str], kept: Sequence[Suggestion], extract: Extract) -> bool:
    """Whether no figure touches the mark."""
    article, span, in_title = _article(example)
    return not any(
        int(row["start"]) < span[1] and span[0] < int(row["end"]) and (row["in_title"] == "1") == in_title
        for row in extract(kept, [article])
    )


def _marks(example: Mapping[str, str]) -> int:
    try:
        return sum(len(unmarked(example.get(name, ""))[1]) for name in ("text", "title"))
    except ValueError:
        return 0


def _article(example: Mapping[str, str]) -> tuple[Article, tuple[int, int], bool]:
    """The article that an example is read as, and its mark."""
    text, marks = unmarked(example["text"])
    title, title_marks = unmarked(example.get("title", ""))
    (span,) = (*marks, *title_marks)
    return Article("", 1, title, text), (span.start, span.end), not marks


def _same(expected: str, cell: str) -> bool:
    try:
        return expected == cell or Decimal(expected) == Decimal(cell)
    except InvalidOperation:
        return False
