"""Score one answer against the gold of its question: every metric that applies, and no entry for one that does not.

An error is scored as an answer that found nothing and cited nothing, with all its confidence on the wrong side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.text.markdown_marks import unmarked
from assistant.types import Answer, Citation, Document, Writing
from eval import metrics
from eval.gold import Gold, Placed, Span, sheets
from eval.questions import Question
from eval.sources import Source

TOP = 5  # passages among which recall is counted
LEVELS = ("document", "page", "span")


@dataclass(frozen=True)
class Evidence:
    """All that one answer is judged by. ``answer`` is ``None`` if asking raised an error."""

    question: Question
    gold: tuple[Gold, ...]
    answer: Answer | None
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]

    @property
    def passages(self) -> tuple[Placed, ...]:
        return self.answer.passages if self.answer else ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.answer.citations if self.answer else ()

    @property
    def confidence(self) -> float:
        return self.answer.confidence if self.answer else float(not self.question.answerable)

    @property
    def status(self) -> str:
        return self.answer.status if self.answer else "error"


def score(evidence: Evidence, judge: metrics.Judge) -> dict[str, float]:
    """Return the scores of one question, by name, the ranking metrics left out (see :func:`rankings`)."""
    found: dict[str, float | bool | None] = {"completed": evidence.answer is not None, "right": right(evidence)}
    if not evidence.question.underspecified:
        found["brier"] = metrics.brier(evidence.confidence, evidence.question.answerable)
        found["refused"] = evidence.status not in ("answered", "error")
    if evidence.question.answerable:
        found |= _retrieval(evidence) | _cited_gold(evidence) | _in_words(evidence)
    if evidence.status == "answered":
        found |= _citations(evidence, judge)
    if evidence.answer is not None and evidence.answer.writing is not None:
        found |= _model(evidence.answer, evidence.answer.writing)
    return {name: float(value) for name, value in found.items() if value is not None}


def right(evidence: Evidence) -> bool:
    """Say whether a question was dealt with rightly.

    Answerable: answered, and a cited span touches any of the gold (all of it, if tagged needs-all). Not answerable: not
    answered. Underspecified: asked back, or declined where the corpus has nothing.
    """
    question, status = evidence.question, evidence.status
    if question.underspecified and status == "clarify":
        return True
    if not question.answerable:
        return status not in ("answered", "error")
    touched = [any(g.touched_by(c) for c in evidence.citations) for g in evidence.gold]
    return status == "answered" and bool(metrics.found_share(touched, question.needs_all))


def within_reach(evidence: Evidence) -> bool:
    """Say whether an answer here would be right: as it is if there is one, else if its first three passages touch gold."""
    if evidence.status == "answered":
        return right(evidence)
    touched = [any(g.touched_by(p) for p in evidence.passages[:3]) for g in evidence.gold]
    return evidence.question.answerable and bool(metrics.found_share(touched, evidence.question.needs_all))


def _retrieval(evidence: Evidence) -> dict[str, float | bool | None]:
    passages, gold = evidence.passages, evidence.gold
    spans = _spans(gold)
    found = [Span(p.document, p.start, p.end) for p in passages]
    touched = [any(g.touched_by(p) for p in passages[:TOP]) for g in gold]
    in_documents = [any(p.document == g.reference.document for p in passages[:TOP]) for g in gold]
    scores: dict[str, float | bool | None] = {
        "gold_read": sum(g.read for g in gold) / len(gold) if gold else None,
        "document_found@5": metrics.found_share(in_documents, evidence.question.needs_all),
        "span_touched@5": metrics.found_share(touched, evidence.question.needs_all),
    }
    if spans:
        scores["span_recall@5"] = metrics.span_recall(found[:TOP], spans)
        scores["gold_chars@2000"] = metrics.within_budget(found, spans, 2000)
        scores["gold_chars@4000"] = metrics.within_budget(found, spans, 4000)
    for k in (5, 10):
        scores[f"page_found@{k}"] = metrics.found_share(metrics.on_first_pages(passages, gold, k), evidence.question.needs_all)
    return scores


def _cited_gold(evidence: Evidence) -> dict[str, float | bool | None]:
    gold, spans = evidence.gold, _spans(evidence.gold)
    touching = {c.marker: any(g.touched_by(c) for g in gold) for c in evidence.citations}
    sentences = evidence.answer.sentences if evidence.answer else ()
    cited = [any(touching.get(m, False) for m in s.markers) for s in sentences if s.markers]
    scores: dict[str, float | bool | None] = {"first_on_gold": any(cited[:1]), "first_three_on_gold": any(cited[:3])}
    if cited:
        scores["cited_on_gold"] = sum(cited) / len(cited)
    if spans:
        quoted = [Span(c.document, c.start, c.end) for c in evidence.citations]
        scores |= dict(zip(("quote_precision", "quote_recall", "quote_iou"), metrics.span_overlap(quoted, spans), strict=True))
    return scores


def _in_words(evidence: Evidence) -> dict[str, float | bool | None]:
    wanted = evidence.question.answer
    if wanted is None:
        return {}
    text = evidence.answer.text if evidence.answer and evidence.status == "answered" else ""
    return {"answer_f1": metrics.token_f1(text, wanted), "facts_found": metrics.facts_found(text, wanted)}


def _citations(evidence: Evidence, judge: metrics.Judge) -> dict[str, float | bool | None]:
    quotes = {c.marker: unmarked(c.quote, c.document) for c in evidence.citations}
    sentences = evidence.answer.sentences if evidence.answer else ()
    cited = [(metrics.plain(s.text), [quotes[m] for m in s.markers if m in quotes]) for s in sentences]
    recall, precision = metrics.citation_scores(cited, judge)
    places = [locator_verdict(evidence, c) for c in evidence.citations]
    exact = [_exact(evidence, c) for c in evidence.citations]
    return {
        "citation_recall": recall,
        "citation_precision": precision,
        "locator_correct": mean(p for p in places if p is not None),
        "quote_exact": mean(exact),
    }


def locator_verdict(evidence: Evidence, citation: Citation) -> bool | None:
    """Say whether a citation's quote stands where its locator says, by the judge's own reading of the file."""
    source = evidence.sources.get(citation.document)
    return metrics.locator_correct(citation.quote, citation.locator, source) if source else False


def _model(answer: Answer, writing: Writing) -> dict[str, float | bool | None]:
    """Score what a chat model did: its cost, and the shares of unsupported sentences before and after it was held to the sources.

    Before: of the sentences that it wrote, those that the passages it named do not bear out. After: of the sentences that are
    shown, be they the model's or quoted instead, those that are not called supported.
    """
    shown = answer.sentences if answer.status == "answered" else ()
    return {
        "tokens_in": writing.tokens_in,
        "tokens_out": writing.tokens_out,
        "model_kept": writing.kept,
        "unsupported_written": writing.unsupported / writing.sentences if writing.sentences else None,
        "unsupported_shown": mean(s.support != "supported" for s in shown),
    }


def _exact(evidence: Evidence, citation: Citation) -> bool:
    document, source = evidence.documents.get(citation.document), evidence.sources.get(citation.document)
    if document is None or source is None:
        return False
    return metrics.quote_exact(citation.quote, citation.start, citation.end, document.text, source)


def _spans(gold: Sequence[Gold]) -> list[Span]:
    """Return the gold spans, or none if one of them is not known: the shares of the others would mislead."""
    spans = [g.span for g in gold if g.span is not None]
    return spans if len(spans) == len(gold) else []


def mean(values: Iterable[float | bool]) -> float | None:
    """Return the mean, or ``None`` of nothing."""
    held = list(values)
    return sum(held) / len(held) if held else None


def rankings(evidences: Sequence[Evidence]) -> dict[str, dict[str, float]]:
    """Return, by question id, recall, MRR and nDCG of the answerable ones at document, page and span level.

    The document level ranks documents, the page level sheets, and the span level passages that touch a gold span; each
    item counts where it is first found. The page level applies to gold on sheets only.
    """
    scores: dict[str, dict[str, float]] = {e.question.id: {} for e in evidences if e.question.answerable}
    for level in LEVELS:
        runs: dict[str, list[str]] = {}
        gold: dict[str, list[str]] = {}
        for evidence in evidences:
            wanted, ran = _level(level, evidence)
            if wanted and evidence.question.answerable:
                gold[evidence.question.id], runs[evidence.question.id] = wanted, ran
        for id_, values in metrics.ranking(runs, gold).items():
            # at span level recall is counted in characters, see _retrieval
            scores[id_] |= {f"{level}_{k}": v for k, v in values.items() if (level, k) != ("span", "recall@5")}
    return scores


def _level(level: str, evidence: Evidence) -> tuple[list[str], list[str]]:
    if level == "document":
        return [g.reference.document for g in evidence.gold], [p.document for p in evidence.passages]
    if level == "page":
        wanted = [f"{g.reference.document} {page}" for g in evidence.gold for page in g.pages]
        return wanted, [f"{p.document} {page}" for p in evidence.passages for page in sheets(p.locator)]
    return [f"gold {n}" for n in range(len(evidence.gold))], metrics.gold_items(evidence.passages, evidence.gold)
