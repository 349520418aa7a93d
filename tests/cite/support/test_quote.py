"""A quoted sentence is found word for word, with exactly the span of its words and whatever its typography."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.cite.support import judge
from assistant.cite.support.quote import find, fold

AIM = "“Commis\u00ad\nsioning – for learning” was   the council’s aim."
PAGE = (
    "Lessons from Ardley\n"
    "Damp causes asthma. The aims of the pilot were:\n"
    "- lower costs\n"
    "- fewer visits to Ardley General\n"
    "| Year | Visits |\n"
    "| 2014 | 1,850 |\n"
    "costs of the pilot in its first year, in thousands | 12\n"
    "visits to the doctor, all ages | 3.2\n"
    "“Commis\u00ad\nsioning – for learning” was   the council’s aim. Was it met? It is not true that costs fell.\n"
    "Ruth Adeyemi: We met Dr. Finch. Damp causes asthma."
)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Damp causes asthma.", "Damp causes asthma."),
        ("damp causes asthma", "Damp causes asthma."),
        ("Damp causes asthma. The aims of the pilot were:", "Damp causes asthma. The aims of the pilot were:"),
        ("The aims of the pilot were:", "The aims of the pilot were:"),
        ("Lessons from Ardley", "Lessons from Ardley"),
        ("Lessons from Ardley.", "Lessons from Ardley"),
        ("lower costs", "lower costs"),
        ("- lower costs", "- lower costs"),
        ("Fewer visits to Ardley General.", "fewer visits to Ardley General"),
        ("| 2014 | 1,850 |", "| 2014 | 1,850 |"),
        ("visits to the doctor, all ages | 3.2", "visits to the doctor, all ages | 3.2"),
        ("Visits to the doctor, all ages 3.2", "visits to the doctor, all ages | 3.2"),  # bars are typography
        (
            '"Commissioning - for learning" was the council\'s aim.',
            "“Commis\u00ad\nsioning – for learning” was   the council’s aim.",
        ),
        ("Commissioning—for learning was the council's aim", AIM),
        ("We met Dr. Finch.", "We met Dr. Finch."),
        ("Ruth Adeyemi: We met Dr. Finch.", "Ruth Adeyemi: We met Dr. Finch."),
    ],
)
def test_the_span_is_exactly_that_of_the_words(claim: str, words: str) -> None:
    verdict = judge(claim, ["Nothing of the kind.", PAGE])
    start = PAGE.index(words)
    assert (verdict.support, verdict.passage, verdict.span) == ("supported", 1, (start, start + len(words)))


@pytest.mark.parametrize("rule", ["-" * 24, "=" * 24, "*" * 24, "- " * 24, "#" * 24, "–" * 24])
def test_a_rule_of_many_signs_over_a_sentence_takes_no_time(rule: str) -> None:
    started = time.process_time()
    verdict = judge("Costs fell in spring.", [f"Bulk filing\n{rule}\n\nCosts fell in spring. They rose again."])
    assert (verdict.support, time.process_time() - started < 0.5) == ("supported", True)


@pytest.mark.parametrize("claim", ["Costs fell.", "We met Dr.", "The aims of the pilot", "asthma. The aims of the pilot were:"])
def test_words_cut_out_of_a_sentence_are_not_whole(claim: str) -> None:
    quote = find(claim, PAGE)
    assert quote is not None
    assert not quote.whole


@pytest.mark.parametrize("claim", ["It was met.", "Was it", "amp causes asthma", "Was it met.", "", "...", "[1]"])
def test_other_words_parts_of_words_and_questions_are_not_found(claim: str) -> None:
    quote = find(claim, PAGE)
    assert quote is None or not quote.whole


@pytest.mark.parametrize("passage", ["It is not true that costs fell.", "It is not true that\ncosts fell.", "Costs fell?"])
def test_a_clause_that_its_sentence_turns_is_not_supported_though_it_stands_word_for_word(passage: str) -> None:
    assert judge("Costs fell.", [passage]).support != "supported"


LOWER = (
    "we paid acme inc. and its u.s. units in 2013. the facility of acme ran for five years from may 22, 2017. it fell\n"
    "costs of the pilot | 12 | 11\n"
    "visits to the doctor | 3 | 4\n"
    "all | 15 | 15"
)


@pytest.mark.parametrize(
    "claim",
    [
        "we paid acme inc. and its u.s. units in 2013.",
        "the facility of acme ran for five years from may 22, 2017.",
        "visits to the doctor | 3 | 4",
    ],
)
def test_where_nothing_is_in_capitals_sentences_and_rows_are_whole_all_the_same(claim: str) -> None:
    verdict = judge(claim, [LOWER])
    assert (verdict.support, verdict.span) == ("supported", (LOWER.index(claim), LOWER.index(claim) + len(claim)))


@pytest.mark.parametrize("claim", ["its u.s. units in 2013.", "the facility of acme ran for five years", "doctor | 3 | 4"])
def test_where_nothing_is_in_capitals_a_part_is_still_a_part(claim: str) -> None:
    quote = find(claim, LOWER)
    assert quote is not None
    assert not quote.whole


def test_talk_without_full_stops_is_quoted_by_the_caption() -> None:
    talk = " ".join(f"so in year {n} we went to see {40 + n} families in Ardley and" for n in range(12))
    words = "so in year 5 we went to see 45 families in Ardley and"
    verdict = judge(words, [talk])
    assert (verdict.support, verdict.span) == ("supported", (talk.index(words), talk.index(words) + len(words)))


@given(st.text(alphabet="aB é\u0301e-–—\n\u00ad“'ﬁ[1]…."))
@example("e\u0301-\u00ad\n x")
def test_every_folded_character_leads_back_to_its_own(text: str) -> None:
    folded = fold(text)
    for n in range(len(folded.text)):
        start, end = folded.span(n, n + 1)
        assert 0 <= start < end <= len(text)
        assert end - start > 1 or not text[start].isascii() or folded.text[n] == text[start].lower() or folded.text[n] in " -"
    spans = [folded.span(n, n + 1) for n in range(len(folded.text))]
    assert spans == sorted(spans)


WORDS = st.sampled_from("damp costs council pilot asthma visits Ardley 41% 2014 £12m re-use isn't fell rose not very".split())
SENTENCES = st.lists(
    st.builds(
        lambda words, end: " ".join(words).capitalize() + end,
        st.lists(WORDS, min_size=2, max_size=9),
        st.sampled_from([".", "!", "?", ".”", "…", ".)"]),
    ),
    min_size=1,
    max_size=7,
)


@given(SENTENCES, st.data(), st.sampled_from([" ", "  ", "\n", "\n\n", " \u00a0"]))
def test_any_sentence_quoted_from_a_passage_has_its_own_span(sentences: list[str], data: st.DataObject, gap: str) -> None:
    passage = gap.join(sentences)
    first = data.draw(st.integers(0, len(sentences) - 1))
    last = data.draw(st.integers(first, len(sentences) - 1))
    claim = gap.join(sentences[first : last + 1])
    verdict = judge(claim, [passage])
    at = len(gap.join(sentences[:first])) + (len(gap) if first else 0)
    assert verdict.support == "supported"
    assert verdict.span is not None
    assert fold(passage[slice(*verdict.span)]).text.strip(".!?) ") == fold(claim).text.strip(".!?) ")
    assert verdict.span[0] < at or passage[slice(*verdict.span)] == claim
    assert verdict.span[0] <= at
