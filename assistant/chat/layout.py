"""The Gradio Blocks of the chat: three areas, and the wires between what a reader does and what is drawn.

Loaded only by whoever builds the chat. The components hold HTML that this package draws; the buttons in it carry
``data-act``, which :data:`WIRES` turns into events of the component, so that every act is handled in Python, by
:class:`~assistant.chat.room.Room`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.chat.rail import name_html
from assistant.chat.room import TITLE, Room, index_of

WIRES = """
const acts = ['edit', 'reading', 'example', 'summarise', 'judge', 'reason', 'gap', 'show', 'fresh', 'open', 'forget', 'scope',
  'remove'];
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button || !element.contains(button) || !acts.includes(button.dataset.act)) return;
  if (button.dataset.confirm && !button.dataset.armed) {
    const before = [button.textContent, button.getAttribute('aria-label')];
    const say = (words, name) => { button.textContent = words; button.setAttribute('aria-label', name); };
    button.dataset.armed = 'yes';
    say(button.dataset.sure, button.dataset.sure + ' ' + button.dataset.confirm);
    setTimeout(() => { // unless it was drawn anew meanwhile, and is another document's now
      if (button.dataset.armed) { delete button.dataset.armed; say(...before); }
    }, 5000);
    return;
  }
  trigger(button.dataset.act, { ...button.dataset });
});
element.addEventListener('submit', (event) => {
  const form = event.target.closest('[data-submit]');
  if (!form || !['reason', 'correct'].includes(form.dataset.submit)) return;
  event.preventDefault();
  trigger(form.dataset.submit, { ...form.dataset, ...Object.fromEntries(new FormData(form)) });
});
"""


def html(value: str = "", *, elem_id: str | None = None, wires: bool = False) -> gr.HTML:
    """Make a component of HTML that this package draws and styles; with ``wires`` its buttons do what they say."""
    return gr.HTML(value, elem_id=elem_id, js_on_load=WIRES if wires else None, apply_default_css=False)


@dataclass(frozen=True, slots=True)
class Rail:
    """What stands on the left: the conversations and the corpus."""

    name: gr.HTML
    conversations: gr.HTML
    corpus: gr.HTML
    receipts: gr.HTML
    files: gr.File
    shared: gr.Checkbox


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands in the middle: the thread, what is ready to be asked, the box for questions."""

    thread: gr.HTML
    ready: gr.HTML
    question: gr.Textbox


def build(room: Room) -> gr.Blocks:
    """Lay out the room and connect it."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400)) as blocks:
        with gr.Row(elem_id="room"):
            with gr.Column(elem_id="rail"):
                rail = _rail()
            with gr.Column(elem_id="desk"):
                desk = _desk()
            with gr.Column(elem_id="evidence"):
                html('<h2 class="area">Evidence</h2>')
                evidence = html(elem_id="sources", wires=True)
                html('<div id="viewer" hidden></div>')
        said = html(elem_id="said")
        html(BAR, elem_id="bar")
        _connect(blocks, room, rail, desk, (evidence, said))
    return blocks  # type: ignore[no-any-return]


def _rail() -> Rail:
    name = html(name_html(TITLE, None), elem_id="name")
    conversations = html(elem_id="conversations", wires=True)
    with gr.Column(elem_id="shelf"):
        corpus = html(elem_id="corpus", wires=True)
        receipts = html(elem_id="receipts", wires=True)
        # Of any type: what cannot be read gets a receipt that says why; Gradio leaves it out of several without a word.
        files = gr.File(label="Add files", file_count="multiple", elem_id="add", height=60)
        shared = gr.Checkbox(label="Everybody may read what I add", value=False, visible=False, elem_id="shared", container=False)
    return Rail(name, conversations, corpus, receipts, files, shared)


def _desk() -> Desk:
    thread = html(elem_id="thread", wires=True)
    ready = html(elem_id="ready", wires=True)
    question = gr.Textbox(
        elem_id="question",
        show_label=False,
        label="Your question",
        placeholder="Ask a question about the corpus",
        lines=1,
        max_lines=8,
        submit_btn="Ask",
        stop_btn=False,
        autofocus=True,
        container=False,
        max_length=4000,
    )
    return Desk(thread, ready, question)


def _connect(blocks: gr.Blocks, room: Room, rail: Rail, desk: Desk, drawn: tuple[gr.HTML, gr.HTML]) -> None:
    """Say which event goes to which method of the room; ``drawn`` is the evidence and what those who listen hear."""
    (evidence, said), thread, question = drawn, desk.thread, desk.question
    conversation, kinds, instead_of, followed = gr.State(""), gr.State([]), gr.State(None), gr.State("")
    timer = gr.Timer(1.0, active=False)
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    page = [conversation, thread, evidence, rail.conversations, question, followed]
    blocks.load(room.enter, None, [*page, timer, rail.corpus, desk.ready, rail.name, rail.shared, rail.files], **private)
    asked = {
        "inputs": [question, conversation, kinds, instead_of],
        "outputs": [*page, instead_of, said],
        "concurrency_limit": None,
        **private,
    }
    asks = [question.submit(room.ask, **asked)]
    question.stop(room.stop, conversation, None, queue=False, **private)
    asks += [
        choice(said_in_button, None, question, queue=False, **private).then(room.ask, **asked)
        for choice in (thread.reading, desk.ready.example, rail.corpus.summarise, rail.receipts.summarise)
    ]
    thread.edit(edited, None, [question, instead_of], queue=False, **private)
    for judged in (thread.judge, thread.reason):
        judged(room.judge, conversation, thread, **private)
    thread.gap(room.gap, conversation, thread, **private)
    thread.show(room.show, conversation, evidence, **private)
    opened = {"outputs": [*page, timer, instead_of], **private}
    rail.conversations.open(room.open, None, cancels=asks, **opened)  # what is being written goes on, and is kept
    rail.conversations.fresh(room.fresh, None, cancels=asks, **opened)
    rail.conversations.forget(room.forget, conversation, **opened)
    rail.corpus.scope(room.scope, kinds, [kinds, rail.corpus], **private)
    shelved = [rail.corpus, rail.receipts]
    for changed in (
        rail.corpus.remove(room.remove, kinds, shelved, **private),
        rail.corpus.correct(room.correct, kinds, shelved, **private),
        rail.files.upload(room.add, [rail.files, kinds, rail.shared], [rail.files, *shelved], **private),
    ):
        changed.then(room.changed, None, [desk.ready, timer], **private)
    timer.tick(
        room.tick, [kinds, followed], [thread, evidence, question, followed, said, desk.ready, rail.corpus, timer], **private
    )


BAR = (
    '<nav class="bar" aria-label="Areas">'
    '<button type="button" data-area="conversations" aria-expanded="false">Conversations</button>'
    '<button type="button" data-area="corpus" aria-expanded="false">Corpus</button>'
    '<button type="button" data-area="evidence" aria-expanded="false">Evidence</button></nav>'
)


def said_in_button(event: gr.EventData) -> str:
    """Return the question that a button stands for."""
    return str(event._data.get("text", ""))


def edited(event: gr.EventData) -> tuple[Any, int]:
    """Put a question back into the box; what is asked next takes its place."""
    return gr.Textbox(value=str(event._data.get("text", ""))), index_of(event._data)
