"""A word that the corpus does not hold is read as the one it is a slip away from, unless it may be another word or another name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from assistant.ask import Assistant
from assistant.retrieve.retriever import View
from assistant.retrieve.spelling import Read
from tests.conftest import opened_over

TEXTS = {
    "harbour.txt": "The partnership in Coventry repaired the harbour.\n\nCoventry paid for accommodation of tenants of Swinton.",
    "deal.txt": "The partnership of Swinton and Coventry housed tenants in good accommodation.\n\n"
    "Swinton has a harbour. It leaves and leaves.",
    "secret.txt": "Zanzibar has no harbour. The wall of Zanzibar fell.\n\nZanzibar is far away.",
}


assistant = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("What did Covnetry pay?", "What did Coventry pay?"),
        ("what did covnetry pay", "what did Coventry pay"),
        ("WHAT DID COVNETRY PAY", "What did Coventry pay"),
        ("Covenntry's partnreship", "Coventry's partnership"),
        ("the accomodaton in Coventy", "the accommodation in Coventry"),
        ("explian the harbuor", "explain the harbour"),
        ("Sumarise deal.txt", "Summarise deal.txt"),
        ("What did “Covnetry” pay?", "What did “Covnetry” pay?"),
        ("What did Coventry pay?", "What did Coventry pay?"),
        ("What did Swindon pay?", "What did Swindon pay?"),
        ("What did Swimton pay?", "What did Swimton pay?"),
        ("tenanted", "tenanted"),
        ("how was it repaored", "how was it repaired"),
        ("tenants inCoventry", "tenants in Coventry"),
        ("howmany tenantsof Swinton", "how many tenants of Swinton"),
        ("goodaccommodation", "good accommodation"),
        ("whatis theharbour", "what is the harbour"),
        ("yourepaired theharbour", "you repaired the harbour"),
        ("Who is in Westharbour?", "Who is in Westharbour?"),
        ("inharbour", "inharbour"),
        ("harbourers of care leavers", "harbourers of care leavers"),  # "leaves" is near, and it is a real word
        ("", ""),
    ],
)
def test_a_slip_is_read_as_the_word_that_the_corpus_holds(assistant: Assistant, typed: str, read: str) -> None:
    assert assistant.read(typed).text == read


beside = opened_over({
    "fund.txt": "The programme of the Rennardy Fund paid for labour.\n\nThe Rennardy Fund has a programme. Rennardy was a skipper."
})  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("the labor program", "the labour programme"),
        ("THE LABOR PROGRAM", "THE LABOUR PROGRAMME"),
        ("the program of “labor”", "the programme of “labor”"),
        ("What did the Rennarfy Fund pay?", "What did the Rennardy Fund pay?"),
        ("What did the Rennarfy Trust pay?", "What did the Rennarfy Trust pay?"),
        ("What did Rennarfy pay?", "What did Rennarfy pay?"),
    ],
)
def test_a_word_is_read_in_the_spelling_of_the_corpus_and_a_name_as_part_of_its_longer_one(
    beside: Assistant, typed: str, read: str
) -> None:
    assert beside.read(typed).text == read


FORMS = {
    "ferries.txt": "Thirty children went to the United States by ferry. The A&E of Deal is far away.\n\nThe UK has ferries. "
    "In the third quarter of 2022 none sailed. Q1 was calm."
}
abroad = opened_over(FORMS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("How many went to the USA?", "How many went to the United States?"),
        ("How many went to America?", "How many went to United States?"),
        ("Where is the emergency department?", "Where is the A&E?"),
        ("Has the united kingdom ferries?", "Has the UK ferries?"),
        ("How many sailed in Q3 2022?", "How many sailed in third quarter 2022?"),
        ("Was the first quarter calm?", "Was the Q1 calm?"),
        ("Who took us to the UK?", "Who took us to the UK?"),
        ("Who went to the US?", "Who went to the US?"),
        ("What did the Bank of America do?", "What did the Bank of America do?"),
        ("Who went to South America?", "Who went to South America?"),
        ("What is “USA”?", "What is “USA”?"),
        ("What did the EU do?", "What did the EU do?"),
    ],
)
def test_a_short_or_long_form_is_read_as_the_one_that_the_corpus_has(abroad: Assistant, typed: str, read: str) -> None:
    assert abroad.read(typed).text == read


def test_a_form_is_looked_for_once_until_the_corpus_changes(abroad: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr("assistant.retrieve.spelling.is_held", lambda form, *_: bool(looked.append(form)))
    for _ in range(2):
        abroad.search("What does the CQC do?")
    assert sorted(looked) == ["CQC", "Care Quality Commission"]


def test_two_words_in_one_that_may_be_a_name_are_offered(assistant: Assistant) -> None:
    answer = assistant.ask("What did the Coventrytenants pay for the theatre in 1931?")
    assert (answer.status, answer.respelt) == ("declined", ())
    assert answer.reason and answer.reason.endswith("Did you mean “Coventry tenants”?")


def test_a_name_unlike_a_slip_is_declined_and_offered(assistant: Assistant) -> None:
    answer = assistant.ask("What did Swimton pay for the theatre in 1931?")
    assert (answer.status, answer.respelt) == ("declined", ())
    assert answer.reason and answer.reason.endswith("Did you mean “Swinton”?")
    assert answer.readings == ("What did Swinton pay for the theatre in 1931?",)


def test_an_answer_says_what_was_typed_and_what_was_read(assistant: Assistant) -> None:
    answer = assistant.ask("Who paid for the accomodation?")
    assert (answer.question, answer.standalone_question) == ("Who paid for the accomodation?", "Who paid for the accommodation?")
    assert [(each.typed, each.read) for each in answer.respelt] == [("accomodation", "accommodation")]
    assert answer.status == "answered" and answer.to_dict()["respelt"] == [{"typed": "accomodation", "read": "accommodation"}]


def test_words_that_a_reader_may_not_see_are_no_reading(assistant: Assistant) -> None:
    assert assistant.read("Where is Zanzibra?").text == "Where is Zanzibar?"
    part = assistant.only(lambda id_: id_ != "secret.txt")
    assert part.read("Where is Zanzibra?") == Read("Where is Zanzibra?")


def test_a_word_of_a_title_or_an_author_is_known(assistant: Assistant) -> None:
    infos = {id_: replace(info, authors=("Ada Coventrey",)) for id_, info in assistant._current().items()}
    view = View(infos, partial(assistant._opened_in, infos))
    assert assistant._retriever.spelling.read("What did Coventrey write?", view) == Read("What did Coventrey write?")


def test_a_search_mends_slips_too(assistant: Assistant) -> None:
    assert "harbour" in assistant.search("harbuor", k=1)[0].text


@pytest.mark.parametrize(
    "typed", ["What did Covnetry pay?", "What did Swimton pay?", "Covventryy", "the accomodaton", "Swintoon's harbuor"]
)
def test_what_is_mended_for_a_search_is_what_is_read(assistant: Assistant, typed: str) -> None:
    infos = assistant._current()
    view = View(infos, partial(assistant._opened_in, infos))
    spelling = assistant._retriever.spelling
    assert spelling.mended(typed, view) == spelling.read(typed, view).text
