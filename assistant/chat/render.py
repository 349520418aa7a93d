"""Draw the conversation, the evidence and the shelf as HTML: values in, strings out, everything from outside escaped.

Buttons say what they do in ``data-act`` and carry what it is done to in other ``data-`` attributes; the room turns them
into events. Links to sources are real links, so that they can be copied and opened in another tab.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from urllib.parse import quote as percent

from assistant.chat.history import Exchange, Saved
from assistant.chat.prose import answer_html, checks_html, draft_html
from assistant.chat.shelf import Reading
from assistant.chat.sources import CLOSEST, Documents, Listed, differing_html, near, passage_html
from assistant.references import FORMATS
from assistant.types import Answer
from assistant.viewer.words import as_sentence, count, date_in_words, receipt_in_words, strength, verdict, warning

EXPORTS = tuple((name, format_.label) for name, format_ in FORMATS.items())
LONG = 280  # characters of a question that is set small, and scrolls
ITEM = re.compile(r"<li>(.+?)( \(\d[^()]*\))?</li>")
KINDS: Mapping[str, str] = {"report": "Reports", "blog": "Blogs", "transcript": "Transcripts"}


def button(label: str, act: str, *, css: str = "quiet", name: str = "", **data: object) -> str:
    """Return a button that does ``act``; ``name`` is its accessible name where the label alone is not clear."""
    extra = "".join(f' data-{key}="{escape(str(value))}"' for key, value in data.items())
    named = f' aria-label="{escape(name)}"' if name else ""
    return f'<button type="button" class="{css}" data-act="{act}"{named}{extra}>{escape(label)}</button>'


# The thread


def thread_html(
    exchanges: Sequence[Exchange], documents: Documents, *, conversation: str = "", draft: str | None = None, ahead: int = 0
) -> str:
    """Return the conversation; ``draft`` is the text of the last answer while it is being written, ``ahead`` how many
    questions are answered before it."""
    parts = [f'<div class="thread" data-conversation="{escape(conversation)}">']
    for index, exchange in enumerate(exchanges):
        last = index == len(exchanges) - 1
        parts.append(f'<article class="exchange" data-exchange="{index}" aria-label="Question {index + 1}">')
        parts.append(_question(exchange.question, index))
        if last and draft is not None and exchange.answer is None:
            parts.append(f'<div class="answer writing">{_turn(ahead) if ahead else draft_html(draft)}</div>')
        else:
            parts.append(_reply(exchange, index, conversation, documents))
        parts.append("</article>")
    return "".join([*parts, "</div>"])


def _turn(ahead: int) -> str:
    waiting = "1 question is" if ahead == 1 else f"{ahead} questions are"
    return f'<p class="note" role="status">{waiting} answered before yours.</p>'


def _question(question: str, index: int) -> str:
    edit = button("Edit", "edit", name=f"Edit question {index + 1} and ask again", index=index, text=question)
    long = ' class="long" tabindex="0"' if len(question) > LONG else ""  # so that its answer is on the screen too
    return f'<header class="question"><h2{long}>{escape(question)}</h2>{edit}</header>'


def _reply(exchange: Exchange, index: int, conversation: str, documents: Documents) -> str:
    """Draw what came of a question: an answer of any status, an error, or a text that was stopped."""
    answer = exchange.answer
    if exchange.error:
        return f'<div class="answer failed"><p><b>This did not work.</b> {escape(exchange.error)}</p></div>'
    if answer is None:
        stopped = draft_html(exchange.stopped or "")
        return f'<div class="answer stopped">{stopped}<p class="note">Stopped. Nothing here has been checked.</p></div>'
    notice = f'<p class="notice">{escape(answer.notice)}</p>' if answer.notice else ""
    drawn = {"answered": _answered, "declined": _declined, "clarify": _clarify, "replied": _replied}[answer.status]
    return _understood(answer, index) + notice + drawn(answer, exchange, index, conversation, documents)


def _understood(answer: Answer, index: int) -> str:
    """Say how a question was read and what was searched for, where that is not what was typed; it can be corrected."""
    read = answer.standalone_question
    lines = []
    if _plain(read) != _plain(answer.question) and answer.status != "replied":
        change = button("Change", "edit", name=f"Change how question {index + 1} was understood", index=index, text=read)
        lines.append(f'<p class="note understood">Understood as: {escape(read)} {change}</p>')
    if answer.searches:
        lines.append(f'<p class="note understood">Searched for: {escape("; ".join(answer.searches))}</p>')
    return "".join(lines)


def _plain(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip("?.! ")


def _answered(answer: Answer, exchange: Exchange, index: int, conversation: str, documents: Documents) -> str:
    rests = strength(answer.citations, documents)
    alone = warning(answer.citations)
    lost = answer.unresolved_markers
    lines = [
        f'<p class="strength"><span>{escape(rests)}.</span> <span class="verdict">{escape(verdict(answer))}</span></p>'
        if rests
        else "",
        f'<p class="alone">{escape(alone)}</p>' if alone else "",
        _lost_markers(lost) if lost else "",
        checks_html(answer),
        differing_html(answer.differences),
    ]
    css = "answer verbatim" if answer.model is None else "answer"
    return f'<div class="{css}">{answer_html(answer)}</div>{"".join(lines)}' + _tools(exchange, index, conversation)


def _lost_markers(lost: Sequence[int]) -> str:
    named = ", ".join(f"[{n}]" for n in lost)
    return f'<p class="alone">The writer pointed to {named}, which is not among the sources; the pointer was taken out.</p>'


def _tools(exchange: Exchange, index: int, conversation: str) -> str:
    """Draw what can be done with an answer: copy, export, see why, judge."""
    base = f"/export?conversation={percent(conversation)}&answer={index}&format="
    links = "".join(f'<li><a href="{base}{name}" target="_blank">{escape(label)}</a></li>' for name, label in EXPORTS)
    if index:
        links += f'<li class="whole"><span>The whole conversation</span>{_whole(conversation)}</li>'
    copy = f'<button type="button" class="quiet" data-copy="{base}plain">Copy with references</button>'
    menu = f'<details class="menu"><summary>Save as</summary><ul>{links}</ul></details>'
    why = button("Why these?", "show", name="Why these sources?", index=index)
    return f'<footer class="tools">{copy}{menu}{why}{_thumbs(exchange, index)}</footer>'


def _whole(conversation: str) -> str:
    base = f"/export?conversation={percent(conversation)}&format="
    return "".join(
        f'<a href="{base}{name}" target="_blank" aria-label="The whole conversation: {escape(label)}">{escape(label)}</a>'
        for name, label in EXPORTS
    )


def _thumbs(exchange: Exchange, index: int) -> str:
    drawn = []
    for verdict_, label in (("up", "Helpful"), ("down", "Not helpful")):
        pressed = "true" if exchange.thumb == verdict_ else "false"
        drawn.append(
            f'<button type="button" class="quiet thumb {verdict_}" data-act="judge" data-index="{index}"'
            f' data-thumb="{verdict_}" aria-pressed="{pressed}" aria-label="{label}" title="{label}"></button>'
        )
    form = ""
    if exchange.thumb and exchange.reason is None:
        form = (
            f'<form class="reason" data-submit="reason" data-index="{index}"><label>What made it so? <input name="reason"'
            ' maxlength="400" autocomplete="off"></label> <button class="quiet">Save</button></form>'
        )
    elif exchange.reason:
        form = f'<p class="note">You said: {escape(exchange.reason)}</p>'
    return f'<span class="thumbs">{"".join(drawn)}</span>{form}'


def _declined(answer: Answer, exchange: Exchange, index: int, conversation: str, documents: Documents) -> str:
    del conversation, documents
    said = answer.text.strip() or "The corpus does not answer this."
    why = (answer.reason or "").strip()
    lead = why if said in why else f"{said} {why.replace('The corpus', 'It', 1)}".strip()
    closest = "".join(passage_html(passage, "h4") for passage in near(answer)[:CLOSEST])
    head = '<h3>Closest passages</h3><p class="note">These are near the question. They are not an answer.</p>'
    logged = (
        '<button type="button" class="plain" aria-disabled="true">Logged as a gap in the corpus</button>'
        if exchange.gap
        else button("Log this gap", "gap", css="plain", name="Log this question as a gap in the corpus", index=index)
    )
    return f'<div class="answer declined"><p class="reason">{escape(lead)}</p></div><footer class="tools">{logged}</footer>' + (
        f'<section class="closest">{head}{closest}</section>' if closest else ""
    )


def _clarify(answer: Answer, exchange: Exchange, index: int, conversation: str, documents: Documents) -> str:
    del exchange, conversation, documents
    choices = "".join(button(reading, "reading", css="choice", index=index, text=reading) for reading in answer.readings)
    lead = draft_html(answer.text) or "<p>Which of these did you mean?</p>"
    return f'<div class="answer clarify">{lead}<div class="choices">{choices}</div></div>'


def _replied(answer: Answer, exchange: Exchange, index: int, conversation: str, documents: Documents) -> str:
    del exchange, index, conversation
    drawn = draft_html(answer.text)
    listing = " listing" if "<li>" in drawn else ""
    return f'<div class="answer replied{listing}">{_opening(drawn, documents)}</div>'


def _opening(drawn: str, documents: Documents) -> str:
    """Make links of the items of a list that are titles of documents, perhaps with a date behind them."""
    urls = {escape(document.title): document_url(document) for document in documents.values()}

    def link(item: re.Match[str]) -> str:
        title, dated = item[1], f" ({date_in_words(item[2][2:-1])})" if item[2] else ""
        return f'<li><a href="{urls[title]}" data-source>{title}</a>{escape(dated)}</li>' if title in urls else item[0]

    return ITEM.sub(link, drawn)


# The shelf


def name_html(title: str, person: str | None) -> str:
    """Return the name of the room, and who is signed in, with the way out."""
    if not person:
        return f"<h1>{escape(title)}</h1>"
    out = f'<span>{escape(person)}</span> <button class="quiet">Sign out</button>'
    return f'<h1>{escape(title)}</h1><form class="signed-in" method="post" action="/logout">{out}</form>'


def conversations_html(saved: Iterable[Saved], current: str) -> str:
    """Return the reader's conversations, newest first, under the days they were last used."""
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
    if not day:
        parts.append('<p class="note">Your conversations will be kept here.</p>')
    return "".join([*parts, "</nav>"])


def corpus_html(documents: Documents, kinds: Sequence[str], removable: Callable[[str], bool] = lambda _: True) -> str:
    """Return the documents by kind; ``kinds`` are those that questions are limited to, none meaning all; ``removable`` tells
    of the id of a document whether this reader may take it out."""
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
        f'<section class="kind"><h3>{label}</h3><ul>{"".join(_of_kind(documents, kind, removable))}</ul></section>'
        for kind, label in KINDS.items()
        if tally[kind] and (not kinds or kind in kinds)
    )
    empty = '<p class="note">No documents yet. Add files below.</p>' if not documents else ""
    head = f'<h2>Corpus <span class="tally">{count(len(documents), "document")}</span></h2>'
    return (
        f'<section class="corpus" aria-label="Corpus">{head}{empty}'
        f'<div class="chips" role="group" aria-label="Limit answers to">{chips}</div>{scope}{find}{shelves}</section>'
    )


def _of_kind(documents: Documents, kind: str, removable: Callable[[str], bool]) -> list[str]:
    return [_document(document, removable(document.id)) for document in documents.values() if document.kind == kind]


def _document(document: Listed, can_remove: bool) -> str:
    title = escape(document.title)
    year = document.date[:4] if document.date else ""
    year_html = f' <span class="year">{escape(year)}</span>' if year else ""
    dated = date_in_words(document.date)
    facts = [dated if dated != year else "", ", ".join(document.authors), *receipt_in_words(document.receipt)]
    facts_html = "".join(f"<li>{escape(as_sentence(fact))}</li>" for fact in facts if fact)
    pending = '<p class="note">Still being indexed; findable by its words.</p>' if document.state == "pending" else ""
    url = document_url(document)
    summary = button("Summarise", "summarise", name=f"Summarise {document.title}", text=summary_of(document.title))
    named = f"Remove {document.title}"
    remove = ""
    if can_remove:
        remove = button("Remove", "remove", name=named, id=document.id, confirm=document.title, sure="Yes, remove")
    return (
        f'<li class="document" data-id="{escape(document.id)}" data-title="{escape(document.title.lower())}">'
        f"<details><summary>{title}{year_html}</summary>{pending}"
        f'<ul class="facts">{facts_html}</ul><p class="links"><a href="{url}" data-source aria-label="Open {title}">Open</a>'
        f"{summary}{remove}</p>{_correction(document) if can_remove else ''}</details></li>"
    )


def document_url(document: Listed) -> str:
    """Return the address of the view of a whole document, as it stands in HTML."""
    return escape(f"/source?document={percent(document.id, safe='')}")


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


def welcome_html(something_to_read: bool) -> str:
    """Return the head of a fresh page."""
    if something_to_read:
        head, words = "Ask the research", "Every sentence of an answer shows the words it rests on, in the document they come from."
    else:
        head = "Nothing to read yet"
        words = (
            "Add reports, blog posts or transcripts under Corpus: PDF, HTML, Markdown, text, Word, slides, or subtitles."
            " You can ask as soon as the first is ready."
        )
    return f'<div class="thread welcome" data-conversation=""><h2>{head}</h2><p>{words}</p></div>'


def ready_html(documents: Documents, examples: Sequence[str], reading: str = "") -> str:
    """Return what stands under the welcome: what is being read, and questions that the corpus answers."""
    status = f'<div class="ingesting" role="status">{reading}</div>' if reading else ""
    asks = "".join(f"<li>{button(example, 'example', css='choice', text=example)}</li>" for example in examples)
    lead = f'<p class="examples">Questions these documents can answer</p><ul class="choices">{asks}</ul>' if asks else ""
    return f'<div class="ready">{status}{lead if documents else ""}</div>'


def progress_html(reading: Reading) -> str:
    """Return how far an ingest is: what is being read now and what is ready already; the total is 0 until it is known."""
    done, total, current = reading.done, reading.total, escape(reading.document)
    if not total:
        return f'<progress aria-label="Documents read"></progress><p>Looking for what has changed in {current}</p>'
    bar = f'<progress max="{total}" value="{done + reading.share:g}" aria-label="Documents read"></progress>'
    ready = f"{done} of {total} ready" + ("; you can ask about those already." if done else ".")
    part = f'<span aria-hidden="true">{escape(reading.part)}</span>'  # not read aloud at every page; the bar tells it
    return f'{bar}<p>Reading {current}{part}</p><p class="note">{ready}</p>'


def _asking(title: str) -> str:
    return button("Summarise it", "summarise", name=f"Summarise {title}", text=summary_of(title))


def receipts_html(rows: Sequence[tuple[str, str, str]], titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a receipt for each file that was added: (name, state, words); state is "added", "could not be read" or the like.

    ``titles`` has what the documents are called that can be asked about now, by the name of their file.
    """
    drawn = "".join(
        f'<li class="receipt {escape(state.replace(" ", "-"))}"><b>{escape(name)}</b> <span>{escape(state)}</span>'
        f"<p>{escape(words)}</p>{_asking(titles[name]) if name in titles else ''}</li>"
        for name, state, words in rows
    )
    away = '<button type="button" class="quiet" data-away aria-label="Close the receipts">Close</button>'
    return f'<div class="receipts"><ul aria-label="Receipts">{drawn}</ul>{away}</div>' if drawn else ""
