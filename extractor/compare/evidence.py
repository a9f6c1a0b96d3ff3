"""Evidence: where in its article a figure stands: the sentence, the words, and what is around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.compare.agreement import bare
from extractor.compare.found import stem_of
from extractor.compare.manual import ManualFigure
from extractor.compare.verdicts import Compared
from extractor.model import Article, Span
from extractor.tables.tidy import plain
from extractor.text.fold import fold
from extractor.text.sentences import split_sentences

_CHINESE = re.compile(r"[一-鿿A-Za-z0-9%]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of an article: `span` in its text, or in its title, and the sentence around it."""

    article: Article = field(repr=False)
    span: Span
    in_title: bool
    around: Span

    @property
    def text(self) -> str:
        """The text, or the title, that the place is in; folded."""
        return fold(self.article.title if self.in_title else self.article.text)

    @property
    def raw(self) -> str:
        """The words of the figure, folded."""
        return self.span.of(self.text)

    @property
    def sentence(self) -> str:
        """The sentence, as written."""
        return self.around.of(self.article.title if self.in_title else self.article.text)

    def before(self, length: int) -> str:
        """At most so many characters before the figure, in its clause."""
        found = re.search(r"[一-鿿A-Za-z]*$", self.text[max(0, self.span.start - length) : self.span.start])
        return found[0] if found else ""

    def after(self, length: int) -> str:
        """At most so many characters behind the figure, in its clause."""
        found = _CHINESE.match(self.text[self.span.end : self.span.end + length])
        return found[0] if found else ""

    def in_article(self, name: str) -> bool:
        """Whether the article's title or text holds the name."""
        return bool(name) and (name in bare(self.article.title) or name in bare(self.article.text))

    def marked(self) -> dict[str, str]:
        """The sentence as an example writes it, with `[[ ]]` around the figure."""
        source = self.article.title if self.in_title else self.article.text
        before = source[self.around.start : self.span.start]
        after = source[self.span.end : self.around.end]
        text = f"{before}[[{self.span.of(source)}]]{after}"
        if self.in_title:
            body = split_sentences(self.article.text, self.article.headings)
            return {"title": text, "text": body[0].span.of(self.article.text) if body else "。"}
        return {"text": text}


class Evidence:
    """The articles of a run, and the places of figures in them."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = list(articles)
        self._by_place: dict[tuple[str, int], Article] = {}
        self._by_stem: dict[str, list[Article]] = defaultdict(list)
        for article in self.articles:
            self._by_place[stem_of(article.source), article.index] = article
            self._by_stem[stem_of(article.source)].append(article)

    def of(self, one: Compared) -> Mention | None:
        """Where the figure of a verdict stands; None where its article, or its place, is not known."""
        if one.found is not None:
            article = self._by_place.get((stem_of(one.found["source"]), int(one.found["article_index"])))
            if article is None:
                return None
            span = Span(int(one.found["start"]), int(one.found["end"]))
            return _mention(article, span, one.found["in_title"] == "1")
        return self._located(one.manual) if one.manual is not None else None

    def _located(self, figure: ManualFigure) -> Mention | None:
        """The one place where a figure's words stand; None where they stand nowhere, or in several places."""
        expression = _expression(figure)
        if expression is None:
            return None
        found: list[Mention] = []
        for article in self._candidates(figure):
            for in_title, text in ((True, article.title), (False, article.text)):
                spans = [Span(*match.span()) for match in expression.finditer(fold(text))]
                found += [_mention(article, span, in_title) for span in spans[:2]]
            if len(found) > 1:
                break
        return found[0] if len(found) == 1 else None

    def _candidates(self, figure: ManualFigure) -> Iterable[Article]:
        stem = figure.file if figure.file in self._by_stem else stem_of(figure.file)
        if figure.file and figure.article is not None:
            article = self._by_place.get((stem, figure.article))
            return [article] if article else []
        if figure.file and stem in self._by_stem:
            return self._by_stem[stem]
        title = bare(figure.title or figure.file)
        return [one for one in self.articles if not title or title in bare(one.title)]


def _expression(figure: ManualFigure) -> re.Pattern[str] | None:
    """What to look for: the words as written, else the number in its usual forms with its unit."""
    if figure.raw:
        return re.compile(rf"(?<!\d){re.escape(fold(figure.raw))}")
    unit = figure.units[0] if figure.units else ""
    if not unit or figure.amount.high is not None:
        return None
    forms = [plain(figure.amount.low), f"{figure.amount.low:,f}"]
    for factor, word in ((10**4, "万"), (10**8, "亿")):
        scaled = plain(figure.amount.low / Decimal(factor))
        if len(scaled) < 7:
            forms.append(scaled + word)
    either = "|".join(re.escape(form) for form in dict.fromkeys(forms))
    return re.compile(rf"(?<![\d.])(?:{either})[余多]?{re.escape(fold(unit))}")


def _mention(article: Article, span: Span, in_title: bool) -> Mention:
    if in_title:
        return Mention(article, span, True, Span(0, len(article.title)))
    for sentence in split_sentences(article.text, article.headings):
        if sentence.span.start <= span.start < sentence.span.end:
            return Mention(article, span, False, sentence.span)
    return Mention(article, span, False, Span(0, len(article.text)))
