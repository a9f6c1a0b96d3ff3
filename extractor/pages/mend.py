"""Lines in, passages out: each paragraph whole again, and what had interrupted it beside it.

A line that stops without ending its sentence goes on in the next line of prose, across column ends,
captions and headlines. What belongs to which article, split.py decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.pages.forms import PageForms
from extractor.pages.kinds import Judged, Kind
from extractor.pages.seams import Pairs, Seams, unclosed
from extractor.text import kept_re as re

_MOST_TITLE_LINES = 4
_GOES_ON = 2.0  # evidence it takes to say that a sentence goes on across what stands between
_INSERTED = 3.5  # evidence it takes to say that a block without any mark interrupts a sentence
_LONGEST_INSERT = 160
_MOST_LINES = 12
_LONG_PARAGRAPH = 40  # characters; shorter ones often end without a mark
_FEWEST_LIES = 2  # paragraphs that end in mid-word, before no long one is believed
_SHORT = 8  # characters; few headlines are shorter
_ASIDE = (Kind.CAPTION, Kind.NOTE, Kind.FURNITURE, Kind.DATE, Kind.BYLINE)
_AT_THE_END = (Kind.DATE, Kind.FURNITURE, Kind.SIGNATURE, Kind.BYLINE)
_QUOTED = re.compile(r"[“‘《]")
_DIGIT = re.compile(r"[0-9]")


@dataclass(slots=True, eq=False)
class Passage:
    """Lines of one kind that belong together, in order; `inside` where they stood inside a sentence.

    It grows while the page is read and is left alone afterwards.
    """

    kind: Kind
    lines: list[Judged] = field(default_factory=list)
    inside: bool = False

    @property
    def text(self) -> str:
        """The folded characters of its lines, joined without anything between them."""
        return "".join(one.text for one in self.lines)


def mend(judged: Sequence[Judged], forms: PageForms, pairs: Pairs) -> list[Passage]:
    """The passages of a page in reading order; a paragraph stands where it began."""
    return _Mender(judged, forms, pairs).passages()


class _Mender:
    def __init__(self, judged: Sequence[Judged], forms: PageForms, pairs: Pairs) -> None:
        self._judged = judged
        self._forms = forms
        self._seams = Seams(pairs, forms)
        prose = [one for one in judged if one.kind is Kind.PROSE]
        gaps = Counter(one.line.gap for before, one in pairwise(prose) if before.ends)
        self._usual_gap = gaps.most_common(1)[0][0] if gaps else 0
        self._indents = len({one.line.indented for one in prose}) == 2
        self._passages: list[Passage] = []
        self._lies = sum(self._is_cut_open(at) for at in range(len(judged))) >= _FEWEST_LIES
        self._prose: Passage | None = None  # the paragraph that may still go on

    def passages(self) -> list[Passage]:
        at = 0
        while at < len(self._judged):
            at = self._read(at)
        return self._passages

    def _read(self, at: int) -> int:
        # Takes one line, or one group of lines, and returns where the next begins.
        one = self._judged[at]
        if self._is_open(at):
            return self._read_inside(at, one)
        if one.kind is Kind.PROSE:
            if self._prose is not None and self._goes_on_after_full_stop(one):
                self._prose.lines.append(one)
            else:
                self._prose = self._add(Kind.PROSE, [one])
            return at + 1
        self._prose = None
        return self._read_apart(at, one)

    def _read_apart(self, at: int, one: Judged) -> int:
        if one.kind is Kind.LABEL:
            return self._read_labels(at)
        if one.kind is Kind.BYLINE and not one.sure and not self._suits_a_byline(at):
            self._add(Kind.LABEL, [one])
            return at + 1
        return self._read_aside(at, inside=False)

    def _read_inside(self, at: int, one: Judged) -> int:
        assert self._prose is not None
        last = self._prose.lines[-1]
        wrapped = last.full and one.line.gap == 0
        if one.kind is Kind.PROSE or (one.kind is Kind.ITEM and wrapped):
            return self._read_prose_inside(at, one, wrapped=wrapped)
        if wrapped and (one.kind is Kind.DATE or (one.kind is Kind.BYLINE and not one.sure)):
            self._prose.lines.append(one)
            return at + 1
        if one.kind is Kind.LABEL or (one.kind is Kind.BYLINE and not one.sure):
            return self._read_labels_inside(at, one, wrapped=wrapped)
        if one.kind in _ASIDE:
            return self._read_aside(at, inside=True)
        self._prose = None
        return self._read_apart(at, one)

    def _read_prose_inside(self, at: int, one: Judged, *, wrapped: bool) -> int:
        assert self._prose is not None
        begins = self._forms.dateline.match(one.text) or (
            not wrapped and self._forms.opening.match(one.text) and not unclosed(self._before())
        )
        if begins:
            self._prose = self._add(Kind.PROSE, [one])
            return at + 1
        end = at if wrapped else self._end_of_insert(at)
        if end > at:
            self._add(Kind.CAPTION, list(self._judged[at:end]), inside=True)
            return end
        self._prose.lines.append(one)
        return at + 1

    def _read_labels_inside(self, at: int, one: Judged, *, wrapped: bool) -> int:
        assert self._prose is not None
        last_of_paragraph = one.line.closed and not one.line.gap
        if (one.ends or last_of_paragraph) and not one.numbered and not one.line.marked:
            self._prose.lines.append(one)  # the last words of a question, of a paragraph without a full stop
            return at + 1
        if one.numbered or one.line.marked:
            self._prose = None
            return self._read_labels(at)
        end = self._end_of_labels(at)
        if end == at + 1 and self._is_cut(at, wrapped=wrapped):
            self._prose.lines.append(one)
            return at + 1
        if self._begins_an_article(end):
            self._prose = None
            return self._read_labels(at)
        self._add(Kind.LABEL, list(self._judged[at:end]), inside=True)
        return end

    def _read_labels(self, at: int) -> int:
        end = self._end_of_labels(at)
        if end - at <= _MOST_TITLE_LINES:
            self._add_labels(at, end)
            return end
        # A long run of labels is a list; at the top of the page its first line is the title.
        begins = not any(passage.kind is not Kind.FURNITURE for passage in self._passages)
        for place in range(at, end):
            kind = Kind.LABEL if begins and place == at else Kind.ITEM
            self._add(kind, [self._judged[place]])
        return end

    def _read_aside(self, at: int, *, inside: bool) -> int:
        kind = self._judged[at].kind
        end = at + 1
        if kind in (Kind.CAPTION, Kind.NOTE):
            while end < len(self._judged) and self._continues(end, kind):
                end += 1
        self._add(kind, list(self._judged[at:end]), inside=inside)
        return end

    def _add_labels(self, at: int, end: int) -> None:
        # Several lines are one headline or subheading; but statements that the format keeps apart are not,
        # and the organization that signs a document below its last line is none.
        labels = list(self._judged[at:end])
        last = len(labels) - 1
        signed = (
            last > 0
            and self._forms.closing.fullmatch(labels[last].text)
            and (end == len(self._judged) or self._judged[end].kind in _AT_THE_END)
        )
        first = 0
        for place in range(1, len(labels)):
            before, one = labels[place - 1], labels[place]
            stated = before.line.closed and bool(_DIGIT.search(before.text) and _DIGIT.search(one.text))
            if (stated and not one.line.marked) or (signed and place == last):
                self._add(Kind.LABEL, labels[first:place])
                first = place
        self._add(Kind.LABEL, labels[first:])

    def _add(self, kind: Kind, lines: list[Judged], *, inside: bool = False) -> Passage:
        passage = Passage(kind, lines, inside)
        self._passages.append(passage)
        return passage

    def _is_open(self, at: int) -> bool:
        if self._prose is None or self._prose.lines[-1].ends:
            return False
        return not self._prose.lines[-1].line.closed or self._is_torn(at)

    def _is_torn(self, at: int) -> bool:
        # Whether the open paragraph goes on although the format says that it ends. Text copied out of print
        # stands in Word with a paragraph for each piece of a column.
        assert self._prose is not None
        last = self._prose.lines[-1]
        if last.text[-1] in ",、":
            return self._next_prose(at) is not None
        return len(last.text) >= _LONG_PARAGRAPH and (self._lies or self._goes_on_below(last, at))

    def _is_cut_open(self, at: int) -> bool:
        one = self._judged[at]
        is_open = one.kind is Kind.PROSE and one.line.closed and not one.ends
        return is_open and len(one.text) >= _LONG_PARAGRAPH and self._goes_on_below(one, at + 1)

    def _goes_on_below(self, one: Judged, at: int) -> bool:
        # 单个项目补助不 | 超过20万元
        following = self._next_prose(at)
        return following is not None and (
            bool(self._forms.cut.search(one.text[-3:]))
            or self._seams.score(one.text[-400:], following.text) >= _GOES_ON
        )

    def _before(self) -> str:
        # Enough of the open paragraph to find what it left unclosed, at bounded cost.
        assert self._prose is not None
        return "".join(one.text for one in self._prose.lines[-12:])[-400:]

    def _goes_on_after_full_stop(self, one: Judged) -> bool:
        # A full stop at the very edge of the column need not end the paragraph.
        assert self._prose is not None
        last = self._prose.lines[-1]
        return (
            last.full
            and one.line.gap == 0
            and not (self._indents and one.line.indented)
            and not self._forms.opening.match(one.text)
            and not self._forms.dateline.match(one.text)
        )

    def _end_of_labels(self, at: int) -> int:
        first, end = self._judged[at], at + 1
        if first.numbered:
            return end
        while end < len(self._judged):
            one = self._judged[end]
            if not self._continues(end, Kind.LABEL) or one.numbered or one.line.marked != first.line.marked:
                break
            end += 1
        return end

    def _continues(self, at: int, kind: Kind) -> bool:
        # Whether the line is of the kind and follows without a blank line.
        one = self._judged[at]
        return one.kind is kind and not one.line.gap

    def _next_prose(self, at: int) -> Judged | None:
        for one in self._judged[at : at + 12]:
            if one.kind is Kind.PROSE:
                return one
        return None

    def _is_cut(self, at: int, *, wrapped: bool) -> bool:
        # One short line inside a sentence: the rest of a line that was cut in its middle, or a headline?
        one, following = self._judged[at], self._next_prose(at + 1)
        after = self._judged[at + 1] if at + 1 < len(self._judged) else None
        if after is None or following is None:
            return wrapped
        if wrapped and (after.line.gap or after.kind in _ASIDE):
            return not (self._forms.kicker.match(one.text) and after.kind is Kind.BYLINE)
        across = self._seams.score(self._before(), following.text)
        through = self._seams.score(self._before(), one.text) + self._seams.score(one.text, following.text)
        looks = 1.0 * bool(self._forms.kicker.match(one.text)) + 0.5 * bool(_QUOTED.search(one.text))
        looks -= 1.0 * ("," in one.text)
        return across + looks + (0.5 if wrapped and len(one.text) < _SHORT else 1.0) <= through

    def _begins_an_article(self, at: int) -> bool:
        # A byline or a dateline below the headline, and nothing that says that the sentence goes on.
        if at >= len(self._judged):
            return True
        after = self._judged[at]
        if after.kind is Kind.PROSE and self._forms.dateline.match(after.text):
            return True
        if after.kind is not Kind.BYLINE:
            return False
        following = self._next_prose(at + 1)
        before = self._before()
        if before[-1] in ",、":
            return False
        return following is None or self._seams.score(before, following.text) < _GOES_ON

    def _end_of_insert(self, at: int) -> int:
        # Where the block that begins here and interrupts the open sentence ends; `at` where none does.
        end, length = at + 1, len(self._judged[at].text)
        while end < len(self._judged) and not self._judged[end - 1].ends:
            length += len(self._judged[end].text)
            if not self._continues(end, Kind.PROSE) or length > _LONGEST_INSERT or end - at > _MOST_LINES:
                return at
            end += 1
        return end if self._interrupts(at, end) else at

    def _interrupts(self, at: int, end: int) -> bool:
        block = self._judged[at:end]
        following = self._next_prose(end)
        text = "".join(one.text for one in block)
        if following is None or not block[-1].ends or len(text) > _LONGEST_INSERT:
            return False
        before = self._before()
        across, into = self._seams.score(before, following.text), self._seams.score(before, text)
        # Blank lines on both sides say most where paragraphs have none between them.
        apart = self._usual_gap == 0 < min(block[0].line.gap, self._judged[end].line.gap)
        layout = (
            1.0 * (block[0].line.gap > self._usual_gap)
            + 2.0 * apart
            + 0.5 * (text.count("。") <= 1)
            + 3.0 * bool(self._forms.scene.match(text))
        )
        return (across >= _GOES_ON or layout >= 3) and across - into + layout >= _INSERTED

    def _suits_a_byline(self, at: int) -> bool:
        # Bare names are a byline only at either end of an article: below a headline, above the next one.
        before = self._passages[-1].kind if self._passages else None
        after = self._judged[at + 1] if at + 1 < len(self._judged) else None
        if before in (Kind.LABEL, Kind.FURNITURE, Kind.BYLINE, Kind.DATE):
            return True
        return (
            after is None
            or after.kind in (Kind.LABEL, Kind.FURNITURE)
            or bool(self._forms.dateline.match(after.text))
        )
