"""A chat model put to work on one question: prepare the search, write from what was found, keep what the sources support."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.cite.markers import Draft
from assistant.cite.trace import Cited, Citer
from assistant.types import Open, Passage, Turn, Writing
from assistant.writing import tokens
from assistant.writing.conversation import Plan, make_plan, needs_plan
from assistant.writing.holding import Holder
from assistant.writing.packing import pack
from assistant.writing.prompt import answering, declines, repeats_prompt
from assistant.writing.talk import Talk

LONGEST_ANSWER = 1024  # tokens
REPEATS = 2  # sentences said again, word for word, after which a model is going round in circles
ENOUGH = 0.5  # share of the sentences that must survive; one that is partly borne out counts half
_TOO_LITTLE = "The sources support too little of what {model} wrote ({supported} of {sentences} sentences)"


@dataclass(frozen=True, slots=True)
class Written:
    """What came of asking a model to write.

    ``cited`` is ``None`` where its text is not to be shown: it declined (``declined``), or too little of it survived, which
    ``notice`` then says. ``notice`` also tells what was left out of a text that is shown. ``trusted`` tells whether the model
    itself named passages that bear out most of what it wrote.
    """

    cited: Cited | None
    writing: Writing
    declined: bool = False
    notice: str | None = None
    trusted: bool = False


class Writer:
    """Writes one answer with a chat model; made anew for each question. ``drop`` leaves unsupported sentences out."""

    def __init__(
        self, model: Any, name: str, *, silence_seconds: float = 60, context_tokens: int = 4096, drop: bool = False
    ) -> None:
        self._talk = Talk(model, name, silence_seconds)
        self._context = context_tokens
        self._drop = drop

    def plan(self, question: str, understood: str, history: Sequence[Turn]) -> Plan:
        """Return what to search for; the model is asked only where it could help. Raises ModelError."""
        if not needs_plan(question, history):
            return Plan(understood)
        return make_plan(self._talk, question, understood, history, self._context // 4)

    def write(self, question: str, passages: Sequence[Passage], open_document: Open) -> Generator[str, None, Written]:
        """Yield the answer as it can be shown, and return what came of it. Raises ModelError."""
        longest = min(LONGEST_ANSWER, self._context // 4)
        spent = sum(tokens.count(text) for _, text in answering(question, []))
        sheet = pack(passages, int(0.9 * self._context) - longest - spent, open_document)
        citer = Citer(sheet.passages, open_document)
        holder = Holder(citer, drop=self._drop)
        draft = Draft(holder.settle, whole=self._drop)
        raw, shown = "", ""
        for piece in self._talk.stream(answering(question, sheet.shown), longest):
            raw += piece
            if new := draft.feed(piece):
                shown += new
                yield new
            if holder.repeats >= REPEATS:
                self._talk.cut = True
                break
        if self._talk.cut:  # a sentence that was cut off is not one: nobody has judged it
            shown = shown[: len(shown) - draft.unsettled].rstrip()
        elif new := draft.finish():
            shown += new
            yield new
        return self._judged(raw, citer.cited(shown), holder)

    def _judged(self, raw: str, cited: Cited, holder: Holder) -> Written:
        """Return what is kept of what the model wrote: all of it as it was shown, or nothing with the reason."""
        stated, total = holder.stated, len(holder.last)
        borne_out = stated.count("supported")
        kept = not repeats_prompt(raw) and borne_out > 0 and borne_out + stated.count("partly") / 2 >= ENOUGH * len(stated)
        unsupported = total - holder.first.count("supported")
        talk = self._talk
        writing = Writing(talk.name, talk.tokens_in, talk.tokens_out, total, unsupported, holder.left_out, kept)
        if declines(raw):
            return Written(None, writing, declined=True)
        if repeats_prompt(raw):
            return Written(None, writing, notice=f"{talk.name} repeated what it was shown")
        if not kept:
            said = _TOO_LITTLE.format(model=talk.name, supported=borne_out, sentences=total)
            return Written(None, writing, notice=said if total else f"{talk.name} wrote nothing")
        notes = []
        if holder.left_out:
            sentences = "1 sentence" if holder.left_out == 1 else f"{holder.left_out} sentences"
            notes.append(
                f"{sentences} of {talk.name} that no source supports {'was' if holder.left_out == 1 else 'were'} left out."
            )
        if talk.cut:
            notes.append(f"{talk.name} did not come to an end; its answer was cut.")
        trusted = holder.first.count("supported") >= ENOUGH * total
        return Written(cited, writing, notice=" ".join(notes) or None, trusted=trusted)
