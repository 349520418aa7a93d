"""The metrics: pure functions of places, words and numbers, each with its definition and where it comes from.

A function returns ``None`` where it does not apply: that is no score, and not a zero.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.types import Locator
from eval.gold import Gold, Placed, Span, sheets
from eval.letters import share_of_words, words
from eval.sources import CAPTIONS, ENOUGH, PLAIN, Source

Judge = Callable[[str, Sequence[str]], bool]
"""Says whether a sentence is supported by the passages, taken together."""

DEEPEST = 10
LISTEN_SECONDS = 30.0
"""How far before a quote its time may begin: as long as one would listen before thinking the time is wrong."""

# -- ranking -----------------------------------------------------------------------------------------------------------


def ranking(runs: Mapping[str, Sequence[str]], gold: Mapping[str, Iterable[str]]) -> dict[str, dict[str, float]]:
    """Return recall@5, MRR@10, nDCG@5 and nDCG@10 of each question.

    ``runs`` lists the items found, best first, the first mention of each counting; ``gold`` the items that answer it.
    Recall@k is the share of the gold among the first k; the reciprocal rank is 1/r for the first gold item at rank r, at
    most 10; DCG@k sums 1/log2(1+r) over the gold items at r <= k, and nDCG divides it by the best DCG possible (Järvelin
    and Kekäläinen 2002). Computed by trec_eval through ir-measures (MacAvaney et al. 2022).
    """
    import ir_measures
    from ir_measures import RR, R, nDCG

    named = {R @ 5: "recall@5", RR @ 10: "mrr@10", nDCG @ 5: "ndcg@5", nDCG @ 10: "ndcg@10"}
    scores = {id_: dict.fromkeys(named.values(), 0.0) for id_ in gold}
    qrels = {id_: dict.fromkeys(items, 1) for id_, items in gold.items()}
    # cut here, because ir-measures 0.4.3 lets RR@10 see beyond ten
    first = {id_: list(dict.fromkeys(runs[id_]))[:DEEPEST] for id_ in gold if runs.get(id_)}
    ranked = {id_: {item: float(-rank) for rank, item in enumerate(items)} for id_, items in first.items()}
    if ranked:
        for result in ir_measures.pytrec_eval.iter_calc(list(named), qrels, ranked):
            scores[result.query_id][named[result.measure]] = float(result.value)
    return scores


def gold_items(passages: Iterable[Placed], gold: Sequence[Gold]) -> list[str]:
    """Return the ranked items of the span level: each gold span where it is first touched, and each passage that misses.

    A passage that touches two gold spans stands for both, one after the other.
    """
    items: list[str] = []
    for rank, passage in enumerate(passages, 1):
        touched = [f"gold {number}" for number, one in enumerate(gold) if one.touched_by(passage)]
        items.extend(touched or [f"passage {rank}"])
    return list(dict.fromkeys(items))


def on_first_pages(passages: Iterable[Placed], gold: Sequence[Gold], k: int) -> list[bool]:
    """Say of each gold that stands on sheets whether one of them is among the first ``k`` different ones that were returned.

    Sheets of all documents count alike, in the order in which the passages name them; a passage over a page break names two.
    """
    named = list(dict.fromkeys((p.document, page) for p in passages for page in sheets(p.locator)))[:k]
    return [any((g.reference.document, page) in named for page in g.pages) for g in gold if g.pages]


# -- spans -------------------------------------------------------------------------------------------------------------


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or meet, so that no character counts twice."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.document, s.start, s.end)):
        last = joined[-1] if joined else None
        if last and last.document == span.document and span.start <= last.end:
            joined[-1] = Span(last.document, last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return joined


def span_overlap(found: Iterable[Span], gold: Iterable[Span]) -> tuple[float | None, float | None, float | None]:
    """Return character precision, recall and intersection over union of the spans found against gold.

    With F the characters found and G those of the gold: |F∩G|/|F|, |F∩G|/|G|, |F∩G|/|F∪G|, every character counted once
    (Smith and Troynikov 2024, "Evaluating Chunking Strategies for Retrieval", Chroma). Precision is ``None`` if nothing
    was found; all are ``None`` without gold.
    """
    ours, wanted = merged(found), merged(gold)
    found_length, gold_length = sum(s.length for s in ours), sum(s.length for s in wanted)
    if not gold_length:
        return None, None, None
    shared = sum(a.shared(b) for a in ours for b in wanted)
    return (shared / found_length if found_length else None, shared / gold_length, shared / (found_length + gold_length - shared))


def span_recall(passages: Iterable[Span], gold: Sequence[Span]) -> float | None:
    """Return how much of the gold the passages hold: each gold span counts by the share of its characters covered.

    The mean over the gold spans of one question, so that a short span weighs as much as a long one.
    """
    covering = merged(passages)
    shares = [sum(one.shared(span) for span in covering) / one.length for one in gold if one.length]
    return sum(shares) / len(shares) if shares else None


def found_share(touched: Sequence[bool], needs_all: bool) -> float | None:
    """Return 1 if any of the gold was touched, or, where all of it is needed, if all of it was; else 0."""
    return float(all(touched) if needs_all else any(touched)) if touched else None


def within_budget(passages: Iterable[Span], gold: Iterable[Span], characters: int) -> float | None:
    """Return the share of the gold characters in the first so many characters returned.

    Passages are laid end to end in rank order and cut at the budget; a character of the gold counts once. This is recall
    at equal cost, so longer passages gain nothing by their length.
    """
    kept: list[Span] = []
    left = characters
    for span in passages:
        if left <= 0:
            break
        kept.append(Span(span.document, span.start, min(span.end, span.start + left)))
        left -= kept[-1].length
    return span_overlap(kept, gold)[1]


# -- citations ---------------------------------------------------------------------------------------------------------


def citation_scores(sentences: Iterable[tuple[str, Sequence[str]]], judge: Judge) -> tuple[float | None, float | None]:
    """Return citation recall and precision of one answer, given its sentences, each with the quotes it cites.

    ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations"). Recall: the share of
    sentences that cite something and are supported by all they cite, together. Precision: the share of citations that are
    of use; one is, if its sentence has recall 1 and either it supports the sentence alone or the others do not without it.
    Precision is ``None`` without citations, both without sentences. For verbatim quotes both are 1 by construction.
    """
    recalled: list[bool] = []
    useful: list[bool] = []
    for sentence, quotes in sentences:
        supported = bool(quotes) and judge(sentence, quotes)
        recalled.append(supported)
        for number, one in enumerate(quotes):
            others = [*quotes[:number], *quotes[number + 1 :]]
            useful.append(supported and (not others or judge(sentence, [one]) or not judge(sentence, others)))
    return (sum(recalled) / len(recalled) if recalled else None, sum(useful) / len(useful) if useful else None)


def locator_correct(quote: str, locator: Locator, source: Source) -> bool | None:
    """Say whether a quote really stands where its locator says, by opening the source again; ``None`` if it says nowhere.

    On the sheets named, nine tenths of the words of the quote must stand (tables are read in another order by another
    tool). Within the time named, likewise, and it may begin at most 30 seconds before the caption in which the quote
    does. A heading must stand in the file, before the quote or at its beginning.
    """
    if source.has_pages:
        if locator.page is None:
            return False
        text = "\n".join(source.page(n).text for n in range(locator.page, (locator.end_page or locator.page) + 1))
        return share_of_words(quote, text) >= ENOUGH or any(
            bool(source.page(n).find(quote)) for n in range(locator.page, (locator.end_page or locator.page) + 1)
        )
    if source.suffix in CAPTIONS:
        return _at_that_time(quote, locator, source)
    if locator.heading:
        places, heads = source.letters.find(quote), source.letters.find(locator.heading[-1])
        before = heads[0][0] < places[-1][1] if places and heads else source.holds(quote)
        return bool(heads) and before
    return None


def _at_that_time(quote: str, locator: Locator, source: Source) -> bool:
    if locator.start_seconds is None or locator.end_seconds is None:
        return False
    # a tenth of a second either way is rounding
    heard = [c for c in source.cues if c.end > locator.start_seconds + 0.1 and c.start < locator.end_seconds - 0.1]
    if share_of_words(quote, "\n".join(c.text for c in heard)) < ENOUGH:
        return False
    begins = [
        c.start for number, c in enumerate(heard) if share_of_words(quote, "\n".join(h.text for h in heard[number:])) >= ENOUGH
    ]
    return max(begins) - locator.start_seconds <= LISTEN_SECONDS


def quote_exact(quote: str, start: int, end: int, text: str, source: Source) -> bool:
    """Say whether a quote is, character for character, what stands at its offsets.

    In the document's text, and where that is the file itself (.txt, .md), in the file as the judge reads it.
    """
    return text[start:end] == quote and (source.suffix not in PLAIN or source.text[start:end] == quote)


# -- answers -----------------------------------------------------------------------------------------------------------

_ARTICLES = frozenset({"a", "an", "the"})
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty"
)
_COUNTS = {word: str(number) for number, word in enumerate(_SMALL.split())}
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|\n)\W*\w+")
_NAME = re.compile(r"\b[A-Z][\w’'&-]*(?:\s+(?:of|the|and|for|de|la|&)?\s*[A-Z][\w’'&-]*)*")
_OPENING = re.compile(r"^(?:The|A|An|In|On|At|By|For|From|With|And|But|After|Before|Since|When|Under|Both|Its?)\s+")
_MARKER = re.compile(r"\s*\[\d+\]")


def plain(text: str) -> str:
    """Return a text without its citation markers."""
    return _MARKER.sub("", text)


def token_f1(answer: str, gold: str) -> float | None:
    """Return the F1 of the words of an answer against those of the gold answer, articles and punctuation left out.

    SQuAD's answer score (Rajpurkar et al. 2016). ``None`` if the gold answer holds no words.
    """
    ours, wanted = (Counter(w for w in words(plain(text)) if w not in _ARTICLES) for text in (answer, gold))
    if not wanted:
        return None
    shared = (ours & wanted).total()
    return 2 * shared / (ours.total() + wanted.total())


def facts(text: str) -> set[str]:
    """Return the numbers and names in a text, folded: figures without commas, counting words up to twenty as figures.

    A name is a run of capitalised words; a single capitalised word at the start of a sentence is not taken for one.
    """
    numbers = {word.replace(",", "") for word in words(text) if word[0].isdigit()}
    numbers |= {_COUNTS[word] for word in words(text) if word in _COUNTS and word not in ("zero", "one")}
    starts = {match.end() for match in _SENTENCE_START.finditer(text)}
    names = (m for m in _NAME.finditer(text) if m.end() not in starts)
    return numbers | {" ".join(words(_OPENING.sub("", m.group()))) for m in names}


def facts_found(answer: str, gold: str) -> float | None:
    """Return the share of the numbers and names of the gold answer that stand in the answer; ``None`` if it has none.

    A name counts by all its words, in any order, so that "Kania and Kramer" is found in "John Kania and Mark Kramer".
    """
    wanted = facts(gold)
    if not wanted:
        return None
    held = {word.replace(",", "") for word in words(plain(answer))}
    held |= {_COUNTS[word] for word in held if word in _COUNTS}
    return sum(all(word in held for word in fact.split()) for fact in wanted) / len(wanted)


def brier(confidence: float, answerable: bool) -> float:
    """Return the squared error of a probability, 0 best and 1 worst (Brier 1950)."""
    return (confidence - float(answerable)) ** 2
