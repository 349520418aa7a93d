"""What people put around a question in a chat is left out of it; what may belong to it stays."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.converse.framing import alone, marked
from assistant.types import Turn
from tests.conftest import opened_over

assistant = opened_over({
    "toll.txt": "The harbour wall was rebuilt in 1998. The toll paid for it, since no grant was given. Ada Finch led the work.",
    "boats.txt": "The ferry takes twelve boats a day. Its master keeps a list of questions that people ask.",
})  # fmt: skip


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Who paid for it? Thanks!", "Who paid for it?"),
        ("Thanks, that's helpful. Now what is a toll, in plain english", "What is a toll"),
        ("Who paid? Please answer briefly.", "Who paid?"),
        ("Please answer in two sentences. What is a toll?", "What is a toll?"),
        ("Who paid? Cite your sources.", "Who paid?"),
        ("Why? Please be specific.", "Why?"),
        ("Thanks! And in Dover?", "And in Dover?"),
        ("Quick question: who paid?", "Who paid?"),
        ("Can you tell me in which year it closed?", "In which year it closed?"),
        ("I was wondering, who paid?", "Who paid?"),
        ("I'd like to know: who paid?", "Who paid?"),
        ("My manager asked me: who paid?", "Who paid?"),
        ("I'm writing a bid. Who paid for the wall?", "Who paid for the wall?"),
        ("I work in Dover. What did Hull do?", "What did Hull do?"),
        ("hi, I'm writing a bid, what was the Tide Fund again?", "what was the Tide Fund?"),
        ("I'm a councillor looking at air, what did Dover do about its carts?", "what did Dover do about its carts?"),
        ("We are a charity and want to know who paid for the wall", "Who paid for the wall"),
        ("I'm new so what is a toll?", "what is a toll?"),
        ("I'm a funder, what should I do differently?", "What should a funder do differently?"),
        ("As a small charity in Dover, how can we grow?", "How can a small charity grow?"),
        ("I'm a funder. What should I do about it?", "I'm a funder. What should I do about it?"),
        (
            "Hi there, I'm a councillor in Dover. What did we decide about the Harbour Levy?",
            "What did we decide about the Harbour Levy?",
        ),
        ("“Who paid for it?”", "Who paid for it?"),
        ("2. Who paid?", "Who paid?"),
        ("Who exactly paid?", "Who paid?"),
        ("In one sentence, what is a toll?", "What is a toll?"),
        ("Explain tolls to me like I'm new to it", "Explain tolls"),
        ("What is a toll in simple terms?", "What is a toll?"),
        ("What can we do about tolls in our town?", "What can we do about tolls?"),
        ("tell me in a nutshell what a toll is", "What a toll is"),
        ("For a funding bid: who paid?", "Who paid?"),
        ("URGENT!! who paid", "Who paid"),
        ("Great, now tell me who paid", "Who paid"),
        ("one more thing, who paid?", "Who paid?"),
        ("One more thing: who paid?", "Who paid?"),
        ("Moving on: who paid?", "Who paid?"),
        ("Unrelated, but who paid?", "Who paid?"),
        ("Let's talk about something else. Who paid?", "Who paid?"),
        ("Let's talk about the toll. Who paid for it?", "Who paid for the toll?"),
        ("That's not what I asked. Who paid?", "Who paid?"),
        ("Let me rephrase: who paid?", "Who paid?"),
        ("I asked: who paid?", "Who paid?"),
        ("My question was who paid", "Who paid"),
        ("Two questions: who paid? And when?", "Who paid? And when?"),
        ("Who paid? Please answer again.", "Who paid?"),
        ("“The toll paid for the wall.” Who led the work in Dover?", "Who led the work in Dover?"),
        ("You said “The toll paid for the wall.” Why is that?", "You said “The toll paid for the wall.” Why is that?"),
        ("Sorry to bother you, but do you know who paid?", "Who paid?"),
        ("can u tell me who paid pls", "Who paid"),
        ("I wonder if you could help. Who paid?", "Who paid?"),
        ("According to your sources, who paid?", "Who paid?"),
        ("Does anything in the documents say who paid?", "Who paid?"),
        ("Is there anything about who paid?", "Who paid?"),
        ("What page says how many boats there are?", "How many boats there are?"),
        ("Trying to find out who paid", "Who paid"),
        ("As a trustee I want to understand what a toll is", "What a toll is"),
        ("I've been asked by our chief exec to explain what a toll is", "What a toll is"),
        ("What would you say is the main idea?", "What is the main idea?"),
        ("Q: who paid? A:", "who paid?"),
        ("We are a charity in Hull. What can we learn from Dover?", "What can we learn from Dover?"),
        ("My colleague mentioned the Tide Fund. When did it end?", "When did the Tide Fund end?"),
        ("hi! im looking into the Tide Fund for a report. what was it?", "what was the Tide Fund?"),
        ("whats a toll", "what's a toll"),
        ("why didnt they pay", "why didn't they pay"),
        ("how many ships.. no sorry, how many people sailed", "How many people sailed"),
        ("What was Dover's toll... sorry I mean Hull's levy in 2016?", "What was Hull's levy in 2016?"),
        ("what was dover's toll... i mean its levy in 2016", "what was its levy in 2016"),
        ("morning! doing a bid for a boat club. any quotes about the Harbour Levy?", "any quotes about the Harbour Levy?"),
        ("What was it called again?", "What was it called?"),
        ("For a bid I'm writing: list the tolls. Many thanks in advance", "List the tolls."),
        ("My manager asks: and in Dover?", "And in Dover?"),
        ("Hi, quick one: tolls in Dover", "Tolls in Dover"),
        ("I am writing on the toll: who paid for it?", "I am writing on the toll: who paid for it?"),
        ("My colleague at the Tide Fund asks: who paid?", "My colleague at the Tide Fund asks: who paid?"),
        ("About our toll: who paid?", "About our toll: who paid?"),
        ("In the US: who paid?", "In the US: who paid?"),
        ("Hello. I am new to this. Who paid for it?", "Who paid for it?"),
        ("so list the tolls", "List the tolls"),
        ("what are the tolls then", "what are the tolls"),
        ("What does the text say about who paid?", "Who paid?"),
        ("What does the text say about tolls?", "What does the text say about tolls?"),
        ("do you know if Dover paid?", "Whether Dover paid?"),
        ("Please state who paid", "Who paid"),
        ("Please find out who paid", "Who paid"),
        ("I'd be grateful if you could tell me who paid.", "Who paid."),
        ("It would be great if you could list the tolls", "List the tolls"),
        ("Who paid? Do you know?", "Who paid?"),
        ("Does anyone know who paid?", "Who paid?"),
        ("I keep hearing about the Tide Fund. What is it?", "What is the Tide Fund?"),
        ("Evening all, I've been tasked with finding out who paid", "Who paid"),
        ("Trying to remember who paid...", "Who paid..."),
        ("Hey! Could you check who paid? Cheers", "Who paid?"),
        ("Good morning, our mayor would like to know who paid. Kind regards, Jo", "Who paid."),
        ("We run a boat club and our funder has asked us who paid", "Who paid"),
        ("We run a club in Dover and our funder asks who paid", "We run a club in Dover and our funder asks who paid"),
        ("I'm writing about the toll and want to know who paid it", "I'm writing about the toll and want to know who paid it"),
        ("Did the mayor ask who paid?", "Did the mayor ask who paid?"),
        ("The mayor wants to know who paid", "The mayor wants to know who paid"),
        ("I know who paid", "I know who paid"),
        ("I am sorry. I want to know if Dover paid for the wall.", "Whether Dover paid for the wall."),
        ("Sorry if this is a silly question, but who paid?", "Who paid?"),
        ("Who paid, do you know?", "Who paid?"),
        ("Q1) Who paid?", "Who paid?"),
        ("Do you know?", "Do you know?"),
    ],
)
def test_a_question_is_taken_out_of_what_is_around_it(message: str, question: str) -> None:
    assert alone(message) == question


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who paid", "who paid?"),
        ("Who paid for the wall...", "Who paid for the wall?"),
        ("is the wall old.", "is the wall old?"),
        ("and what did it cost", "and what did it cost?"),
        ("Who paid? Be brief.", "Who paid? Be brief."),
        ("why", "why"),
        ("Have a look.", "Have a look."),
        ("the wall", "the wall"),
    ],
)
def test_what_opens_as_a_question_gets_the_mark_that_it_lacks(typed: str, read: str) -> None:
    assert marked(typed) == read


BACKGROUND = (
    "Some background first. The cabinet decides in spring whether to go on with the present arrangements, and officers disagree on "
    "what the evidence says. Last year a consultant wrote a report that few people read, and the meeting is on Friday. When we "
    "began, nobody believed in it. "
)


@pytest.mark.parametrize("background", [BACKGROUND, BACKGROUND * 6], ids=len)
@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("{}Who paid for the harbour wall?", "Who paid for the harbour wall?"),
        ("Who paid for the harbour wall? {}", "Who paid for the harbour wall?"),
        ("{}Who paid for the harbour wall", "Who paid for the harbour wall"),
        ("{}\n\nName three people who paid. {}", "Name three people who paid."),
        ("We read about the Tide Fund. {}When did it end?", "When did the Tide Fund end?"),
        ("{}Our toll was raised twice. The ferry was not liked. Why was it closed?", "The ferry was not liked. Why was it closed?"),
        ("{}What is the tide ratio? It is defined as tides / days.", "What is the tide ratio? It is defined as tides / days."),
        (
            "{}What did the port earn? Round it. Work it out from the income statement.",
            "What did the port earn? Work it out from the income statement.",
        ),
        (
            "Figures are shown within the balance sheet. {}What did the port own?",
            "Figures are shown within the balance sheet. What did the port own?",
        ),
    ],
)
def test_a_question_is_asked_without_its_background(message: str, question: str, background: str) -> None:
    assert alone(message.replace("{}", background)) == question


def test_a_background_that_asks_nothing_stays() -> None:
    assert alone(BACKGROUND) == BACKGROUND


@pytest.mark.parametrize(
    "message",
    [
        "I work in Dover. What support is there?",  # "there" is where who asks works
        "I'm writing a bid. What can we ask for?",
        "I'm interested in tolls, what did Dover do about them?",
        "We are a charity.",
        "What is a toll? List the sources of money.",
        "What did it cost? Explain why.",
        "Does it pay? If it does not, then state that and explain why.",
        "What does “toll” mean?",
        "Tell me more",
        "How do you know?",
        "Keep it short.",
        "Who paid for a report?",
        "My colleague mentioned the Tide Fund. Who is she?",
        "What is “Tides in plain words”?",
        "What would you do?",
        "Does anything say so?",
        "For the pilot: who paid?",
        "Thanks to whom was the wall built?",
        "I feel like I am seeing one gull everywhere",
        "Not the survey, I mean the census",
        "I'm in Dover, what support is there?",
        "I'm after the Tide Fund, when did it end?",
        "Once again",
        "",
        "“" + "a pasted paragraph " * 40 + "”",
    ],
)
def test_what_may_belong_to_a_question_stays(message: str) -> None:
    assert alone(message) == message


@pytest.mark.parametrize(
    "message",
    [
        "quick question: who led the work on the harbour wall?",
        "I am new here. Who led the work on the harbour wall? Many thanks.",
        "WHO LED THE WORK ON THE HARBOUR WALL?",
        "Who led the work on the harbour wall, according to these documents?",
        BACKGROUND * 3 + "Who led the work on the harbour wall?",
    ],
)
def test_the_answer_is_that_of_the_plain_question(message: str, assistant: Assistant) -> None:
    plain, put = assistant.ask("Who led the work on the harbour wall?"), assistant.ask(message)
    assert plain.text == "Ada Finch led the work. [1]"
    assert (put.text, put.confidence, put.question) == (plain.text, plain.confidence, message)


only = opened_over({
    "light.md": (
        "---\ntitle: The light on the point\nauthors: Ada Finch\n---\n\n# The light on the point\n\n"
        "The light on the point has burnt oil since the harbour wall was built in 1871, and its keeper fills the lamp at dusk. "
        "We found that oil has become so dear that every second night of the winter was dark in the last three years. "
        "The council should pay for a lamp that needs no oil, since the boats that come home late depend on it.\n"
    ),
})  # fmt: skip


@pytest.mark.parametrize(
    ("history", "message", "question"),
    [
        ((), "Summarise it", "Summarise the document"),
        ((), "tl;dr", "Summarise the document"),
        ((), "What is this about?", "What is the document about?"),
        ((), "What are the main points?", "What are the main points of the document?"),
        (("hello",), "How long is it?", "How long is the document?"),
        (("Summarise it",), "Who wrote it?", "Who wrote the document?"),
        (("Summarise it", "Who wrote it?"), "What does it say about oil?", "What is said about oil?"),
    ],
)
def test_it_is_the_document_where_there_is_only_one_and_nothing_else_was_spoken_of(
    only: Assistant, assistant: Assistant, history: tuple[str, ...], message: str, question: str
) -> None:
    said: list[Turn] = []
    for asked in history:
        said += [Turn("user", asked), Turn("assistant", only.ask(asked, said).text)]
    answer = only.ask(message, said)
    assert (answer.standalone_question, answer.question) == (question, message)
    assert answer.status in ("answered", "replied")
    assert assistant.ask(message).standalone_question != question  # there are two


def test_where_something_else_was_spoken_of_it_is_that(only: Assistant) -> None:
    said = [Turn("user", "Who keeps the light?"), Turn("assistant", "Its keeper is Ada Finch.")]
    assert "document" not in only.ask("Who paid for it?", said).standalone_question
