"""What the events of the chat do: each takes what a reader did, and returns what there is to draw.

Which component sends which event, and where what is drawn goes, is :mod:`assistant.chat.layout`'s.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial, wraps
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat import rail, render, sources
from assistant.chat.desk import PAUSE_SECONDS, Desk, Screen, spoken
from assistant.chat.history import Exchange
from assistant.chat.shelf import Reading, Shelf, examples
from assistant.errors import AssistantError, DocumentNotFound, for_readers
from assistant.guard import readers
from assistant.guard.limits import Limit
from assistant.intake.corrections import FIELDS as CORRECTED
from assistant.store.records import Thumb
from assistant.types import Answer

TRIED, SHOWN = 16, 4  # examples
TITLE = "Research assistant"


def telling(event: Callable[..., Any]) -> Callable[..., Any]:
    """Have the reader told why an event could not be done."""

    @wraps(event)
    def told(*args: Any, **named: Any) -> Any:
        try:
            return event(*args, **named)
        except AssistantError as error:
            raise gr.Error(for_readers(error)) from error

    return told


class Room:
    """What the events do. Each method takes what the reader did and returns what there is to draw."""

    def __init__(self, desk: Desk, shelf: Shelf, headings: Any, *, asking: Limit, adding: Limit, most_files: int) -> None:
        self.desk = desk
        self.shelf = shelf
        self._asking, self._adding, self._most_files = asking, adding, most_files
        self._headings = headings
        self._lock = threading.Lock()
        self._tried: tuple[str, ...] = ()
        self._trying = False
        self._examples: tuple[str, ...] = ()
        self._drawing: dict[str, set[object]] = {}  # by page: the questions whose answers are drawn on it as they come

    # -- drawing

    def documents(self, reader: str) -> sources.Documents:
        """Return the documents that a reader may see, by id."""
        return {id_: info for id_, info in self.shelf.documents().items() if readers.is_visible_to(reader, id_)}

    def thread(self, reader: str, screen: Screen) -> str:
        """Draw the conversation."""
        if not screen.exchanges:
            return rail.FRESH
        id_, draft, ahead = screen.conversation, screen.draft, screen.ahead
        return render.thread_html(screen.exchanges, self.documents(reader), conversation=id_, draft=draft, ahead=ahead)

    def ready(self, reader: str) -> str:
        """Draw the welcome where nothing has been asked, what is being read, and a few questions that what all may see answers."""
        documents = self.documents(readers.PERSON)
        something = self.shelf.reading.active or bool(self.documents(reader))
        return rail.ready_html(documents, self._examples_of(documents), self.progress(), something_to_read=something)

    def _examples_of(self, documents: sources.Documents) -> Sequence[str]:
        """Return the examples for a set of documents; trying them takes seconds, so the page never waits for them."""
        key = tuple(documents)
        with self._lock:
            if key != self._tried and not self.shelf.reading.active:
                kept = self._examples if set(self._tried) <= set(key) else ()  # where only more has come, they hold
                self._tried, self._examples, self._trying = key, kept, True
                threading.Thread(target=self._try, args=(key, documents), name="examples", daemon=True).start()
            return self._examples

    def _try(self, key: tuple[str, ...], documents: sources.Documents) -> None:
        try:
            newest_first = {id_: documents[id_] for id_ in sorted(documents, key=lambda id_: not id_.startswith(readers.UPLOADS))}
            asked = islice(examples(newest_first, self._headings), TRIED)
            found = tuple(islice(filter(self.desk.can_answer, asked), SHOWN))
        except DocumentNotFound:  # removed while it was tried; the next look at the shelf tries again
            found = ()
        with self._lock:
            if self._tried == key:
                self._examples, self._trying = found, False

    def awaits(self) -> bool:
        """Tell whether the page will soon have more to show."""
        return self.shelf.reading.active or self._trying

    def progress(self) -> str:
        """Draw how far the first ingest is; "" where none is running."""
        reading = self.shelf.reading
        if reading.error:
            return f'<p class="notice">{escape(reading.error)}</p>'
        return rail.progress_html(reading) if reading.active else ""

    def evidence(self, reader: str, exchanges: Sequence[Exchange]) -> str:
        """Draw what the last answer of the conversation rests on."""
        answer: Answer | None = exchanges[-1].answer if exchanges else None
        return sources.evidence_html(answer, self.documents(reader), max(len(exchanges) - 1, 0))

    def conversations(self, reader: str, current: str) -> str:
        """Draw the list of the reader's conversations."""
        kept = self.desk.kept
        return rail.conversations_html(kept.listed(reader), current, lasting=kept.lasting(reader) and not self.shelf.fixed)

    def corpus(self, reader: str, kinds: Sequence[str]) -> str:
        """Draw the documents that the reader may see, with what may be done to each."""
        mine = partial(readers.may_remove, reader)
        return rail.corpus_html(self.documents(reader), kinds, mine, fixed=self.shelf.fixed)

    # -- events

    def enter(self, request: gr.Request) -> tuple[Any, ...]:
        """Draw the room as the reader left it: the conversation that the address names, or a fresh page."""
        reader = reader_of(request)
        ready = self.ready(reader)  # first: drawing it may begin to try examples
        return (
            *self._opened(reader, request.query_params.get("c", "")),
            self.corpus(reader, ()),
            ready,
            rail.name_html(TITLE, readers.person(reader)),
            gr.Checkbox(visible=readers.person(reader) is not None and not self.shelf.fixed),
            gr.File(visible=not self.shelf.fixed),
        )

    def _opened(self, reader: str, conversation: str) -> tuple[Any, ...]:
        """Return (conversation, thread, evidence, conversations, question box, followed, timer) of a conversation, a fresh one
        where there is none such; one that is being written in, as when the page was reloaded meanwhile, is followed."""
        draft = self.desk.writing(reader, conversation)  # first: what is kept is kept before it is no longer being written
        exchanges = self.desk.kept.read(reader, conversation)
        conversation = conversation if exchanges else ""
        followed = conversation if draft is not None else ""
        return (
            conversation,
            self.thread(reader, Screen(conversation, exchanges, draft)),
            self.evidence(reader, exchanges),
            self.conversations(reader, conversation),
            _box(writing=bool(followed)),
            followed,
            gr.Timer(active=bool(followed) or self.awaits()),
        )

    def ask(
        self, question: str, conversation: str, kinds: list[str], instead_of: int | None, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Answer a question; yields what :meth:`_drawn` returns, again and again while it is written."""
        reader = reader_of(request)
        filters = [f"kind!={kind}" for kind in rail.KINDS if kinds and kind not in kinds]
        if not question.strip():
            yield (gr.skip(),) * 8
            return
        _take(self._asking, request, "asked too many questions at once")
        first, this, page = True, object(), request.session_hash or ""
        self._drawing.setdefault(page, set()).add(this)
        try:
            for screen in self.desk.ask(reader, conversation, question, filters, instead_of=instead_of):
                if this not in self._drawing.get(page, ()):  # the reader has turned to another conversation; the answer is kept
                    yield (gr.skip(),) * 8
                    return
                yield self._drawn(screen, reader, first)
                first = False
        finally:
            if self._drawing.get(page) == {this}:
                del self._drawing[page]
            else:
                self._drawing.get(page, set()).discard(this)

    def _turn_away(self, request: gr.Request) -> None:
        """Draw no longer what is being written for a page, and let what is on its way there arrive."""
        if self._drawing.pop(request.session_hash or "", None):
            time.sleep(2 * PAUSE_SECONDS)

    def _drawn(self, screen: Screen, reader: str, first: bool) -> tuple[Any, ...]:
        """Return (conversation, thread, evidence, conversations, question box, followed, instead of, said)."""
        writing = screen.draft is not None
        if writing:
            evidence = sources.reading_html(screen.found) if screen.found else gr.skip()
        else:
            evidence = self.evidence(reader, screen.exchanges)
        box: Any = gr.skip()
        if first or not writing:
            box = _box(writing=writing, empty=first)
        listed = self.conversations(reader, screen.conversation) if first or not writing else gr.skip()
        thread = self.thread(reader, screen)
        return screen.conversation, thread, evidence, listed, box, "", None, f"<p>{escape(screen.said)}</p>"

    def stop(self, conversation: str, request: gr.Request) -> None:
        """Stop the answer that is being written."""
        self.desk.stop(reader_of(request), conversation)

    def open(self, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Open a conversation; returns what :meth:`_opened` does, and which question to ask instead of, none."""
        self._turn_away(request)
        return *self._opened(reader_of(request), str(event._data.get("id", ""))), None

    def fresh(self, request: gr.Request) -> tuple[Any, ...]:
        """Begin a conversation; returns the same as :meth:`open`."""
        self._turn_away(request)
        return *self._opened(reader_of(request), ""), None

    @telling
    def forget(self, conversation: str, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Delete a conversation; returns the same as :meth:`open`."""
        reader = reader_of(request)
        gone = str(event._data.get("id", ""))
        self.desk.kept.forget(reader, gone)
        if gone == conversation:
            return self.fresh(request)
        return *(gr.skip(),) * 3, self.conversations(reader, conversation), *(gr.skip(),) * 4

    @telling
    def judge(self, conversation: str, request: gr.Request, event: gr.EventData) -> str:
        """Keep a thumb, or the reason that was given for it."""
        data, reader = event._data, reader_of(request)
        if "thumb" in data:
            thumb: Thumb = "up" if data["thumb"] == "up" else "down"
            exchanges = self.desk.judge(reader, conversation, index_of(data), thumb, None)
        else:
            reason = str(data.get("reason") or "")[:400]
            exchanges = self.desk.judge(reader, conversation, index_of(data), None, reason)
        return self.thread(reader, Screen(conversation, exchanges))

    @telling
    def gap(self, conversation: str, request: gr.Request, event: gr.EventData) -> str:
        """Log a question that was declined as a gap; returns the thread."""
        reader = reader_of(request)
        exchanges = self.desk.log_gap(reader, conversation, index_of(event._data))
        return self.thread(reader, Screen(conversation, exchanges))

    def show(self, conversation: str, request: gr.Request, event: gr.EventData) -> str:
        """Show the evidence of an answer with why each passage ranked where it did."""
        reader = reader_of(request)
        exchanges = self.desk.kept.read(reader, conversation)
        index = index_of(event._data)
        if not 0 <= index < len(exchanges):
            return gr.skip()  # type: ignore[no-any-return]
        why = sources.why_html(self.desk.why(exchanges[index]))
        return sources.evidence_html(exchanges[index].answer, self.documents(reader), index, why)

    def scope(self, kinds: list[str], event: gr.EventData, request: gr.Request) -> tuple[list[str], str]:
        """Limit answers to a kind of document, or no longer; returns (kinds, corpus)."""
        kind = str(event._data.get("kind", ""))
        chosen = [k for k in rail.KINDS if (k in kinds) != (k == kind)]
        return chosen, self.corpus(reader_of(request), chosen)

    def remove(self, kinds: list[str], event: gr.EventData, request: gr.Request) -> tuple[str, str]:
        """Take a document out; returns (corpus, receipts)."""
        reader, document = reader_of(request), str(event._data.get("id", ""))
        if not readers.may_remove(reader, document):
            words = [(document, "not removed", "It is not yours; whoever runs the assistant can remove it.")]
            return self.corpus(reader, kinds), rail.receipts_html(words)
        title = self._title(document)
        try:
            self.shelf.remove(document)
            words = [(title, "removed", "No answer will cite it from now on.")]
        except AssistantError as error:
            words = [(title, "not removed", for_readers(error))]
        return self.corpus(reader, kinds), rail.receipts_html(words)

    def correct(self, kinds: list[str], event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, str]]:
        """Correct what is known of a document; yields (corpus, receipts)."""
        reader, document = reader_of(request), str(event._data.get("id", ""))
        if not readers.may_remove(reader, document):
            yield gr.skip(), rail.receipts_html([(document, "not corrected", "It is not yours.")])
            return
        yield gr.skip(), rail.receipts_html([(self._title(document), "being corrected", "It is read again.")])
        try:
            done = self.shelf.correct(document, self._changed(event._data))
            state, words = done.state, done.words
        except AssistantError as error:
            state, words = "not corrected", for_readers(error)
        yield self.corpus(reader, kinds), rail.receipts_html([(self._title(document), state, words)])

    def _title(self, document: str) -> str:
        """Return what a document is called now, its id where it is not there."""
        info = self.shelf.documents().get(document)
        return info.title if info else document

    def _changed(self, data: dict[str, Any]) -> dict[str, str]:
        """Return the fields of a form that say something else than the catalog; only those become corrections."""
        info = self.shelf.documents().get(str(data.get("id", "")))
        given = {name: str(data.get(name) or "").strip() for name in CORRECTED}
        return {name: value for name, value in given.items() if info is None or value != rail.written(info)[name]}

    def add(self, files: list[str] | None, kinds: list[str], shared: bool, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Read the files that were dropped; yields (files, corpus, receipts)."""
        reader, given = reader_of(request), [Path(file) for file in files or ()]
        if len(given) > self._most_files:
            raise gr.Error(f"{self._most_files} files can be added at once; these are {len(given)}. Nothing was added.")
        for _ in given:
            _take(self._adding, request, "added too many files")
        if not given:
            return
        yield None, gr.skip(), rail.receipts_html([], reading=Reading(0, len(given), given[0].name, active=True))
        rows = ""
        replaces = not (shared and readers.person(reader))  # what is shared may be another person's
        for reading, receipts in self.shelf.add(given, readers.folder_of(reader, shared=shared), replaces=replaces):
            titles = {r.name: self._title(r.document) for r in receipts if r.document}
            told = [(r.name, r.state, r.words) for r in receipts]
            rows = rail.receipts_html(told, titles)
            yield gr.skip(), gr.skip(), rail.receipts_html(told, titles, reading)
        yield gr.skip(), self.corpus(reader, kinds), rows

    def changed(self, request: gr.Request) -> tuple[str, Any]:
        """Draw what a fresh page says of the corpus, after it has changed; returns (ready, timer).

        The thread is none of its business: a question may have been asked meanwhile.
        """
        ready = self.ready(reader_of(request))  # first: drawing it may begin to try examples
        return ready, gr.Timer(active=self.awaits())

    def tick(self, kinds: list[str], followed: str, request: gr.Request) -> tuple[Any, ...]:
        """Follow the first ingest, the search for examples, and an answer that was being written when the page was opened;
        returns (thread, evidence, question box, followed, said, ready, corpus, timer)."""
        reader = reader_of(request)
        ready = self.ready(reader)  # first: drawing it may begin to try examples, and then there is more to wait for
        thread = evidence = box = said = gr.skip()
        if followed:
            draft = self.desk.writing(reader, followed)
            exchanges = self.desk.kept.read(reader, followed)
            thread = self.thread(reader, Screen(followed, exchanges, draft))
            if draft is None:
                followed, box = "", _box(writing=False)
                evidence, said = self.evidence(reader, exchanges), f"<p>{escape(spoken(exchanges[-1]) if exchanges else '')}</p>"
        timer = gr.Timer(active=bool(followed) or self.awaits())
        return thread, evidence, box, followed, said, ready, self.corpus(reader, kinds), timer


def _box(*, writing: bool, empty: bool = False) -> Any:
    """Return the question box with the button that it has now: what is being written can be stopped, else one may ask."""
    value: dict[str, Any] = {"value": ""} if empty else {}
    return gr.Textbox(submit_btn=False if writing else "Ask", stop_btn="Stop" if writing else False, **value)


def reader_of(request: gr.Request) -> str:
    """Return who is asking, as the sign-in found out; see :mod:`assistant.guard.readers`."""
    return readers.reader_of(request.request.scope) if request.request else readers.NOBODY


def _take(limit: Limit, request: gr.Request, what: str) -> None:
    """Count one for the reader, and for the address where it is another machine's. Raises gr.Error with the seconds to wait."""
    if request.request and (seconds := limit.wait_of(request.request.scope)):
        raise gr.Error(f"You have {what}. Try again in {seconds} seconds.", title="A moment, please")


def index_of(data: dict[str, Any]) -> int:
    """Return the index of the exchange that a button stands in, -1 if it names none."""
    index = str(data.get("index", ""))
    return int(index) if index.isdecimal() else -1
