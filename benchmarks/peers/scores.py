"""The same rules for every engine: what its returned texts cover of the gold, and the table with ratios to ours.

Texts are compared as words, so that white space does not count, and no engine needs offsets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from statistics import median
from typing import Any

import numpy as np

from benchmarks.peers.speak import Found
from eval.statistics import bootstrap, percentile

K = 5
CUT = 2000  # characters of a returned text that count, and of all together for "first 2,000"
RUN = 5  # words in a row that must agree; fewer, such as "of the company and", may agree by chance
SHARE = 0.6  # of the rarer text's different words, for a page that is not named

LESS_IS_BETTER = {
    "ingest_seconds": ("ingest", "{:.1f} s"),
    "peak_mb": ("peak memory, ingest and questions", "{:.0f} MB"),
    "serving_mb": ("peak memory, one question", "{:.0f} MB"),
    "cold_seconds": ("cold start", "{:.1f} s"),
    "p50_ms": ("question, p50", "{:.0f} ms"),
    "p95_ms": ("p95", "{:.0f} ms"),
}
MORE_IS_BETTER = {"recall": f"recall@{K}", "first": "gold in the first 2,000 characters", "page": f"right page among {K}"}


def covered(quote: str, texts: Sequence[str]) -> float:
    """Return the share of a quote's characters, white space left out, that stand in any of the texts."""
    words = quote.split()
    seen = [False] * len(words)
    for text in texts:
        for block in SequenceMatcher(None, words, text.split(), autojunk=False).get_matching_blocks():
            if block.size >= min(RUN, len(words)):
                seen[block.a : block.a + block.size] = [True] * block.size
    return sum(len(word) for word, hit in zip(words, seen, strict=True) if hit) / max(1, sum(map(len, words)))


def recall(quotes: Sequence[str], found: Sequence[Found]) -> float:
    """Return the share of the gold's characters that the first five texts cover, each cut to 2,000 characters."""
    return _of_all(quotes, [text["text"][:CUT] for text in found[:K]])


def first(quotes: Sequence[str], found: Sequence[Found]) -> float:
    """Return the share of the gold's characters in the first 2,000 characters of all that is returned, one text after another."""
    texts, left = [], CUT
    for text in found:
        texts.append(text["text"][:left])
        left -= len(texts[-1])
    return _of_all(quotes, texts)


def _of_all(quotes: Sequence[str], texts: Sequence[str]) -> float:
    sizes = [len("".join(quote.split())) for quote in quotes]
    return sum(covered(quote, texts) * size for quote, size in zip(quotes, sizes, strict=True)) / sum(sizes)


def right_page(gold: Sequence[Mapping[str, Any]], found: Sequence[Found]) -> float:
    """Return 1 if a gold page is among the first five: by its number where the engine gives one, else by its words."""
    return float(any(_is_there(reference, text) for reference in gold for text in found[:K]))


def _is_there(reference: Mapping[str, Any], text: Found) -> bool:
    if text["document"] not in (None, reference["document"]):
        return False
    if text["page"] is not None:
        return bool(text["page"] == reference["page"])
    said, wanted = set(text["text"][:CUT].lower().split()), set(reference["quote"].lower().split())
    return len(said & wanted) >= SHARE * max(1, min(len(said), len(wanted)))


def scored(questions: Sequence[Mapping[str, Any]], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of one engine's run over questions that have references; the interval of each mean is at 95 %."""
    columns: dict[str, list[float]] = {}
    for question, found in zip(questions, said["found"], strict=True):
        gold = question["references"]
        quotes = [reference["quote"] for reference in gold]
        by_page = "page" in gold[0]
        values = {"page": right_page(gold, found)} if by_page else {"recall": recall(quotes, found), "first": first(quotes, found)}
        for name, value in values.items():
            columns.setdefault(name, []).append(value)
    milliseconds = [1000 * seconds for seconds in said["query_seconds"]]
    figures = {name: {"mean": float(np.mean(column)), "interval": _interval(column, np.mean)} for name, column in columns.items()}
    return {
        **figures,
        "n": len(questions),
        "ingest_seconds": said["ingest_seconds"],
        "chunks": said["chunks"],
        "p50_ms": median(milliseconds),
        "p50_interval": _interval(milliseconds, np.median),
        "p95_ms": percentile(milliseconds, 0.95),
        "characters": median(len(text["text"]) for found in said["found"] for text in found),
    }


def _interval(values: Sequence[float], of: Any) -> list[float] | None:
    drawn = bootstrap(np.array(values)[:, None], lambda data: of(data[..., 0], axis=-1))
    return [drawn.low, drawn.high] if drawn else None


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a Markdown table: a row an engine, each figure with its ratio to ours; one that failed has its reason."""
    ours = results.get("ours", {})
    more = [name for name in MORE_IS_BETTER if any(name in result for result in results.values())]
    heads = ["", *(head for head, _ in LESS_IS_BETTER.values()), *(MORE_IS_BETTER[name] for name in more)]
    rows = [heads, ["---"] * len(heads)]
    for name, result in results.items():
        if "failed" in result:
            rows.append([name, result["failed"].replace("|", "/"), *[""] * (len(heads) - 2)])
            continue
        cells = [shape.format(result[key]) + _ratio(result[key], ours.get(key)) for key, (_, shape) in LESS_IS_BETTER.items()]
        rows.append([name, *cells, *(_quality(result[key], ours.get(key)) for key in more)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _quality(value: Mapping[str, Any], ours: Mapping[str, Any] | None) -> str:
    low, high = value["interval"] or (value["mean"], value["mean"])
    return f"{value['mean']:.2f} [{low:.2f}, {high:.2f}]{_ratio(value['mean'], ours['mean'] if ours else None)}"


def _ratio(value: float, ours: float | None) -> str:
    return f" (×{value / ours:.2f})" if ours else ""
