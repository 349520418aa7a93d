"""Questions to the real documents, as a reader asks them: the right words, quoted, and found where the citation says.

Where a quote stands is judged by the judge's own reading of the file, not by the reader that the product used.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.settings import Settings
from assistant.types import Answer, Turn
from eval.metrics import locator_correct
from eval.sources import Source

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def opened(documents: Path, data: Path) -> Assistant:
    settings = Settings(data=data)
    list(ingest([documents], settings))
    return Assistant.open(settings)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = opened(CORPUS, tmp_path_factory.mktemp("sample"))
    yield assistant
    assistant.close()


@pytest.fixture(scope="module")
def coventry(shared_corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = opened(shared_corpora / "coventry" / "documents", tmp_path_factory.mktemp("coventry"))
    yield assistant
    assistant.close()


def misplaced(answer: Answer, assistant: Assistant, folder: Path) -> list[str]:
    """Return the ids of citations whose quote is not what stands at their offsets, or not where their locator says."""
    found = []
    for citation in answer.citations:
        exact = assistant.document(citation.document).text[citation.start : citation.end] == citation.quote
        if not exact or locator_correct(citation.quote, citation.locator, Source(folder / citation.document)) is False:
            found.append(citation.citation_id)
    return found


def quoted(answer: Answer) -> str:
    return " ".join(" ".join(citation.quote for citation in answer.citations).split())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who funded the Coventry research?", ["Funded by Lankelly Chase"]),
        (
            "What are the three lessons from Coventry?",
            ["It’s the people, stupid!", "Disruptive innovators", "Defining ‘service provider’"],
        ),
        ("Where were the disruptive innovators found?", ["outside of the established organisations and institutions"]),
        ("What role did the city council play?", ["‘frame around the picture’; acting as a broker"]),
        ("What fellowship did the author hold in 2013?", ["2013 Clore Social Fellow"]),
    ],
)
def test_a_question_on_coventry_is_answered_by_the_words_that_tell_it(
    question: str, words: list[str], coventry: Assistant, shared_corpora: Path
) -> None:
    answer = coventry.ask(question)
    assert answer.status == "answered"
    assert [w for w in words if w not in quoted(answer)] == []
    assert misplaced(answer, coventry, shared_corpora / "coventry" / "documents") == []


def test_coventry_does_not_tell_its_population(coventry: Assistant) -> None:
    assert coventry.ask("What is the population of Coventry?").status == "declined"


TOLD = (
    ("Who funded the Coventry research?", "Lankelly Chase"),
    ("Who founded Movement for Change?", "David Miliband"),
    ("What are the three lessons from Coventry?", "Disruptive innovators are needed"),
    ("When was Total Place announced?", "2009 Budget"),
    ("How many pilot areas did Total Place have?", "13 pilot areas"),
    ("How many local authorities took part in Total Place?", "63 local authorities"),
    ("Who published the Hard Edges report?", "Lankelly Chase Foundation"),
    ("How many people in England have contact with all three systems?", "at least 58,000"),
    ("How much did Fulfilling Lives spend?", "£112 million"),
    ("When did Fulfilling Lives run?", "from 2014 to 2022"),
    ("In how many areas does Changing Futures work?", "works in 15 areas"),
    ("When was Changing Futures launched?", "launched in 2021"),
    ("When were the Housing First pilots launched?", "May 2018"),
    ("Who founded Pathways to Housing?", "Sam Tsemberis"),
    ("When did the Homelessness Reduction Act come into force?", "April 2018"),
    ("How large was the budget of Fulfilling Lives?", "£112 million"),
    ("What is the Wigan Deal?", "an informal agreement between the council and the residents"),
    ("When was the Wigan Deal launched?", "launched under that name in 2014"),
    ("How much money does a Big Local area have?", "at least £1 million"),
    ("Who published A Ladder of Citizen Participation?", "Sherry Arnstein"),
    ("How many rungs does the ladder of participation have?", "eight rungs"),
    ("Which charities belong to Making Every Adult Matter?", "Clinks, Homeless Link and Mind"),
    ("When did Coventry become a Marmot City?", "Marmot City in 2013"),
    ("What are the six policy objectives of the Marmot Review?", "give every child the best start in life"),
    ("What are the five conditions of collective impact?", "mutually reinforcing activities"),
    ("Who set out the Cynefin framework?", "David Snowden and Mary Boone"),
    ("What does the Social Value Act ask of commissioners?", "social, economic and environmental well-being"),
    ("How many families did the Troubled Families Programme set out to work with?", "120,000 families"),
)
"""Questions, and words that the first answer to each has."""


@pytest.mark.parametrize(("question", "words"), TOLD)
def test_the_sample_corpus_answers(question: str, words: str, sample: Assistant) -> None:
    answer = sample.ask(question)
    assert answer.status == "answered"
    assert words.lower() in quoted(answer).lower()
    assert misplaced(answer, sample, CORPUS) == []


@pytest.mark.parametrize(
    "put",
    [
        "{small}",
        "{CAPITALS}?",
        "{plain}...",
        "{twice}?",
        "{run_together}?",
        "so um {small_first} then",
        "Hi, quick one: {small_first}? Thanks!",
        "For a bid I'm writing: {small_first}? Many thanks in advance",
        "My manager asks: {small_first}?",
        "Hello there. I am new to this. {plain}?",
        "{plain}, according to the report?",
        "Do you know {small_first}?",
    ],
)
def test_a_question_is_answered_however_it_is_put(put: str, sample: Assistant) -> None:
    """One question of each thirty may be lost, since a word more or less moves what is near to it."""
    lost = [question for question, words in TOLD if words.lower() not in quoted(sample.ask(in_form(question, put))).lower()]
    assert lost == []


@pytest.mark.parametrize(
    "put",
    [
        "{plain}?",
        "And {small_first}?",
        "Moving on: {small_first}?",
        "Unrelated, but {small_first}?",
        "Let's talk about something else. {plain}?",
        "One more thing: {small_first}?",
        "That's not what I asked. {plain}?",
        "Let me rephrase: {small_first}?",
        "Actually, {small_first}?",
    ],
)
def test_a_question_is_answered_in_the_middle_of_a_conversation_as_by_itself(put: str, sample: Assistant) -> None:
    said: list[Turn] = []
    lost = []
    for question, words in TOLD:
        answer = sample.ask(in_form(question, put), said[-4:])
        said += [Turn("user", answer.question), Turn("assistant", answer.text)]
        if words.lower() not in quoted(answer).lower():
            lost.append(question)
    assert lost == []


@pytest.mark.parametrize("joint", ["{} {}", "{}\n{}", "1) {} 2) {}", "{} Also, {}"])
def test_two_questions_in_one_message_are_both_answered(joint: str, sample: Assistant) -> None:
    lost = []
    for (one, its_words), (other, others_words) in zip(TOLD[::2], TOLD[1::2], strict=True):
        told = quoted(sample.ask(joint.format(one, other[0].lower() + other[1:] if "Also" in joint else other))).lower()
        lost += [words for words in (its_words, others_words) if words.lower() not in told]
    assert lost == []


@pytest.mark.parametrize(
    ("message", "at"),
    [("What was the first answer again?", 0), ("go back to the first question", 0), ("please repeat the last answer", 1)],
)
def test_an_answer_given_before_is_given_again(message: str, at: int, sample: Assistant) -> None:
    first = sample.ask("Who founded Pathways to Housing?")
    said = [Turn("user", first.question), Turn("assistant", first.text)]
    second = sample.ask("How many rungs does the ladder of participation have?", said)
    said += [Turn("user", second.question), Turn("assistant", second.text)]
    assert sample.ask(message, said).text == (first, second)[at].text


def test_on_which_page_an_answer_stands_is_told(sample: Assistant) -> None:
    told = sample.ask("How many police authorities were part of Total Place?")
    again = sample.ask("on which page?", [Turn("user", told.question), Turn("assistant", told.text)])
    assert f"({told.citations[0].locator}" in (again.notice or "")
    assert "p. " in (again.notice or "")


def in_form(question: str, put: str) -> str:
    plain = question.rstrip("?")
    first, second, *others = plain.split()
    return put.format(
        plain=plain,
        small=plain.lower(),
        small_first=plain[0].lower() + plain[1:],
        CAPITALS=plain.upper(),
        twice=" ".join([first, second, second.lower(), *others]),
        run_together=" ".join([first + second, *others]),
    )


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Who won the 1998 World Cup?", "no passage is close"),
        ("How much did the Wigan Deal cost in 2031?", "found mentions 2031"),
        ("What is the population of Coventry?", "No document here has the word “population”."),
        ("What was the population of Coventry in 1950?", "found mentions 1950"),
        ("How do I bake sourdough bread?", "not seem to be a question for this corpus"),
        ("威根协议是什么？", "seems to be written in Chinese, and the documents found are not"),
        ("What did the Wigan Deal cost?", "no passage found says how much"),
        ("contact details for lankelly chase", "hold no address and no telephone number"),
        ("When was Troubled Families renamed?", "check whether the closest with a date in it"),
        ("What was Birmingham's share of the Wigan Deal in 2031?", "mentions Birmingham or 2031"),
    ],
)
def test_a_decline_says_which_kind_it_is(question: str, reason: str, sample: Assistant) -> None:
    answer = sample.ask(question)
    assert answer.status == "declined"
    assert answer.citations == ()
    assert reason in (answer.reason or "")


@pytest.mark.parametrize("message", ["which documents do you have?", "summarise the wigan deal"])
def test_a_request_for_whole_documents_is_no_follow_up(message: str, sample: Assistant) -> None:
    history = [Turn("user", "who payed for teh coventry wrok"), Turn("assistant", "The corpus does not answer this.")]
    followed, alone = sample.ask(message, history), sample.ask(message)
    assert followed.standalone_question.lower() == message  # names are written as the texts do
    assert (followed.status, followed.text) == (alone.status, alone.text)


def test_a_decline_shows_first_what_may_tell_it_in_other_words(sample: Assistant) -> None:
    assert "In 2021 the programme became" in sample.ask("When was Troubled Families renamed?").nearest[0].text


def test_an_answer_on_the_right_topic_names_the_place_that_nothing_found_speaks_of(sample: Assistant) -> None:
    answer = sample.ask("How many pilots did Housing First have in Scotland?")
    assert "mentions Scotland" in (answer.notice or answer.reason or "")
    assert "mentions" not in (sample.ask("When was Total Place announced?").notice or "")


def test_a_list_is_given_whole_and_its_second_item_can_be_asked_for(sample: Assistant) -> None:
    first = sample.ask("What are the five conditions of collective impact?")
    wanted = ["common agenda", "shared measurement", "mutually reinforcing activities", "continuous communication", "backbone"]
    assert [w for w in wanted if w not in quoted(first)] == []
    told = (Turn("user", first.question), Turn("assistant", first.text))
    second = sample.ask("the second one", told)
    assert second.about[0] == "shared measurement"
    assert "shared measurement" in quoted(second)


def test_more_on_an_item_of_a_list_is_told_by_what_was_not_quoted_for_it(sample: Assistant) -> None:
    first = sample.ask("What are the lessons from Coventry?")
    told = (Turn("user", first.question), Turn("assistant", first.text))
    more = sample.ask("tell me more about the second one", told)
    assert more.status == "answered"
    assert "Disruptive innovators are needed" in quoted(first)
    assert "Disruptive innovators are needed" not in quoted(more)


def test_a_definition_tells_what_the_thing_is_and_has(sample: Assistant) -> None:
    told = quoted(sample.ask("What is Cynefin?"))
    assert "It sorts situations" in told
    assert "chaotic ones; and disorder" in told


def test_an_answer_opens_with_the_sentence_that_answers(sample: Assistant) -> None:
    answer = sample.ask("Who founded Movement for Change?")
    assert "David Miliband" in answer.sentences[0].text


@pytest.mark.parametrize(
    ("question", "unwanted"),
    [
        ("Where were the Housing First pilots?", "Table 1. The Housing First pilots in England"),
        ("Where were the Housing First pilots?", "a summary written for this project"),
        ("How many pilot areas did Total Place have?", "Table 1. Bodies in the 13 Total Place pilot areas"),
        ("When was the Hard Edges report published?", "Sample corpus | 2022"),
        ("What are the seven elements of the MEAM Approach?", "Paper. Reports are written, and some of them are read."),
    ],
)
def test_no_caption_imprint_or_list_of_something_else_stands_for_an_answer(question: str, unwanted: str, sample: Assistant) -> None:
    answer = sample.ask(question)
    assert answer.status == "answered"
    assert unwanted not in quoted(answer)


def test_a_row_of_a_table_comes_under_its_caption_and_column_heads(sample: Assistant) -> None:
    answer = sample.ask("How many police authorities were part of Total Place?")
    lines = [citation.quote for citation in answer.citations]
    assert lines[:3] == ["Table 1. Who took part in Total Place", "Kind of body Number", "Police authorities 13"]
    assert {sentence.support for sentence in answer.sentences} == {"supported"}


@pytest.mark.parametrize("question", ["Who is La Toyah McAllister-Jones?", "What fellowship did the author hold in 2013?"])
def test_a_question_after_one_thing_gets_no_list_of_others(question: str, coventry: Assistant) -> None:
    assert "It’s the people, stupid!" not in quoted(coventry.ask(question))


def test_two_documents_that_date_the_same_thing_differently_are_both_told(sample: Assistant) -> None:
    answer = sample.ask("When was the Wigan Deal launched?")
    pairs = {(d.one.document, d.other.document) for d in answer.differences}
    assert ("blogs/the-wigan-deal-in-plain-words.md", "reports/residents-and-the-deal.pdf") in pairs
    told = answer.to_dict()["differences"][0]
    assert {year for year in ("2011", "2014") if year in told["one"]["words"] + told["other"]["words"]} == {"2011", "2014"}
    for side in (side for d in answer.differences for side in (d.one, d.other)):
        start, end = map(int, side.citation_id.split("c=")[1].split("@")[0].split("-"))
        assert sample.document(side.document).text[start:end] == side.words
        assert side.citation_id == sample.document(side.document).cite_id(start, end)


@pytest.mark.parametrize("question", ["How long did the programme run?", "When was it launched?", "What did the report recommend?"])
def test_a_question_that_names_nothing_is_asked_back_with_what_would_be_answered(question: str, sample: Assistant) -> None:
    offered = sample.ask(question)
    assert offered.status == "clarify"
    assert 2 <= len(offered.readings) <= 3
    assert [sample.ask(reading).status for reading in offered.readings] == ["answered"] * len(offered.readings)
