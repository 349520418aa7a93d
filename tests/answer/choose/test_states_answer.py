"""What is asked, the thing named and the kind of thing asked for must meet in one sentence."""

from __future__ import annotations

import pytest

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.states_answer import how_well_told, telling_first, to_the_point
from assistant.questions.answer_form import fits
from assistant.questions.names import names_in
from assistant.text.terms import stem, stems, terms, words
from assistant.types import Locator, Passage

ABOVE = "Places"


def of(
    question: str, sentence: str, *, before: str = "", title: str = ABOVE, cosine: float = 0.5, role: str = "paragraph"
) -> float:
    """Return how well a sentence tells what a question asks, every word of which that is no name weighs the same."""
    text = f"{before} {sentence}".strip()
    passage = Passage(1, 1.0, "a.md", title, "report", None, Locator(), 0, len(text), text, "")
    pick = Pick(passage, len(text) - len(sentence), len(text), sentence, role, 1.0, {"cosine": cosine})
    named = {stem(word) for name in names_in(question) for word in words(name)}
    return how_well_told(question, {stem(word): 1.0 for word in terms(question)} | dict.fromkeys(named, 0.0), [pick])


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who funded the Elm Deal?", "The Elm Deal was funded by Ada Brook."),
        ("How long does the Elm Deal last?", "At Elm, the 12-month-long deal includes walks."),
        ("How long does the Elm permit last?", "At Elm the permit is valid for 12 months."),
        ("Who ran the Elm Deal?", "The Elm Deal was delivered by Ada Brook."),
        ("Who paid for the Elm Deal?", "The Elm Deal was funded by Ada Brook."),
        ("When was the Elm Deal launched?", "Ada Brook launched the Elm Deal in 2014."),
        ("How many people work for the Elm Deal?", "At the Elm Deal 30 people work in shifts."),
        ("Where is the Elm Deal based?", "The Elm Deal is based in Leeds."),
        ("Where do the roses of Elm grow?", "Roses grow along the wall of Elm."),
        ("Who paid for the Elm Deal?", "The Elm Deal was awarded £5 million by the Lottery."),
        ("How many walks has the Elm Deal led?", "The Elm Deal counts 30 walks, led by day."),
        ("When did Ada found the Elm Deal?", "Ada came to found the Elm Deal in 2014."),
        ("When does the Elm Deal end?", "The Elm Deal runs from 3 March 2014 to 25 May 2014."),
        ("When must the Elm letter be answered?", "The Elm letter must be answered by 09/12/05."),
    ],
)
def test_a_sentence_that_says_it_tells(question: str, sentence: str) -> None:
    assert of(question, sentence) >= 0.8


def test_a_label_is_part_of_what_is_told_where_nobody_speaks() -> None:
    assert of("Who does the ringer of Elm report to?", "Reports to: Ada Brook", title="The ringer of Elm") >= 0.8


def test_the_line_over_a_sentence_says_what_it_is_on() -> None:
    question, sentence = "When is the garden day?", "Come and plant bulbs on Saturday 19 October."
    assert of(question, sentence, before="The roof leaks.\n\nGarden day\n") == 1.0
    assert of(question, sentence, before="The roof leaks.\n\nMending day\n") < 0.5
    assert of(question, sentence, before="The garden was shut that day.") < 0.5


def test_of_a_measure_another_verb_may_tell() -> None:
    question, sentence = "How often will the brown bin be emptied?", "The brown bin is collected every three weeks."
    assert of(question, sentence) >= 0.6
    assert of(question, "The brown bin is collected from the gate.") == 0.0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was the Elm Deal founded?", "In 2014 researchers found much to like in the Elm Deal."),  # found, not founded
        ("When was the Elm Deal founded?", "In 2014 the Oak Foundation wrote of the Elm Deal."),  # within another's name
        ("Where is the Elm Deal based?", "The Elm Deal is a place-based promise in Leeds."),  # in another sense
        ("Who funded the Elm Deal?", "The Oak Bank was funded by Ada Brook."),  # another thing
        ("Who funded the Elm Deal?", "Ada Brook wrote about the Elm Deal."),  # another matter
        ("Who funded the Elm Deal?", "The Elm Deal funded Ada Brook."),  # the other way round
        ("Who funded the Elm Deal?", "Ada Brook was funded by the Elm Deal."),
        ("Who founded the Elm Foundation?", "The Elm Foundation is a large foundation, says Ada Brook."),  # its own name
        ("Who chairs Elm Trust?", "There is a scheme called Ada Brook, run by Elm Trust."),  # and in another word for it
        ("Who manages the Elm Deal?", "Ada Brook says that it led to the Elm Deal."),  # leads nobody
        ("Who is the archivist of Elm?", "Ada Brook reads the archival records of Elm."),  # no part that somebody plays
        ("When was the Elm Deal launched?", "The Elm Deal was launched with a song."),  # no date
    ],
)
def test_a_sentence_that_says_something_else_does_not(question: str, sentence: str) -> None:
    assert of(question, sentence) < 0.3


def test_the_thing_may_be_named_above_or_before() -> None:
    question, said = "When was the Elm Deal launched?", "It was launched in 2014."
    assert of(question, said) == 0.0
    assert of(question, said, before="The Elm Deal is a promise.") == 1.0
    assert of(question, said, title="The Elm Deal") == 1.0


def test_what_the_title_names_need_not_be_said_by_the_sentence() -> None:
    question, said = "when does the clean air zone start?", "Charging starts in 2024."
    assert of(question, said) < 0.3
    assert of(question, said, title="The clean air zone of Elm") == 1.0
    assert of(question, "Charging was thought of in 2024.", title="The clean air zone of Elm") < 0.3


def test_what_is_asked_may_stand_before_what_leans_on_it() -> None:
    question, said = "Where were the disruptive innovators of Elm found?", "In Elm they were to be found outside the council."
    assert of(question, said) < 0.5
    assert of(question, said, before="Elm has disruptive innovators.") == 1.0  # "In Elm" is a place where it opens a sentence, too


def test_who_speaks_is_not_whom_it_is_said_of() -> None:
    said = "Ada Brook: the youngest was born in 2014."
    assert of("When was Ada Brook born?", said, role="turn") == 0.0
    assert of("When was the youngest born, according to Ada Brook?", said, role="turn") > 0.3


def test_what_is_near_enough_says_it_in_other_words() -> None:
    question, said = "When did the Elm Deal begin?", "The first day of the Elm Deal came in 2014."
    assert of(question, said) < 0.3
    assert of(question, said, cosine=0.8) == 0.8


def test_a_long_question_need_not_have_its_telling_word_met() -> None:
    question = "How many residents of poor streets had to sign the second page of the Elm Deal?"
    assert of(question, "For the Elm Deal 40 residents of poor streets wrote their names.") >= 0.3


def test_a_row_is_read_with_what_stands_over_it() -> None:
    question = "Who leads the Elm Deal?"
    assert of(question, "Elm Deal Ada Brook", before="Effort, Leads", role="row") >= 0.5
    assert of(question, "Elm Deal Ada Brook", before="Effort, Leads") == 0.0


@pytest.mark.parametrize(
    ("question", "sentence", "before", "tells"),
    [
        ("How much did the Elm Deal cost?", "It put £5 million into Leeds.", "The Elm Deal is a promise.", True),
        ("How much did the Elm Deal cost?", "The Elm Deal, with £5 million behind it, was announced.", "", True),
        ("How many areas does the Elm Deal cover?", "It works in 15 areas.", "The Elm Deal is a promise.", True),
        ("How much was invested in the Elm Deal?", "It had £5 million.", "The Elm Deal is a promise.", True),
        ("How much money went into the Elm Deal?", "It had £5 million.", "The Elm Deal is a promise.", True),
        ("How long does the Elm Deal last?", "Each of them has ten years.", "The Elm Deal is in 15 areas.", True),
        (
            "How long does the Elm Deal last?",
            "In Leeds residents lead it, for ten years.",
            "The Elm Deal is odd. It is of Oak.",
            True,
        ),
        ("How long does the Elm Deal last?", "In Leeds residents walk for ten years.", "The Elm Deal is odd. It is of Oak.", False),
        ("How much did the Elm Deal cost?", "The Oak Bank put £5 million into Leeds.", "The Elm Deal is a promise.", False),
        ("How much did the Elm Deal cost?", "The Elm Deal put 15 areas right.", "", False),  # no sum
        ("How much did the Elm Deal cost per street?", "The Elm Deal put £5 million in.", "", False),
        ("How much did the Elm Deal save?", "The Elm Deal put £5 million in.", "", False),  # another matter
        ("How many streets does the Elm Deal cover?", "The Elm Deal works in 15 areas.", "", False),
    ],
)
def test_the_only_sum_or_count_of_a_thing_is_told_in_whatever_verb(question: str, sentence: str, before: str, tells: bool) -> None:
    assert (of(question, sentence, before=before) >= 0.8) is tells


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("When did the Elm Deal start?", ("The Elm Deal started small.", "The Elm Deal was announced in 2009.")),
        ("How much did the Elm Deal cost?", ("The Elm Deal cost a lot.", "The Elm Deal put in £5 million.")),
        ("When will the Elm Deal next start?", ("The Elm Deal started in May 2014.", "The Elm Deal next starts in May 2016.")),
    ],
)
def test_where_a_day_or_a_sum_is_asked_for_one_that_tells_it_opens(question: str, texts: tuple[str, str]) -> None:
    passage = Passage(1, 1.0, "a.md", ABOVE, "report", None, Locator(), 0, 80, "", "")
    told_of = [{"cosine": 0.5, "coverage": 1.0, "otherwise": 0.0, "kind": float(fits(question, text))} for text in texts]
    picks = [Pick(passage, 0, 9, text, "paragraph", 1.0, told) for text, told in zip(texts, told_of, strict=True)]
    first, second = to_the_point(question, {"start": 1.0, "cost": 1.0, "elm": 0.0, "deal": 0.0}, picks)
    assert (first.text, second.text) == texts[::-1]
    assert first.score > second.score


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who paid for the Elm Deal?", "The Elm Deal was funded by Ada Brook."),
        ("Who left the Elm Deal?", "Paid work is rare in Elm."),  # neither says so
        ("Who was at the Elm Deal?", "Paid work is rare in Elm."),  # who was there is told in other ways
    ],
)
def test_what_says_who_did_it_goes_further_up(question: str, first: str) -> None:
    texts = ("Paid work is rare in Elm.", "The Elm Deal was funded by Ada Brook.")
    passage = Passage(1, 1.0, "a.md", ABOVE, "report", None, Locator(), 0, 80, " ".join(texts), "")
    picks = [Pick(passage, 0, 9, text, "paragraph", score, {"cosine": 0.5}) for text, score in zip(texts, (1.0, 0.9), strict=True)]
    focus = {stem(word): 1.0 for word in terms(question)} | {"elm": 0.0, "deal": 0.0}
    assert telling_first(question, focus, picks)[0].text == first


@pytest.mark.parametrize(
    ("question", "other", "stays"),
    [
        ("When was the Elm Deal launched?", "In 2013 Elm gave an answer.", False),  # says nothing
        ("When was the Elm Deal launched?", "The Elm Deal was launched in Oak in 2014.", True),
        ("When was the Elm Deal launched?", "The Elm Deal was launched at dawn.", False),  # no date
        ("When was the Elm Deal launched?", "The Oak Bank was launched in 1950.", False),  # another thing
        ("Who closed the Elm Deal?", "In 2013 Elm gave an answer.", True),  # the best does not tell it
        (
            "Who holds the record of the launched Elm Deal of 2013?",
            "In 2013 Elm gave an answer.",
            True,
        ),  # nor does much of its words
        ("What is the Elm Deal?", "In 2013 Elm gave an answer.", True),  # not one thing
    ],
)
def test_beside_what_tells_it_stands_only_what_is_to_the_point(question: str, other: str, stays: bool) -> None:
    asked = set(stems(question))
    passage = Passage(1, 1.0, "a.md", ABOVE, "report", None, Locator(), 0, 9, "", "")
    picks = []
    for text in ("The Elm Deal was launched by Ada Brook in 2013.", other):
        share = len(asked.intersection(stems(text))) / len(asked)
        features = {"cosine": 0.5, "coverage": share, "otherwise": 0.0, "kind": float(fits(question, text))}
        picks.append(Pick(passage, 0, 9, text, "paragraph", 1.0, features))
    named = {stem(word) for name in names_in(question) for word in words(name)}
    focus = {stem(word): 1.0 for word in terms(question)} | dict.fromkeys(named, 0.0)
    assert (len(to_the_point(question, focus, picks)) == 2) is stays


@pytest.mark.parametrize(("section", "kept"), [(0.0, 1), (1.0, 2)])
def test_beside_what_has_the_form_of_the_answer_stands_what_has_it_too(section: float, kept: int) -> None:
    passage = Passage(1, 1.0, "a.md", ABOVE, "report", None, Locator(), 0, 9, "", "")
    told_of = ("A wood took its place in 2014.", section), ("Lending rose by a fifth.", 1.0), ("It rained.", 0.0)
    picks = [Pick(passage, 0, 9, text, "paragraph", 1.0, {"section": share}) for text, share in told_of]
    assert len(to_the_point("What came after the Elm Deal?", {}, picks)) == kept


@pytest.mark.parametrize(
    ("question", "told"), [("How often is rubbish collected in Oakholme?", True), ("Who collects rubbish in Oakholme?", False)]
)
def test_what_a_document_opens_with_stands_above_its_sentences(question: str, told: bool) -> None:
    sentence = "Rubbish is collected by Ada Brook every three weeks."
    assert (of(question, sentence, before="Oakholme Residents. " + "It has rained. " * 4) > 0.5) is told


@pytest.mark.parametrize(("told", "tells"), [(1.0, True), (0.2, False)])
def test_a_label_tells_it_without_the_words_of_the_question(told: float, tells: bool) -> None:
    passage = Passage(1, 1.0, "a.md", "Elm Fair", "report", None, Locator(), 0, 30, "Date: 21 May 2025", "")
    pick = Pick(passage, 0, 17, "Date: 21 May 2025", "item", 1.0, {"cosine": 0.4, "told": told})
    assert (how_well_told("When is the Elm Fair?", {"fair": 1.0, "elm": 1.0}, [pick]) == 1.0) is tells
