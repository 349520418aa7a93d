"""Draw what stands beside the conversation as HTML: the room's name, the conversations, the corpus, receipts, and a fresh page.

As in :mod:`assistant.chat.render`, buttons say in ``data-act`` what they do, and everything from outside is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from assistant.chat.history import Saved
from assistant.chat.render import button, document_url
from assistant.chat.shelf import Reading
from assistant.chat.sources import Documents, Listed, names_of
from assistant.text.months import date_in_words
from assistant.text.title_order import title_order
from assistant.viewer.words import as_sentence, count, receipt_in_words

ONLY_READ = "This archive may only be read here: no document can be added, corrected or removed."
KINDS: Mapping[str, str] = {"report": "Reports", "blog": "Blogs", "transcript": "Transcripts"}


def name_html(title: str, person: str | None) -> str:
    """Return the name of the room, and who is signed in, with the way out."""
    if not person:
        return f"<h1>{escape(title)}</h1>"
    out = f'<span>{escape(person)}</span> <button class="quiet">Sign out</button>'
    return f'<h1>{escape(title)}</h1><form class="signed-in" method="post" action="/logout">{out}</form>'


def conversations_html(saved: Iterable[Saved], current: str, *, lasting: bool = True) -> str:
    """Return the reader's conversations, newest first, under the days they were last used; say so where they will not last."""
    parts = [f'<nav class="conversations" aria-label="Conversations">{button("New question", "fresh", css="fresh")}']
    day = ""
    for item in saved:
        if item.day != day:
            day = item.day
            parts.append(f"<h3>{escape(day)}</h3>")
        here = ' aria-current="true"' if item.id == current else ""
        parts.append(
            f'<div class="row"><button type="button" class="title" data-act="open" data-id="{escape(item.id)}"{here}>'
            f"{escape(item.title)}</button>"
            + button(
                "×",
                "forget",
                css="remove",
                name=f"Delete the conversation {item.title}",
                id=item.id,
                confirm=item.title,
                sure="Yes, delete",
            )
            + "</div>"
        )
    if not lasting:
        parts.append('<p class="note">What you ask now is kept until the assistant is stopped.</p>')
    elif not day:
        parts.append('<p class="note">Your conversations will be kept here.</p>')
    return "".join([*parts, "</nav>"])


def corpus_html(
    documents: Documents, kinds: Sequence[str], removable: Callable[[str], bool] = lambda _: True, *, fixed: bool = False
) -> str:
    """Return the documents by kind; ``kinds`` are those that questions are limited to, none meaning all; ``removable`` tells
    of the id of a document whether this reader may take it out, ``fixed`` that nobody may."""
    tally = {kind: sum(d.kind == kind for d in documents.values()) for kind in KINDS}
    chips = "".join(
        f'<button type="button" class="chip" data-act="scope" data-kind="{kind}" aria-pressed="{str(kind in kinds).lower()}">'
        f"{label} <b>{tally[kind]}</b></button>"
        for kind, label in KINDS.items()
        if tally[kind] or kind in kinds
    )
    limited = "Answers come from these only." if any(map(tally.get, kinds)) else "There are none of these any more."
    scope = f'<p class="note" role="status">{limited}</p>' if kinds else ""
    find = (
        '<label class="find">Find a document <input type="search" data-find autocomplete="off"></label>'
        '<p class="note nothing" role="status" hidden>No title has these words.</p>'
        if len(documents) > 7
        else ""
    )
    shelves = "".join(
        f'<section class="kind"><h3>{label}</h3><ul>'
        f"{''.join(_of_kind(documents, kind, (lambda _: False) if fixed else removable))}</ul></section>"
        for kind, label in KINDS.items()
        if tally[kind] and (not kinds or kind in kinds)
    )
    empty = '<p class="note">No documents yet. Add files below.</p>' if not documents and not fixed else ""
    only_read = f'<p class="note">{ONLY_READ}</p>' if fixed else ""
    head = f'<h2>Corpus <span class="tally">{count(len(documents), "document")}</span></h2>'
    return (
        f'<section class="corpus" aria-label="Corpus">{head}{empty}'
        f'<div class="chips" role="group" aria-label="Limit answers to">{chips}</div>{scope}{find}{shelves}{only_read}</section>'
    )


def _of_kind(documents: Documents, kind: str, removable: Callable[[str], bool]) -> list[str]:
    name = names_of(documents)
    of_kind = (document for document in documents.values() if document.kind == kind)
    return [
        _document(document, name(document.id, document.title), removable(document.id))
        for document in sorted(of_kind, key=lambda d: title_order(d.title))
    ]


def _document(document: Listed, name: str, can_remove: bool) -> str:
    """Draw one document of the shelf: what it is called, what its receipt tells, and what can be done with it."""
    title = escape(name)
    year = document.date[:4] if document.date else ""
    year_html = f' <span class="year">{escape(year)}</span>' if year else ""
    dated = date_in_words(document.date)
    facts = [dated if dated != year else "", ", ".join(document.authors), *receipt_in_words(document.receipt)]
    facts_html = "".join(f"<li>{escape(as_sentence(fact))}</li>" for fact in facts if fact)
    pending = '<p class="note">Still being indexed; findable by its words.</p>' if document.state == "pending" else ""
    url = document_url(document)
    asked = document.title if name == document.title else document.id
    summary = button("Summarise", "summarise", name=f"Summarise {name}", text=summary_of(asked))
    named = f"Remove {name}"
    remove = ""
    if can_remove:
        remove = button("Remove", "remove", name=named, id=document.id, confirm=name, sure="Yes, remove")
    return (
        f'<li class="document" data-id="{escape(document.id)}" data-title="{escape(document.title.lower())}">'
        f"<details><summary>{title}{year_html}</summary>{pending}"
        f'<ul class="facts">{facts_html}</ul><p class="links"><a href="{url}" data-source aria-label="Open {title}">Open</a>'
        f"{summary}{remove}</p>{_correction(document) if can_remove else ''}</details></li>"
    )


def summary_of(title: str) -> str:
    """Return the question that asks for a summary of a document."""
    return f"Summarise “{title}”"


def written(document: Listed) -> dict[str, str]:
    """Return what can be corrected of a document, as it stands in the form."""
    authors = "; ".join(document.authors)
    return {"title": document.title, "authors": authors, "date": document.date or "", "kind": document.kind}


def _correction(document: Listed) -> str:
    """Draw the form that corrects what is known of a document, folded away."""
    values = written(document)
    labels = {"title": "Title", "authors": "Authors, with semicolons between", "date": "Date, such as 2015-05-03"}
    inputs = "".join(
        f'<label>{label}<input name="{name}" value="{escape(values[name])}" maxlength="500" autocomplete="off"></label>'
        for name, label in labels.items()
    )
    options = "".join(f'<option value="{kind}"{" selected" if kind == document.kind else ""}>{kind}</option>' for kind in KINDS)
    named = escape(f"Correct {document.title}")
    return (
        f'<details class="correction"><summary aria-label="{named}">Correct</summary>'
        f'<form data-submit="correct" data-id="{escape(document.id)}">{inputs}'
        f'<label>Kind<select name="kind">{options}</select></label>'
        '<button class="plain">Save</button></form></details>'
    )


FRESH = '<div class="thread" data-conversation=""></div>'
"""The thread in which nothing has been asked."""


def ready_html(documents: Documents, examples: Sequence[str], reading: str = "", *, something_to_read: bool = True) -> str:
    """Return what a fresh page says: what it is for, what is being read, and questions that the corpus answers.

    Each part keeps its place in the page where another comes or goes: Gradio mends the page child by child, and a button that
    is drawn anew while it is pressed loses the press.
    """
    if something_to_read:
        head, words = "Ask the research", "Every sentence of an answer shows the words it rests on, in the document they come from."
    else:
        head = "Nothing to read yet"
        words = (
            "Add reports, blog posts or transcripts under Corpus: PDF, HTML, Markdown, text, Word, slides, or subtitles."
            " You can ask as soon as the first is ready."
        )
    welcome = f'<div class="welcome"><h2>{head}</h2><p>{words}</p></div>'
    framed = f'<div class="ingesting">{reading}</div>' if reading else ""
    status = f'<div role="status">{framed}</div>'
    asks = "".join(f"<li>{button(example, 'example', css='choice', text=example)}</li>" for example in examples)
    lead = f'<p class="examples">Questions these documents can answer</p><ul class="choices">{asks}</ul>' if asks else ""
    return f'<div class="ready">{welcome}{status}{lead if documents else ""}</div>'


def progress_html(reading: Reading) -> str:
    """Return how far an ingest is: what is being read now and what is ready already; the total is 0 until it is known."""
    done, total, current = reading.done, reading.total, escape(reading.document)
    if not total:
        return f'<progress aria-label="Documents read"></progress><p>Looking for what has changed in {current}</p>'
    bar = f'<progress max="{total}" value="{done + reading.share:g}" aria-label="Documents read"></progress>'
    known = done + reading.read
    if known == total:
        all_ = "it" if total == 1 else "all of them"
        ready = f"You can ask about {all_} already; answers get better until every passage is indexed."
    else:
        ready = f"{known} of {total} ready" + ("; you can ask about those already." if known else ".")
    part = f'<span aria-hidden="true">{escape(reading.part)}</span>'  # not read aloud at every page; the bar tells it
    return f'{bar}<p>Reading {current}{part}</p><p class="note">{ready}</p>'


def _asking(title: str) -> str:
    return button("Summarise it", "summarise", name=f"Summarise {title}", text=summary_of(title))


def receipts_html(
    rows: Sequence[tuple[str, str, str]], titles: Mapping[str, str] = MappingProxyType({}), reading: Reading | None = None
) -> str:
    """Return a receipt for each file that was added: (name, state, words); state is "added", "could not be read" or the like.

    ``titles`` has what the documents are called that can be asked about now, by the name of their file. How far the rest is,
    where it is being read, has a place of its own, as in :func:`ready_html`.
    """
    drawn = "".join(
        f'<li class="receipt {escape(state.replace(" ", "-"))}"><b>{escape(name)}</b> <span>{escape(state)}</span>'
        f"<p>{escape(words)}</p>{_asking(titles[name]) if name in titles else ''}</li>"
        for name, state, words in rows
    )
    away = '<button type="button" class="quiet" data-away aria-label="Close the receipts">Close</button>'
    listed = f'<ul aria-label="Receipts">{drawn}</ul>{away}' if drawn else ""
    progress = progress_html(reading) if reading and reading.active else ""
    return f'<div class="receipts"><div class="reading">{progress}</div>{listed}</div>'
