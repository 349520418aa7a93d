"""What is drawn of answers and evidence; nothing from outside becomes an element."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.desk import Desk
from assistant.chat.history import Conversations, Exchange
from assistant.chat.prose import answer_html, draft_html
from assistant.chat.rail import corpus_html, ready_html, receipts_html
from assistant.chat.render import thread_html
from assistant.chat.sources import evidence_html, excerpt, why_html
from assistant.references import FORMATS
from assistant.store.records import Records
from assistant.types import Answer, Locator, Respelling, Sentence
from tests.browser.stage import Info, StagedAssistant, passage
from tests.chat.conftest import last
from tests.elements import Elements, assert_harmless


def answer(text: str, *sentences: Sentence) -> Answer:
    return Answer("q", "q", "answered", text, 0.9, sentences=sentences)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\nTwo.\n\nThree.", "<p>One.\nTwo.</p><p>Three.</p>"),
        ("Lead:\n- a\n- b\nEnd.", "<p>Lead:</p><ul><li>a</li><li>b</li></ul><p>End.</p>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("2. b\n3) c\n5. e\n- x", '<ol><li value="2">b</li><li>c</li><li value="5">e</li></ol><ul><li>x</li></ul>'),
        ("## Head\nBody", "<h4>Head</h4><p>Body</p>"),
        ("**Bold** and *slanted* and 2*3*4", "<p><strong>Bold</strong> and <em>slanted</em> and 2*3*4</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("", ""),
        ("a | b", "<p>a | b</p>"),
        (
            "Depths\n| Port | Depth |\n|---|:--|\n| A | <2 m |\nNobody knows.\n- c",
            '<p>Depths\n</p><div class="table"><table><tr><th>Port</th><th>Depth</th></tr>'
            "<tr><td>A</td><td>&lt;2 m</td></tr></table></div>"
            "<p>Nobody knows.</p><ul><li>c</li></ul>",
        ),
        (
            "A | B [1]\nC | D [2]",
            '<div class="table"><table><tr><th>A</th><th>B</th><td class="marks"><span class="marker pending">1</span></td></tr>'
            '<tr><td>C</td><td>D</td><td class="marks"><span class="marker pending">2</span></td></tr></table></div>',
        ),
    ],
)
def test_text_is_drawn_in_the_shapes_that_models_write(text: str, html: str) -> None:
    assert draft_html(text) == html


def test_lines_that_sentences_end_with_are_set_apart_and_what_leads_to_them_is_told_from_them() -> None:
    one, two = Sentence("One is this.", (1,), "supported"), Sentence("Two goes\nover a line.", (1,), "supported")
    drawn = answer_html(answer("Wigan:\nOne is this.\nTwo goes\nover a line.", one, two))
    assert drawn == (
        '<p><span class="line lead">Wigan:\n</span><span class="line">One is this.\n</span>'
        '<span class="line">Two goes\nover a line.</span></p>'
    )
    assert "line" not in answer_html(answer("One is this.", one))
    assert answer_html(answer("Plan (2013):\n\n- One is this.", one)).startswith('<p class="lead">Plan (2013):</p><ul>')


def test_brackets_in_code_are_no_markers_and_doubtful_code_says_so() -> None:
    assert draft_html("Take `a[1]` of it. [2]") == '<p>Take <code>a[1]</code> of it.<span class="marker pending">2</span></p>'
    text = "So:\n```\nx = a[1] < b\n\ny\n```\nOver."
    assert draft_html(text) == "<p>So:</p><pre><code>x = a[1] &lt; b\n\ny</code></pre><p>Over.</p>"
    doubted = Answer("q", "q", "answered", text, 0.9, sentences=(Sentence("x = a[1] < b", (), "not_found"),))
    assert '<pre class="sentence not_found"><code>x = a[1]' in answer_html(doubted)


def test_how_a_question_was_understood_is_shown_and_can_be_changed(staged: StagedAssistant) -> None:
    answer = replace(
        staged.ask("Who funded it?"), question="And there?", standalone_question="Who paid in Wigan & Leeds?", searches=("a", "b")
    )
    html = thread_html((Exchange("And there?", answer=answer),), {})
    assert "Understood as: Who paid in Wigan &amp; Leeds?" in html and "Searched for: a; b" in html
    assert 'data-act="edit"' in html and 'data-text="Who paid in Wigan &amp; Leeds?"' in html
    same = replace(answer, standalone_question="and there", searches=())
    assert "Understood as" not in thread_html((Exchange("And there?", answer=same),), {})


def test_a_word_that_was_read_as_another_can_be_asked_as_it_was_typed(staged: StagedAssistant) -> None:
    read = (Respelling("Wigna", "Wigan"), Respelling("Leesd", "Leeds"))
    typed = "Who paid in Wigna, Leesd?"
    answer = replace(staged.ask(typed), question=typed, standalone_question="Who paid in Wigan, Leeds?", respelt=read)
    html = thread_html((Exchange(typed, answer=answer),), {})
    assert "Understood as: Who paid in Wigan, Leeds?" in html
    assert 'data-act="reading"' in html and 'data-text="Who paid in “Wigna”, “Leesd”?"' in html


def test_what_may_have_been_meant_is_offered_with_a_decline() -> None:
    meant = Answer("And Swindon?", "And Swindon?", "declined", "No.", 0.1, readings=("And Swinton?",))
    assert 'class="choice" data-act="reading" data-index="0"' in thread_html((Exchange("And Swindon?", answer=meant),), {})


def test_a_notice_that_names_a_figure_of_the_rows_below_it_is_drawn_as_what_is_told() -> None:
    rows = "Year | 2021 [1]\nSales | 1,250 [2]"
    for text, notice, css in (
        (rows, "Under “2021” this row has 1,250.", "notice told"),
        (rows, "Nothing says so outright.", "notice"),
        ("Sales were 1,250. [1]", "There is a newer edition of 2022.", "notice"),
    ):
        given = replace(answer(text), notice=notice)
        assert f'<p class="{css}">{notice}</p>' in thread_html((Exchange("q", answer=given),), {})


def test_a_marker_without_a_citation_is_no_link() -> None:
    assert draft_html("So.[3]") == '<p>So.<span class="marker pending">3</span></p>'


def test_a_doubt_covers_its_sentence_and_says_so_in_words() -> None:
    html = answer_html(answer("Sure.[1] Doubtful.[2] Sure.", Sentence("Doubtful.", (2,), "partly", ("no date",))))
    assert '<span class="sentence partly">Doubtful.<span class="marker pending">2</span></span>' in html
    assert '<span class="doubt partly">partly supported</span> Sure.' in html
    assert html.startswith('<p>Sure.<span class="marker pending">1</span> <span')


def test_why_a_sentence_is_doubted_can_be_read_and_a_source_that_disagrees_is_named(staged: StagedAssistant) -> None:
    doubted = staged.ask("Is there doubt?")
    doubted = replace(doubted, citations=tuple(replace(c, support="contradicted") for c in doubted.citations))
    html = thread_html([Exchange("q", doubted)], {}, conversation="c")
    assert '<span class="doubt contradicted">Hard Edges Revisited disagrees</span>' in html
    assert "<span>Lessons from Coventry says the opposite</span>" in html and "<span>no date in the source</span>" in html
    assert "What was checked" not in thread_html([Exchange("q", staged.ask("Who funded it?"))], {}, conversation="c")


@pytest.mark.parametrize("with_markers", [True, False])
def test_sentences_are_found_whether_or_not_they_carry_markers(with_markers: bool) -> None:
    words = "Said twice.[1]" if with_markers else "Said twice."
    html = answer_html(
        answer("Said twice.[1] Said twice.[1]", Sentence(words, (1,), "supported"), Sentence(words, (1,), "not_found"))
    )
    assert html.count("sentence not_found") == 1 and html.index("sentence not_found") > html.index("Said twice.")


@pytest.mark.parametrize("question", ["hostile", "Is there doubt?", "What is the weather?", "What outcomes?", "hello"])
def test_nothing_from_outside_becomes_an_element_of_the_chat(staged: StagedAssistant, question: str) -> None:
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    documents = {d.id: d for d in staged.documents()}
    reply = staged.ask(question)
    exchanges = [
        Exchange(attack, reply, thumb="up", reason=attack),
        Exchange(attack, error=attack),
        Exchange(attack, stopped=attack),
    ]
    drawn = [
        thread_html(exchanges, documents, conversation=attack),
        thread_html([Exchange(attack)], documents, draft=attack),
        evidence_html(reply, documents),
        corpus_html(documents, ()),
        ready_html(documents, [attack]),
        receipts_html([(attack, "could not be read", attack)]),
    ]
    for html in drawn:
        assert_harmless(html)
        assert not Elements(html).tags & {"img", "svg", "i"}


def test_each_state_of_an_answer_says_what_it_is(staged: StagedAssistant) -> None:
    def drawn(question: str, **more: Any) -> str:
        return thread_html([Exchange(question, staged.ask(question), **more)], {d.id: d for d in staged.documents()})

    declined = drawn("What is the weather?")
    assert "They are not an answer." in declined and "Log this gap" in declined and 'class="marker"' not in declined
    assert "Logged as a gap" in drawn("What is the weather?", gap=True)
    assert drawn("What outcomes?").count('data-act="reading"') == 2
    doubtful = drawn("Is there doubt?")
    for words in ("partly supported", "not found in the sources", "a source disagrees", "pointed to [7]", "The model failed"):
        assert words in doubtful
    assert "Stopped. Nothing here has been checked." in thread_html([Exchange("q", stopped="half")], {})


def test_a_question_to_an_empty_corpus_is_no_gap_to_log(staged: StagedAssistant) -> None:
    asked = [Exchange("What is the weather?", staged.ask("What is the weather?"))]
    assert "Log this gap" not in thread_html(asked, {})
    assert "Log this gap" in thread_html(asked, {d.id: d for d in staged.documents()})


def test_markers_have_names_that_say_where_they_lead(staged: StagedAssistant) -> None:
    answer = staged.ask("Who funded it?")
    html = thread_html([Exchange("Who funded it?", answer)], {})
    assert 'aria-label="source 2, Hard Edges Revisited, page 2"' in html
    under_the_title = replace(answer.citations[0], locator=Locator(heading=("Lessons from Coventry",)))
    html = thread_html([Exchange("Who funded it?", replace(answer, citations=(under_the_title,)))], {})
    assert 'aria-label="source 1, Lessons from Coventry"' in html


def test_why_passages_ranked_is_told_from_the_record_or_said_to_be_lost(
    staged: StagedAssistant, kept: Conversations, tmp_path: Path
) -> None:
    records = Records.open(tmp_path / "records")
    desk = Desk(lambda _: staged, kept, records=records)
    exchange = last(desk.ask("reader", "", "Who funded the work?")).exchanges[0]
    html = why_html(desk.why(exchange))
    assert html.count("<li>") == 4 and "holds funded, work" in html and "<b>cited</b>" in html
    records.purge()
    assert "No record of this answer is left" in why_html(desk.why(exchange))
    records.close()


def test_a_conversation_is_taken_away_from_its_second_answer_on(staged: StagedAssistant) -> None:
    exchange = Exchange("q", staged.ask("Who funded it?"))
    first, second = (thread_html([exchange] * n, {}, conversation="c").count("/export?conversation=c&format=") for n in (1, 2))
    assert (first, second) == (0, len(FORMATS))


def test_an_answer_of_one_source_carries_the_warning(staged: StagedAssistant) -> None:
    drawn = [thread_html([Exchange("q", staged.ask(question))], {}) for question in ("hostile", "Who funded it?")]
    assert ["This rests on one source." in html for html in drawn] == [True, False]


def test_citations_of_one_document_stand_together_each_with_its_words(staged: StagedAssistant) -> None:
    html = evidence_html(staged.ask("Who funded it?"), {})
    assert html.count(">Hard Edges Revisited</a></h3>") == 1
    assert [html.index(f'data-card="{n}"') for n in (1, 2, 4, 3)] == sorted(html.index(f'data-card="{n}"') for n in range(1, 5))
    assert "This rests on one source." not in evidence_html(staged.ask("Who funded it?"), {})


def test_heads_without_a_label_stand_over_their_columns() -> None:
    html = draft_html("Income [1]\n|  | 2021 | 2020 | [2]\nNet sales | 1,250 | 1,100 [3]")
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    cells = [[re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]
    assert cells == [["", "2021", "2020", "2"], ["Net sales", "1,250", "1,100", "3"]]


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("A govern-\nment\n  of two", 99, "A government of two"),
        ("One two three", 8, "One two …"),
        ("Lead:\n| A | 1 |\n| B | 2 |\n| C | 3 |", 20, "Lead:\n| A | 1 |\n…"),
    ],
)
def test_an_excerpt_reads_as_text_and_cuts_no_row(text: str, limit: int, shown: str) -> None:
    assert excerpt(text, limit) == shown


def test_a_decline_shows_what_is_nearest_and_the_evidence_goes_on_from_there() -> None:
    near = tuple(passage(c, n) for n, c in enumerate(StagedAssistant().cited() * 2, 1))[:5]
    near = tuple(replace(p, text=f"Sentence {p.rank}.") for p in near)
    declined = replace(answer(""), status="declined", text="No.", nearest=near, passages=(replace(near[0], text="A running head"),))
    thread, evidence = thread_html([Exchange("q", answer=declined)], {}), evidence_html(declined, {})
    assert all(f"Sentence {n}." in thread for n in (1, 2, 3)) and "Sentence 4." not in thread
    assert all(f"Sentence {n}." in evidence for n in (4, 5)) and "Sentence 3." not in evidence
    assert "A running head" not in thread + evidence


def test_a_quoted_row_has_no_bars_beside_the_answer_and_none_in_the_words_behind_its_marker() -> None:
    cited = replace(StagedAssistant().cited()[0], document="a.md", quote="| **Quay** | 2 m |")
    told = replace(answer("| Quay | 2 m | [1]"), citations=(cited,))
    assert '<td>Quay</td><td class="figure">2 m</td>' in evidence_html(told, {})
    assert 'data-words="Quay · 2 m"' in answer_html(told)


def test_a_long_question_is_set_small_so_that_its_answer_is_in_sight() -> None:
    for question, small in (("Who paid? " * 40, True), ("Who paid?", False)):
        drawn = thread_html([Exchange(question, answer=Answer(question, question, "replied", "Hello.", 0))], {})
        assert ('<h2 class="long" tabindex="0">' in drawn) is small


def test_the_documents_of_a_list_open_and_nothing_else_of_it_does() -> None:
    documents = {"a/b.pdf": Info("a/b.pdf", "Trams & trains", "report", "2018-10"), "c.md": Info("c.md", "Mill", "blog", None)}
    text = "Reports:\n- Trams & trains (2018-10)\n- Mill\n- Another (2018)\n- <b>Mill</b>"
    drawn = thread_html([Exchange("What is there?", answer=Answer("q", "q", "replied", text, 0))], documents)
    assert '<li><a href="/source?document=a%2Fb.pdf" data-source>Trams &amp; trains</a> (October 2018)</li>' in drawn
    assert '<li><a href="/source?document=c.md" data-source>Mill</a></li>' in drawn and 'class="answer replied listing"' in drawn
    assert "<li>Another (2018)</li><li>&lt;b&gt;Mill&lt;/b&gt;</li>" in drawn


def test_a_decline_says_once_what_it_speaks_of_and_promises_no_passages_that_are_not_there(staged: StagedAssistant) -> None:
    near = (passage(staged.cited()[0], 1),)
    text, reason = "The corpus does not answer this.", "The corpus mentions this in 2 documents, but no passage says enough."
    declined = Answer("q", "q", "declined", text, 0.1, reason=reason, passages=near, nearest=near)
    assert f"{text} It mentions this in 2 documents" in thread_html([Exchange("q", answer=declined)], {})
    assert "More passages" not in evidence_html(declined, {}) and "No more passages" in evidence_html(declined, {})
    assert "More passages" in evidence_html(replace(declined, nearest=near * 4), {})
