"""A quoted answer in a chat model's words, where one is configured: what it writes is checked against the sources.

    quoted answer -> plan -> more passages -> what the model writes -> what of it the sources bear out -> Answer

Where too little of it survives, or it rests on other sentences than those that are likely to answer, the quoted answer stays, with
a notice that says why. How a model is asked and held is :mod:`assistant.writing`'s.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from assistant.answer.choose.evidence import score_sentences
from assistant.answer.cited import with_citations, with_others
from assistant.answer.quoting import NO_ANSWER, Asked, Quoted, Quoter
from assistant.cite import opinions
from assistant.cite.trace import Cited
from assistant.models.chat import open_chat_model
from assistant.settings import Settings
from assistant.types import Answer, Open, Passage, Turn
from assistant.writing import Plan, Writer, Written, open_judge

LIKELY = 0.9  # of the best sentence's score: as far as a quoted answer goes for its second sentence


class Rewording:
    """A chat model and a judge, opened when they are first needed, for all who ask of one index. Safe to share between threads.

    ``quoter`` gives what answers by quoting, as the index is now; ``embed`` what likeness is told by.
    """

    def __init__(self, settings: Settings, quoter: Callable[[], Quoter], embed: opinions.Embed) -> None:
        self._settings = settings
        self._quoter = quoter
        self._embed = embed
        self._lock = threading.Lock()
        self._model: Any = None
        self._judge: opinions.Judge | None = None

    def written(self, asked: Asked, quoted: Quoted, history: Sequence[Turn]) -> Generator[str, None, Answer]:
        """Let the chat model plan and write: yield its text as it can be shown, return the answer. Raises ModelError."""
        writer = self._writer()
        plan = writer.plan(asked.question, asked.meaning.question, history)
        if quoted.answer.status == "declined" and plan.question != asked.meaning.question:
            better = replace(asked.meaning, question=plan.question, expanded=plan.question)
            quoted = self._quoter().quoted(replace(asked, meaning=better), quoted.view)
        if quoted.answer.status != "answered" or quoted.found is None:
            return quoted.answer
        passages = self._gathered(plan, asked, quoted)
        written = yield from writer.write(plan.question, passages, quoted.view.open)
        if written.cited:
            written = replace(written, cited=self._weighed(written.cited, passages, quoted.view.open))
        if written.cited and not written.trusted and not _answers(written.cited, quoted):
            told = f"What {written.writing.model} wrote does not rest on the sentences that are most likely to answer this"
            written = replace(written, cited=None, notice=told, writing=replace(written.writing, kept=False))
        return _in_its_words(quoted.answer, written, plan, passages)

    def _writer(self) -> Writer:
        s = self._settings
        with self._lock:
            if self._model is None:
                self._model = open_chat_model(s)
        return Writer(
            self._model,
            s.model or "",
            silence_seconds=s.model_timeout_seconds,
            context_tokens=s.model_context_tokens,
            drop=s.unsupported == "drop",
        )

    def _weighed(self, cited: Cited, passages: Sequence[Passage], open_document: Open) -> Cited:
        """Return a text with further opinions on the sentences that words alone leave in doubt."""
        cited = opinions.weigh(cited, passages, open_document, embed=self._embed)
        judge = self._open_judge() if any(s.support in opinions.DOUBTFUL for s in cited.sentences) else None
        return opinions.judged(cited, passages, judge) if judge else cited

    def _open_judge(self) -> opinions.Judge | None:
        """Open the judge that the settings name; one that cannot be opened says so when it is asked."""
        name = self._settings.judge
        if name is None:
            return None
        with self._lock:
            if self._judge is None:
                self._judge = opinions.Judge(name, open_judge(self._settings))
            return self._judge

    def _gathered(self, plan: Plan, asked: Asked, quoted: Quoted) -> tuple[Passage, ...]:
        """Return the passages found for a question, with those of its rewriting and its searches in turn, the best first."""
        assert quoted.found is not None
        also = [text for text in (plan.question, *plan.searches) if text != quoted.answer.standalone_question]
        found = [self._quoter().retriever.retrieve(text, quoted.view, filters=asked.filters).passages for text in also]
        in_turn = (p for row in zip_longest(quoted.found.passages, *found) for p in row if p is not None)
        return tuple({(p.document, p.start, p.end): p for p in reversed(list(in_turn))}.values())[::-1]


def _answers(cited: Cited, quoted: Quoted) -> bool:
    """Say whether a text rests on a sentence that is about as likely to answer the question as the best one that was found."""
    assert quoted.found is not None
    picks = score_sentences(quoted.found, quoted.view.open)
    likely = [pick for pick in picks if pick.score >= LIKELY * picks[0].score]
    return any(
        c.support == "supported" and c.document == p.passage.document and c.start < p.end and p.start < c.end
        for c in cited.citations
        for p in likely
    )


def _in_its_words(quoted: Answer, written: Written, plan: Plan, passages: Sequence[Passage]) -> Answer:
    """Return the answer as the chat model wrote it; the quoted one if too little of that survived; a decline if it declined."""
    quoted = replace(quoted, writing=written.writing)
    if written.declined:
        reason = f"{written.writing.model} read the closest passages and found no answer in them."
        return replace(quoted, status="declined", text=NO_ANSWER, reason=reason, citations=(), sentences=())
    if written.cited is None:
        return instead(quoted, written.notice or "")
    more = [p for p in passages if any(map(p.holds, written.cited.citations))]
    answer = replace(
        quoted,
        model=written.writing.model,
        notice=written.notice,
        standalone_question=plan.question,
        searches=plan.searches,
        passages=with_others(quoted.passages, more),
    )
    return with_citations(answer, written.cited)


def instead(quoted: Answer, why: str) -> Answer:
    """Return the quoted answer with a notice of why it is not in a model's words."""
    told = "The answer is quoted from the sources instead." if quoted.status == "answered" else ""
    return replace(quoted, notice=f"{why.rstrip('.')}. {told}".strip())
