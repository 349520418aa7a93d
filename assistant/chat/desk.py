"""One question from the moment it is asked to the moment its answer is kept: a generator of screens.

The assistant writes in a thread of its own, so that a reader can stop it at once even while a model is silent. Nothing
here draws; a screen is a value that says what there is to draw.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any, Protocol

from assistant.chat.history import Conversations, Exchange, turns
from assistant.errors import AssistantError, for_readers
from assistant.guard.limits import Queue
from assistant.guard.readers import PERSON
from assistant.retrieve.explain import explained
from assistant.store.records import Records, Thumb
from assistant.types import Answer, Passage, Turn

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.08  # between two screens while text streams: smooth to the eye, light on the wire
MAX_QUESTION_CHARS = 4000


class Answers(Protocol):
    """What the desk asks."""

    @property
    def fingerprint(self) -> Mapping[str, Any]: ...

    def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]: ...
    def search(self, query: str, k: int = 10, filters: Sequence[str] = ()) -> Sequence[Passage]: ...


ForReader = Callable[[str], Answers]
"""Gives each reader what answers from the documents that this reader may see."""


@dataclass(frozen=True)
class Screen:
    """What there is to show. ``draft`` is the text so far, ``None`` once the answer is there; ``found`` fills the evidence
    while a model writes; ``said`` is what a screen reader hears; ``ahead`` is how many questions are answered first."""

    conversation: str
    exchanges: tuple[Exchange, ...]
    draft: str | None = None
    found: tuple[Passage, ...] = ()
    said: str = ""
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a writing that brought no answer: what went wrong, or "" where the reader stopped it."""

    error: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many questions are answered before this one."""

    ahead: int


Step = str | tuple[Passage, ...] | Screen | Ended | Waiting


@dataclass(frozen=True, slots=True)
class _Asked:
    answers: Answers
    question: str
    history: tuple[Turn, ...]
    filters: tuple[str, ...]


@dataclass(slots=True)
class _Writing:
    """An answer that is being written: its question and place, its text so far, what stops it, and whether nobody looks on."""

    question: str
    index: int
    text: str = ""
    is_left: bool = False
    stop: threading.Event = field(default_factory=threading.Event)


TURN_SECONDS = 2.0  # between two looks at the line
BROKEN_OFF = "The answer broke off before it was finished. Ask again."


class Desk:
    """Ask for readers, keep what comes back. ``looks_first`` fills the evidence before a slow writer starts."""

    def __init__(
        self,
        answers: ForReader,
        kept: Conversations,
        *,
        records: Records | None = None,
        looks_first: bool = False,
        line: Queue | None = None,
    ) -> None:
        self._answers = answers
        self.kept = kept
        self._records = records
        self._looks_first = looks_first
        self._line = line or Queue(1000, 0)
        self._writing: dict[tuple[str, str], _Writing] = {}

    def can_answer(self, question: str) -> bool:
        """Tell whether the corpus answers a question; taken on trust where a model would have to write the answer."""
        if self._looks_first:
            return True
        try:
            *_, answer = self._answers(PERSON).stream(question)  # as somebody who sees what all may see
        except AssistantError as error:
            log.info("an example was not tried: %s", error)
            return False
        return isinstance(answer, Answer) and answer.status == "answered"

    def stop(self, reader: str, conversation: str) -> None:
        """Stop what is being written for a reader in a conversation; nothing happens if nothing is.

        Who looks on keeps what there was; where the page was reloaded meanwhile nobody does, and it is kept here.
        """
        if (writing := self._writing.get((reader, conversation))) and not writing.stop.is_set():
            writing.stop.set()
            if writing.is_left:
                self._keep(reader, conversation, writing.index, Exchange(writing.question, stopped=writing.text))

    def writing(self, reader: str, conversation: str) -> str | None:
        """Return the text so far of what is being written for a reader in a conversation, ``None`` if nothing is."""
        writing = self._writing.get((reader, conversation))
        return None if writing is None or writing.stop.is_set() else writing.text

    def ask(
        self, reader: str, conversation: str, question: str, filters: Sequence[str] = (), *, instead_of: int | None = None
    ) -> Iterator[Screen]:
        """Ask a question, in the place of that at ``instead_of`` and what followed, and yield screens, the last as it is kept."""
        question = question.strip()
        before = self.kept.read(reader, conversation)[:instead_of]
        if not question:
            return
        if len(question) > MAX_QUESTION_CHARS:
            error = f"A question can have {MAX_QUESTION_CHARS:,} characters at most; this one has {len(question):,}."
            conversation = self.kept.write(reader, conversation, [*before, Exchange(question[:200] + " …")])
            yield self._keep(reader, conversation, len(before), Exchange(question[:200] + " …", error=error))
            return
        conversation = self.kept.write(reader, conversation, [*before, Exchange(question)])
        writing = self._writing[reader, conversation] = _Writing(question, len(before))
        try:
            yield from self._shown(reader, conversation, before, writing, filters)
        except GeneratorExit:
            writing.is_left = True
            raise

    def _shown(
        self, reader: str, conversation: str, before: tuple[Exchange, ...], writing: _Writing, filters: Sequence[str]
    ) -> Iterator[Screen]:
        """Yield the screens of an answer while it is written, the last with the answer kept."""
        question, shown = writing.question, (*before, Exchange(writing.question))
        yield Screen(conversation, shown, draft="")
        found: tuple[Passage, ...] = ()
        draft = ""
        asked = _Asked(self._answers(reader), question, turns(before), tuple(filters))
        for item in self._written(asked, writing, partial(self._keep_answer, reader, conversation, len(before), asked)):
            if isinstance(item, Waiting):
                yield Screen(conversation, shown, draft="", ahead=item.ahead)
            elif isinstance(item, Ended):
                last = Exchange(question, error=item.error) if item.error else Exchange(question, stopped=draft)
                yield self._keep(reader, conversation, len(before), last)
            elif isinstance(item, Screen):
                yield item
            else:
                draft, found = (item, found) if isinstance(item, str) else (draft, item)
                yield Screen(conversation, shown, draft=draft, found=found)

    def _keep_answer(self, reader: str, conversation: str, index: int, asked: _Asked, answer: Answer) -> Screen:
        done = Exchange(asked.question, answer=answer, record=self._record(answer, asked))
        return self._keep(reader, conversation, index, done)

    def _record(self, answer: Answer, asked: _Asked) -> int | None:
        """Record an answer; one that cannot be recorded is shown all the same, and the log says so."""
        if self._records is None:
            return None
        try:
            return self._records.add(answer, asked.answers.fingerprint, asked.history, asked.filters)
        except AssistantError as error:
            log.warning("the answer was not recorded: %s", error)
            return None

    def judge(self, reader: str, conversation: str, index: int, thumb: Thumb | None, reason: str | None) -> tuple[Exchange, ...]:
        """Keep a thumb (``None`` leaves it as it is) and, once it was given, what made it so. Raises AssistantError."""
        changes = {"reason": reason} if thumb is None else {"thumb": thumb, "reason": reason}
        exchanges = self.kept.change(reader, conversation, index, **changes)
        judged = exchanges[index] if 0 <= index < len(exchanges) else None
        if judged and judged.record is not None and judged.thumb and self._records is not None:
            self._records.judge(judged.record, "up" if judged.thumb == "up" else "down", judged.reason or "")
        return exchanges

    def why(self, exchange: Exchange) -> Mapping[str, Any] | None:
        """Return why each passage of an answer ranked where it did; ``None`` where no record of it is left."""
        if exchange.answer is None or exchange.record is None or self._records is None:
            return None
        texts = {p.citation_id: p.text for p in exchange.answer.passages}
        try:
            return explained(self._records.read(exchange.record), lambda passage: texts.get(passage.citation_id, passage.text))
        except AssistantError as error:
            log.info("an answer is not explained: %s", error)
            return None

    def log_gap(self, reader: str, conversation: str, index: int) -> tuple[Exchange, ...]:
        """Log a question as one that the corpus should answer, once. Raises AssistantError."""
        before = self.kept.read(reader, conversation)
        if not 0 <= index < len(before) or before[index].gap:
            return before
        answer = before[index].answer
        if answer is not None and self._records is not None:
            self._records.log_gap(answer.standalone_question, answer.reason or "")
        return self.kept.change(reader, conversation, index, gap=True)

    def _keep(self, reader: str, conversation: str, index: int, done: Exchange) -> Screen:
        """Keep what came of a question in its place; what was asked in another tab meanwhile stays behind it."""
        came = {f.name: getattr(done, f.name) for f in fields(Exchange)}
        exchanges = self.kept.change(reader, conversation, index, **came)
        if index >= len(exchanges):  # the conversation was deleted, or cut, while it was answered
            exchanges = (*exchanges, done)
            conversation = self.kept.write(reader, conversation, exchanges)
        return Screen(conversation, exchanges, said=spoken(done))

    def _written(self, asked: _Asked, writing: _Writing, keep: Callable[[Answer], Screen]) -> Iterator[Step]:
        """Yield what was found, then the text so far, again and again, and at last the answer as kept or why there is none."""
        line: queue.SimpleQueue[Step] = queue.SimpleQueue()
        threading.Thread(target=self._write, args=(line.put, asked, writing, keep), daemon=True).start()
        text, shown, shown_at = "", "", 0.0
        while not writing.stop.is_set():
            try:
                item: Step = line.get(timeout=PAUSE_SECONDS)
            except queue.Empty:
                item = ""
            if isinstance(item, str):
                text += item
            else:
                yield item
                if isinstance(item, Screen | Ended):
                    return
            if text != shown and time.monotonic() - shown_at >= PAUSE_SECONDS:
                shown, shown_at = text, time.monotonic()
                yield text
        yield text
        yield Ended()

    def _write(self, put: Callable[[Step], None], asked: _Asked, writing: _Writing, keep: Callable[[Answer], Screen]) -> None:
        """Write an answer when it is its turn, and keep it: a reader who reloads the page meanwhile, or turns to another
        conversation, finds it there. The place in the line is held here too."""
        try:
            with self._line.join() as ticket:
                ahead = self._line.ahead(ticket)
                while ahead and not writing.stop.is_set():
                    put(Waiting(ahead))
                    ahead = self._line.wait(ticket, TURN_SECONDS)
                if not writing.stop.is_set():
                    self._write_now(put, asked, writing, keep)
        except AssistantError as error:
            log.warning("a question was not answered: %s", error)
            put(Ended(for_readers(error)))
        except Exception:
            # The outer edge: a fault of ours is told to the reader as one, with the details in the log.
            log.exception("answering %r", asked.question)
            put(Ended("The assistant failed in a way it should not; the log of the server has the details."))
        finally:
            for key in [key for key, other in tuple(self._writing.items()) if other is writing]:
                del self._writing[key]

    def _write_now(self, put: Callable[[Step], None], asked: _Asked, writing: _Writing, keep: Callable[[Answer], Screen]) -> None:
        if self._looks_first:
            put(tuple(asked.answers.search(asked.question, 6, asked.filters)))
        for item in asked.answers.stream(asked.question, asked.history, asked.filters):
            if writing.stop.is_set():
                return
            if isinstance(item, Answer):
                put(keep(item))
            else:
                writing.text += item
                put(item)
        put(Ended(BROKEN_OFF))


def spoken(exchange: Exchange) -> str:
    """Say in one sentence what came of a question, for those who listen."""
    answer = exchange.answer
    if exchange.error:
        return f"That did not work. {exchange.error}"
    if answer is None:
        return "Stopped."
    if answer.status == "answered":
        sources = len({c.document for c in answer.citations})
        return f"Answer ready, resting on {sources} {'source' if sources == 1 else 'sources'}."
    if answer.status == "declined":
        return "The corpus does not answer this. The closest passages are listed."
    return "Which did you mean? Choose a reading." if answer.status == "clarify" else "Reply ready."
