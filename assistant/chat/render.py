"""Draw the conversation as HTML: values in, strings out, everything from outside escaped.

Buttons say what they do in ``data-act`` and carry what it is done to in other ``data-`` attributes; the room turns them
into events. Links to sources are real links, so that they can be copied and opened in another tab.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import quote as percent

from assistant.chat.history import Exchange
from assistant.chat.prose import answer_html, checks_html, draft_html
from assistant.chat.sources import CLOSEST, Documents, Listed, differing_html, near, passage_html
from assistant.references import FORMATS
from assistant.text.months import date_in_words
from assistant.types import Answer
from assistant.viewer.words import strength, verdict, warning

EXPORTS = tuple((name, format_.label) for name, format_ in FORMATS.items())
UNFINISHED = "Not answered yet. Reload the page to look again, or edit the question to ask it once more."
LONG = 280  # characters of a question that is set small, and scrolls
ITEM = re.compile(r"<li>(.+?)( \(\d[^()]*\))?</li>")


def button(label: str, act: str, *, css: str = "quiet", name: str = "", **data: object) -> str:
    """Return a button that does ``act``; ``name`` is its accessible name where the label alone is not clear."""
    extra = "".join(f' data-{key}="{escape(str(value))}"' for key, value in data.items())
    named = f' aria-label="{escape(name)}"' if name else ""
    return f'<button type="button" class="{css}" data-act="{act}"{named}{extra}>{escape(label)}</button>'


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
    if answer is None and exchange.stopped is None:
        return f'<div class="answer stopped"><p class="note">{UNFINISHED}</p></div>'
    if answer is None:
        stopped = draft_html(exchange.stopped or "")
        return f'<div class="answer stopped">{stopped}<p class="note">Stopped. Nothing here has been checked.</p></div>'
    draw = {"answered": _answered, "declined": _declined, "clarify": _clarify, "replied": _replied}[answer.status]
    drawn = draw(answer, exchange, index, conversation, documents)
    return _understood(answer, index) + _notice(answer, drawn) + drawn


def _notice(answer: Answer, drawn: str) -> str:
    """Draw the notice over an answer; one that names a figure of the rows below it tells something, and warns of nothing."""
    told = answer.status == "answered" and '<div class="table">' in drawn and re.search(r"\d", answer.notice or "")
    return f'<p class="notice{" told" if told else ""}">{escape(answer.notice)}</p>' if answer.notice else ""


def _understood(answer: Answer, index: int) -> str:
    """Say how a question was read and what was searched for, where that is not what was typed; it can be corrected."""
    read = answer.standalone_question
    lines = []
    if answer.is_read_otherwise and answer.status != "replied":
        change = button("Change", "edit", name=f"Change how question {index + 1} was understood", index=index, text=read)
        typed = f"Ask question {index + 1} as it was typed"
        again = button("As typed", "reading", name=typed, index=index, text=as_typed(answer)) if answer.respelt else ""
        lines.append(f'<p class="note understood">Understood as: {escape(read)} {change} {again}</p>')
    if answer.searches:
        lines.append(f'<p class="note understood">Searched for: {escape("; ".join(answer.searches))}</p>')
    return "".join(lines)


def as_typed(answer: Answer) -> str:
    """Return a question with the words in quotation marks that were taken for slips, so that they are looked for as they are."""
    text = answer.question
    for each in answer.respelt:
        text = re.sub(rf"(?<!\w){re.escape(each.typed)}(?!\w)", f"“{each.typed}”", text, count=1)
    return text


def _answered(answer: Answer, exchange: Exchange, index: int, conversation: str, documents: Documents) -> str:
    """Draw an answer, what it rests on, and what is doubtful about it."""
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
        differing_html(answer.differences, documents),
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
        links = '<li class="head">This answer</li>' + links
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
    """Draw the two buttons that judge an answer, and the line for a reason, or the reason that was given."""
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
    """Draw why nothing was answered, the readings to choose from, and what is nearest; where nothing is held, nothing is a gap."""
    del conversation
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
    meant = "".join(button(reading, "reading", css="choice", index=index, text=reading) for reading in answer.readings)
    choices = f'<div class="choices">{meant}</div>' if meant else ""
    return (
        f'<div class="answer declined"><p class="reason">{escape(lead)}</p>{choices}</div>'
        + (f'<footer class="tools">{logged}</footer>' if documents else "")
        + (f'<section class="closest">{head}{closest}</section>' if closest else "")
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


def document_url(document: Listed) -> str:
    """Return the address of the view of a whole document, as it stands in HTML."""
    return escape(f"/source?document={percent(document.id, safe='')}")
