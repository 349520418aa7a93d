"""A sentence is called supported only if a passage bears out all of it, and otherwise the reasons say why not."""

from __future__ import annotations

import time

import pytest

from assistant.cite.support import Verdict, judge, judgement
from assistant.cite.support.windows import prepare

GRANT = (
    "The Ardley fund began in 2014 with £12 million from the county council. "
    "In its first year 63 schools and 34 clinics took part. "
    "Attendance rose from 41% to 58%. "
    "The pilot did not reduce costs. Ruth Adeyemi, who led it, said that short contracts may drive "
    "workers away. Damp causes asthma."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Attendance rose from 41% to 58%.",
        "attendance rose from 41% to 58%",
        "Attendance increased from 41 per cent to 58 per cent.",
        "Sixty-three schools and 34 clinics participated in its first year.",
        "In 2014 the Ardley fund began with £12m from the county council.",
        "Asthma is caused by damp.",
        "The pilot did not cut costs.",
        "Short contracts may drive workers away, Ruth Adeyemi said.",
    ],
)
def test_honest_words_are_supported(sentence: str) -> None:
    assert judge(sentence, [GRANT]).support == "supported"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("number", "Attendance rose from 41% to 85%."),
        ("numbers swapped", "Attendance rose from 58% to 41%."),
        ("numbers of others", "In its first year 34 schools and 63 clinics took part."),
        ("scale", "The Ardley fund began in 2014 with £12 billion from the county council."),
        ("date", "The Ardley fund began in 2015 with £12 million from the county council."),
        ("name", "The Bramley fund began in 2014 with £12 million from the county council."),
        ("opposite", "Attendance fell from 41% to 58%."),
        ("opposite", "Attendance dropped from 41% to 58%."),
        ("negation dropped", "The pilot reduced costs."),
        ("negation added", "Attendance did not rise from 41% to 58%."),
        ("cause", "Asthma causes damp."),
        ("cause, passive", "Damp is caused by asthma."),
        ("limit", "At most 34 clinics took part in its first year."),
        ("hedge dropped", "Short contracts drive workers away."),
        ("only", "Only 34 clinics took part in its first year."),
        ("addition", "Damp causes asthma and eczema."),
        ("other topic", "A new tram line will open next spring."),
    ],
)
def test_a_changed_sentence_is_never_supported(change: str, sentence: str) -> None:
    assert judge(sentence, [GRANT]).support != "supported", change


@pytest.mark.parametrize(
    ("sentence", "support", "reason"),
    [
        ("Attendance rose from 41% to 85%.", "contradicted", "58%, not 85%"),
        ("Attendance fell from 41% to 58%.", "contradicted", "“rose”, not “fell”"),
        ("The pilot reduced costs.", "contradicted", "not so"),
        ("Asthma causes damp.", "contradicted", "the other way round"),
        ("Short contracts drive workers away.", "partly", "only that this may be so"),
        ("Damp causes asthma and eczema.", "partly", "no source says “eczema”"),
        ("A new tram line will open next spring.", "not_found", "no source mentions this"),
    ],
)
def test_the_reason_is_one_that_a_reader_understands(sentence: str, support: str, reason: str) -> None:
    verdict = judge(sentence, [GRANT])
    assert verdict.support == support
    assert any(reason in said for said in verdict.reasons), verdict.reasons


def test_the_verdict_points_at_the_sentence_it_rests_on() -> None:
    verdict = judge("Asthma is caused by damp.", ["Nothing to do with it.", GRANT])
    assert verdict.passage == 1
    assert verdict.span is not None
    assert GRANT[slice(*verdict.span)] == "Damp causes asthma."


def test_the_same_words_are_found_under_other_typography_and_over_a_line_end() -> None:
    passage = "Before that. “Commis-\nsioning – for learning” was   the council’s aim. After that."
    verdict = judge('"Commissioning - for learning" was the council\'s aim', [passage])
    assert (verdict.support, verdict.score) == ("supported", 1.0)
    assert verdict.span is not None
    assert passage[slice(*verdict.span)].startswith("“Commis-")


def test_two_consecutive_sentences_quoted_together_are_supported() -> None:
    passage = "One came. Two left early. Three stayed."
    assert judge("Two left early. Three stayed.", [passage]).span == (10, len(passage))


def test_what_is_told_as_a_plan_is_supported_by_a_plan_and_not_what_is_told_as_done() -> None:
    source = ["The report asks funders to commission for learning and not for targets."]
    assert judge("The report asks funders to commission for learning, not for targets.", source).support == "supported"
    assert judge("Funders commission for learning, not for targets.", source).support == "partly"


def test_two_statements_are_supported_when_each_is() -> None:
    passages = ["The Ardley fund began in 2014.", "The Bramley fund began in 2019."]
    assert judge("The Ardley fund began in 2014, while the Bramley fund began in 2019.", passages).support == "supported"
    assert judge("The Ardley fund began in 2019, while the Bramley fund began in 2014.", passages).support != "supported"


def test_an_acronym_stands_for_its_name() -> None:
    assert (
        judge("MEAM runs in Ardley.", ["Making Every Adult Matter (MEAM) began. Making Every Adult Matter runs in Ardley."]).support
        == "supported"
    )


def test_missing_and_matched_are_the_words_of_the_sentence() -> None:
    verdict = judge("Damp causes asthma and eczema.", [GRANT])
    assert verdict.missing == ("eczema",)
    assert verdict.matched == ("Damp", "causes", "asthma")


@pytest.mark.parametrize("sentence", ["", " ", "...", "?!"])
def test_a_sentence_without_words_is_not_found(sentence: str) -> None:
    assert judge(sentence, [GRANT]).support == "not_found"


@pytest.mark.parametrize("passages", [[], [""], ["   "], ["..."]])
def test_without_passages_nothing_is_found(passages: list[str]) -> None:
    verdict = judge("Damp causes asthma.", passages)
    assert (verdict.support, verdict.passage, verdict.span) == ("not_found", None, None)


def test_the_same_question_gives_the_same_verdict() -> None:
    first = judge("Attendance rose from 41% to 85%.", [GRANT])
    judgement._judge.cache_clear()
    assert isinstance(first, Verdict)
    assert judge("Attendance rose from 41% to 85%.", [GRANT]) == first


def test_a_sentence_is_judged_against_five_passages_in_a_few_milliseconds() -> None:
    passages = [f"{GRANT} Page {n} of the report." * 3 for n in range(5)]
    for passage in passages:
        prepare(passage)
    started = time.process_time()
    for n in range(20):
        judge(f"In its first year {n + 100} schools took part.", passages)
    assert (time.process_time() - started) / 20 < 0.02


def test_a_word_that_the_source_has_once_does_not_stand_for_two_things() -> None:
    source = "Where is our solar system? It is a small part of the Milky Way Galaxy."
    assert judge("Our solar system is a small part of the Milky Way Galaxy.", [source]).support == "supported"
    assert judge("Our galaxy is a small part of the Milky Way Galaxy.", [source]).support == "partly"


def test_a_heading_lends_its_words_to_no_sentence() -> None:
    before, after = "The council bought the mill for two million pounds.", "Rents rose in the first year."
    claim = "The council bought the mill for housing first for two million pounds."
    assert judge(claim, [f"{before}\nHousing first\n{after}"]).support == "partly"
    assert judge("Housing first: rents rose in the first year.", [f"{before}\nHousing first\n{after}"]).support == "partly"


@pytest.mark.parametrize("sentence", ["The answer is:", "It is an answer.", "Answer"])
def test_a_sentence_of_one_word_is_not_found_by_that_word(sentence: str) -> None:
    assert judge(sentence, ["The council gave an answer in May."]).support == "not_found"


def test_what_was_done_for_the_reader_is_in_no_source() -> None:
    source = ("The document asks to remove the document, and you asked for it.",)
    assert judge("The document was removed as you asked.", source).support == "not_found"
    assert judge("It says: remove it as you asked.", ("It says: remove it as you asked.",)).support == "supported"
