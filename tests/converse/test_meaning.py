"""A message is read against what was said: completed where something is missing, left alone where nothing is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.converse.meaning import Meaning, understand
from assistant.converse.topic import listed
from assistant.types import Turn


def talk(*messages: str) -> list[Turn]:
    """Take messages in turn for the user's and the assistant's."""
    return [Turn("assistant" if n % 2 else "user", message) for n, message in enumerate(messages)]


HARBOUR = talk("Who funded the work in Harwich?", "The Tide Fund paid for the work [1].")
LEVY = talk("When was the Bridge Levy introduced?", "The Bridge Levy was introduced in 2004 [1].")
STEPS = talk(
    "What are the steps of the Bridge Levy?", "There are two:\n\n1. Measure early [1].\n2. Say what you will do and keep to it [2]."
)
BACK = talk(
    "How much did it cost?",
    "This can be read in more than one way. Which do you mean?\n1. How much did Safe Harbours cost?\n"
    "2. How much did Calm Waters cost?",
)
PLANS = talk("What are the plans?", "There are three:\n\n1. Keep the lamp.\n2. Open the old mill in Selby Road.\n3. Sell the pier.")
LESSONS = talk(
    "What are the lessons of the survey?", "There are three:\n\n1. Measure early [1].\n2. Ask the pilots [2].\n3. Write it down."
)


@pytest.mark.parametrize(
    ("history", "message", "standalone"),
    [
        (HARBOUR, "and in Dover?", "Who funded the work in Dover?"),
        (
            talk("What was the cost per trip on the Gull ferry?", "£3 [1]."),
            "What will replace it?",
            "What will replace the Gull ferry?",
        ),
        (talk("What was the cost of the Gull ferry?", "£3 [1]."), "When did it rise?", "When did the cost of the Gull ferry rise?"),
        (talk("What is a Free Port?", "A port without tolls [1]."), "When did it become one?", "When did it become a Free Port?"),
        (HARBOUR, "What about in Dover?", "Who funded the work in Dover?"),
        (talk("Who ran the Tide Fund?", "A board."), "How about in 2015?", "Who ran the Tide Fund, in 2015?"),
        (HARBOUR, "What about Dover?", "Who funded the work in Dover?"),
        (HARBOUR, "In Great Yarmouth?", "Who funded the work in Great Yarmouth?"),
        (talk("What did the survey cost in 2012?", "Two million [1]."), "and in 2015?", "What did the survey cost in 2015?"),
        (talk("What did the survey cost in 2012?", "Two million [1]."), "what about 2015?", "What did the survey cost in 2015?"),
        (LEVY, "why?", "Why was the Bridge Levy introduced?"),
        (LEVY, "And where?", "Where was the Bridge Levy introduced?"),
        (HARBOUR, "Why?", "Why was the work in Harwich funded?"),
        (LEVY, "Who opposed it?", "Who opposed the Bridge Levy?"),
        (talk("When do they talk about the duty to refer?", "At 4:36 [1]."), "Who has it?", "Who has the duty to refer?"),
        (LEVY, "When do they talk about it?", "When do they talk about the Bridge Levy?"),
        (LEVY, "When do they talk about the ferries?", "When do they talk about the ferries?"),
        (LEVY, "Who spoke about ferries?", "Who spoke about ferries?"),  # names its matter, and lacks nothing
        (LEVY, "Who objected to the dredging of the harbour?", "Who objected to the dredging of the harbour?"),
        (LEVY, "Who mentioned the cost?", "About the Bridge Levy: who mentioned the cost?"),
        (
            talk("What did they decide about the levy?", "No [1]."),
            "What did they say about ferries?",
            "What did they say about ferries?",
        ),
        (LEVY, "What were its effects?", "What were the Bridge Levy's effects?"),
        (LEVY, "Who took part?", "About the Bridge Levy: who took part?"),
        (LEVY, "What is the report called?", "About the Bridge Levy: what is the report called?"),
        (LEVY, "Who published that study?", "About the Bridge Levy: who published that study?"),
        (LESSONS, "Tell me about the second one", "What about Ask the pilots?"),
        (LESSONS, "What does the third one mean?", "What does Write it down mean?"),
        (LESSONS, "the last one", "What about Write it down?"),
        (LESSONS, "number 1?", "What about Measure early?"),
        (STEPS, "Why does the second one matter?", "Why does “Say what you will do and keep to it” matter?"),
        ([*STEPS, *talk("the second one", "Say it [1].")], "Who wrote it?", "Who wrote the steps of the Bridge Levy?"),
        (
            [*STEPS, *talk("the second one", "Say it [1].")],
            "What did Dover do with it?",
            "About “Say what you will do and keep to it”: what did Dover do with it?",
        ),
        ([*BACK, *talk("the second one", "Ten [1].")], "How long did it run?", "How long did Calm Waters run?"),
        (LEVY, "What does it cost?", "What does the Bridge Levy cost?"),
        (talk("What was said at the town meeting?", "Much [1]."), "Who disagreed?", "About the town meeting: who disagreed?"),
        (talk("Where's the ferry?", "In Dover [1]."), "How old is it?", "How old is the ferry?"),
        (LEVY, "Why does it matter?", "Why does the Bridge Levy matter?"),
        (talk("What was the toll of Dover in 2016?", "£4 [1]."), "and the year after?", "What was the toll of Dover in 2017?"),
        (
            talk("What was the toll of Dover in 2016?", "£4 [1]."),
            "what about a year earlier",
            "What was the toll of Dover in 2015?",
        ),
        (LEVY, "Is there anything similar to a toll?", "About the Bridge Levy: is there anything similar to a toll?"),
        (LEVY, "What does it cost to cross?", "What does it cost to cross?"),
        (LEVY, "Summarise the report on parking", "Summarise the report on parking"),
        (LEVY, "How many people paid?", "About the Bridge Levy: how many people paid?"),
        (talk("What was found about ferries?", "They are late [1]."), "Why are they late?", "Why are ferries late?"),
        (talk("By how much did crossing times fall?", "By half [1]."), "when?", "About crossing times: when?"),
        (LESSONS, "tell me more", "More: What are the lessons of the survey?"),
        (LESSONS, "Can you give examples?", "Examples: What are the lessons of the survey?"),
        (
            talk("What came before the Tide Fund?", "Calm Waters, a scheme of 2004 [1]."),
            "And who led that one?",
            "Who led Calm Waters?",
        ),
        (talk("Which year is given for the Bridge Levy?", "2004."), "Who opposed it?", "Who opposed the Bridge Levy?"),
        (
            talk("What is at the top of the ladder?", "Control [1]."),
            "And the foot of the ladder?",
            "What is at the foot of the ladder?",
        ),
        (talk("Who wrote the survey?", "Ada Finch wrote it [1]."), "Where did she work?", "Where did Ada Finch work?"),
        (
            talk("Who wrote the survey?", "Ada Finch wrote it.", "Where did she work?", "For the Harbour Board."),
            "And what did she do in Dover?",
            "What did Ada Finch do in Dover?",
        ),
        (talk("When was the harbour wall rebuilt?", "In 1998."), "How long is it?", "How long is the harbour wall?"),
        (talk("Who took part in the Dover research?", "Four."), "What did it find?", "What did the Dover research find?"),
        (talk("What role did the port council play?", "None."), "Did it help?", "Did the port council help?"),
        (talk("What did Dover say?", "No."), "Why?", "What did Dover say, and why?"),
        (LEVY, "What about cost?", "About the Bridge Levy: what about cost?"),
        (talk("Who ran the Tide Fund?", "A board."), "and in Dover?", "Who ran the Tide Fund, in Dover?"),
        (
            talk("What is the Tide Fund?", "A fund."),
            "How much does each town get?",
            "About the Tide Fund: how much does each town get?",
        ),
        ([*LESSONS, *talk("the second one", "Ask, say, and listen.")], "and the third?", "What about Write it down?"),
        (
            [*PLANS, *talk("the second one", "In Selby Road.", "why there?", "It has a door.")],
            "and the third?",
            "What about Sell the pier?",
        ),
        (LEVY, "Is that true?", "When was the Bridge Levy introduced?"),
        (
            talk("About the ladder: what is the top rung?", "Control."),
            "And the bottom rung?",
            "About the ladder: what is the bottom rung?",
        ),
        (
            talk("What are the aims?", "1. Give every child a good start.\n2. Rest."),
            "the first one",
            "What about “Give every child a good start”?",
        ),
        (
            talk("What does Ada Finch say of the Harbour Levy?", "The Harbour Levy was too low, she says [1]."),
            "When does she talk about the toll?",
            "When does Ada Finch talk about the toll?",
        ),
        (
            talk("What did the Harbour Levy bring?", "The Harbour Levy was too low [1]."),
            "When does she talk about the toll?",
            "About the Harbour Levy: when does she talk about the toll?",
        ),
        (talk("Who spoke first?", "Council officer:\nAda Finch spoke [1]."), "Where did she live?", "Where did Ada Finch live?"),
        (talk("When did Dover join the Tide Fund?", "In 2004."), "and Deal?", "When did Deal join the Tide Fund?"),
        (LEVY, "Let's talk about the Tide Fund. Who ran it?", "Who ran the Tide Fund?"),
        (LEVY, "And when did the Tide Fund begin?", "When did the Tide Fund begin?"),
        (LEVY, "Also, who ran it?", "Who ran the Bridge Levy?"),
        (LEVY, "back to the Tide Fund: who ran the Tide Fund?", "Who ran the Tide Fund?"),
        (talk("What do we hold on Big Local?", "Four reports."), "who runs it?", "Who runs Big Local?"),
        (talk("What did Ada Finch AM say about tolls?", "No [1]."), "and Ben Reed AM?", "What did Ben Reed AM say about tolls?"),
        (
            talk("Has Amcor's debt grown between FY2023 and FY2022?", "No [1]."),
            "Does it have cash in FY2023?",
            "Does Amcor have cash in FY2023?",
        ),
        (talk("What was Amcor's debt in FY2021?", "Small [1]."), "What about FY2022?", "What was Amcor's debt in FY2022?"),
        (LEVY, "is that earlier than planned?", "About the Bridge Levy: is that earlier than planned?"),
        (talk("What was the Tide Fund?", "A fund.", "Thank you!", "You are welcome."), "Who ran it?", "Who ran the Tide Fund?"),
    ],
)
def test_what_is_missing_is_put_in(history: list[Turn], message: str, standalone: str) -> None:
    assert understand(message, history).question == standalone


@pytest.mark.parametrize(
    "message",
    [
        "What is Collective Impact?",
        "When did the Localism Act come into force?",
        "Is it possible to measure trust in Wigan?",
        "Do tenants have rights if they fall into arrears?",
        "What are wicked problems?",
        "How many homes were built in Leeds, and who paid for them?",
        "How many volunteers prune the trees?",
        "Who was Sherry Arnstein?",
        "Wait a second. Did Ada Finch sail?",
        "Does the Prince of Wales have his own harbour?",
        "How much snow falls in Leeds this year?",
        "Which reports say that relationships matter most to residents?",
        "Does President Finch propose that he and others pay?",
        "What influence did Ada Finch's early home have on her art?",
        "Who funded the Coventry research?",
        "Why is it difficult for innovators to survive in Leeds?",
        "What was the hull of the Atlanta made of before it was captured?",
        "What are the barriers to involving residents?",
        "Which town has most of the boats in its harbour, and how many?",
    ],
)
@pytest.mark.parametrize("history", [[], HARBOUR, LESSONS, HARBOUR + LEVY + LESSONS])
def test_a_question_that_stands_alone_is_left_alone(message: str, history: list[Turn]) -> None:
    assert understand(message, history) == Meaning(message)


def test_without_history_nothing_is_put_in() -> None:
    assert understand("Who funded it?", []) == Meaning("Who funded it?")
    assert understand("why?", [Turn("assistant", "Hello.")]) == Meaning("why?")


def test_a_greeting_in_front_is_not_searched_with() -> None:
    assert understand("Hello, who funded the Bridge Levy?", []).question == "Who funded the Bridge Levy?"


def test_what_was_carried_is_told() -> None:
    meaning = understand("Who opposed it?", LEVY)
    assert meaning.about == ("the Bridge Levy",)
    assert meaning.expanded == "Who opposed the Bridge Levy?"


def test_after_a_change_of_subject_the_new_one_is_carried() -> None:
    assert understand("Who ran it?", [*LEVY, *talk("What was the Tide Fund?", "A fund.")]).question == "Who ran the Tide Fund?"


@pytest.mark.parametrize(
    ("asked", "then", "read"),
    [
        ("What does “Like a harbour” conclude?", "Who wrote it?", "Who wrote “Like a harbour”?"),
        (
            "Summarise “The Tide Fund in plain words”",
            "When was it published?",
            "When was “The Tide Fund in plain words” published?",
        ),
        ("What was said in “Dover: a round table”?", "Who chaired it?", "Who chaired “Dover: a round table”?"),
        ("Why do they call it “tolled” or “paid”?", "Who wrote it?", None),
        ("How did the Bridge Levy get its name? It sounds like “A Bridge Too Far”.", "Who wrote it?", None),
    ],
)
def test_what_stands_in_quotation_marks_is_what_is_asked_about(asked: str, then: str, read: str | None) -> None:
    meant = understand(then, talk(asked, "It is told.")).question
    assert meant == read if read else "“" not in meant


def test_what_was_said_is_remembered_where_more_is_wanted() -> None:
    more = understand("tell me more", HARBOUR)
    assert more.is_bare and not more.is_doubt and more.told == ("The Tide Fund paid for the work.",)
    doubt = understand("Who says so?", HARBOUR + LEVY)
    assert doubt.is_doubt and doubt.told == ("The Bridge Levy was introduced in 2004.",)
    assert understand("and in Dover?", HARBOUR + LEVY).told == ("The Bridge Levy was introduced in 2004.",)
    assert understand("Who was Ada Finch?", HARBOUR).told == ()


def test_an_ordinal_beyond_the_list_takes_nothing_from_it() -> None:
    assert "Write it down" not in understand("What about the fifth one?", LESSONS).question


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        ("1. Measure early [1].\n2. Ask [2].", ("Measure early", "Ask")),
        ("- A common agenda\n- Shared measurement", ("A common agenda", "Shared measurement")),
        ("They are trust, time and money [1].", ("trust", "time", "money")),
        ("The areas were Greater Manchester, the Liverpool City Region and the West Midlands.",
         ("Greater Manchester", "the Liverpool City Region", "the West Midlands")),
        ("She shares 3 lessons: [1]\nIt is the people! [2]\nPeople make it. [3]\nOutsiders [4]\nThey dare. [5]\nProviders [6]",
         ("It is the people!", "Outsiders", "Providers")),
        ("A pilot empties it, but slowly, one door at a time.", ()),
        ("It’s the people, stupid!", ()),
        ("It speaks of councils and their role and duties in a changing and uncertain land.", ()),
        ("In 2013 [1].", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_the_list_of_an_answer_is_read(answer: str, items: tuple[str, ...]) -> None:
    assert listed(answer) == items


@given(st.lists(st.text(max_size=60), max_size=6), st.text(max_size=60))
def test_any_conversation_has_a_meaning(messages: list[str], message: str) -> None:
    meaning = understand(message, talk(*messages))
    assert bool(meaning.question) == bool(message.strip())
    assert understand(message, talk(*messages)) == meaning


def test_a_nudge_asks_nothing_new() -> None:
    history = [Turn("user", "Who chaired the Wigan Deal?"), Turn("assistant", "Nobody."), Turn("user", "tell me more")]
    assert understand("and in Leeds?", history).question == "Who chaired the Wigan Deal, in Leeds?"


def test_a_conversation_is_not_taken_up_from_a_message_that_says_nothing() -> None:
    history = [Turn("user", "tell me more"), Turn("assistant", "The mill has a wheel."), Turn("user", "why?")]
    assert understand("Who owns the mill?", history).question == "Who owns the mill?"
    assert understand("go on", history).question == "go on"


VOICED = [
    *talk("What is With Dover?", "Ada Finch:\nI began With Dover in May [1]."),
    *talk("who helped it?", "Ada Finch:\nPeople such as Jo Bell helped me [1]."),
]


def test_she_is_the_one_who_says_i_in_the_last_answer() -> None:
    assert understand("does she like ferries", VOICED).question == "Does Ada Finch like ferries?"


def test_he_is_the_first_to_speak_where_nobody_else_is_named() -> None:
    told = "The round table has 2 speakers:\nAda Finch: Good morning to you [1].\nJo Bell: We sail on Easter Monday [2]."
    assert understand("where did he serve", talk("who are the speakers?", told)).question == "Where did Ada Finch serve?"


def test_what_is_counted_for_a_thing_is_counted_for_another() -> None:
    history = talk("How much can I claim for the gym?", "Ten pounds [1].")
    assert understand("and travel", history).question == "How much can I claim for travel?"


def test_a_name_that_opens_as_a_thing_does_is_nobody() -> None:
    history = talk("How many members does For Dover have?", "For Dover has ten [1].")
    assert "About For Dover" in understand("does she like ferries", history).question


@pytest.mark.parametrize(
    ("history", "message", "standalone"),
    [
        (LEVY, "what's planned next", "About the Bridge Levy: what's planned next?"),
        (LEVY, "what was found?", "About the Bridge Levy: what was found?"),
        (LEVY, "what is poverty?", "what is poverty?"),
        (LEVY, "who was against", "About the Bridge Levy: who was against?"),
        (talk("What is a Tide Town?", "One of seven [1]."), "how many are there", "About Tide Town: how many are there?"),
        (talk("How many towns have ferries in Wales?", "Ten [1]."), "how many in Kent", "How many towns have ferries in Kent?"),
        (talk("Does Dover have more ferries now?", "Yes [1]."), "how many in Kent", "About Dover: how many ferries in Kent?"),
    ],
)
def test_a_question_without_its_subject_is_asked_of_the_last(history: list[Turn], message: str, standalone: str) -> None:
    assert understand(message, history).question == standalone


def test_a_decline_tells_nothing_that_could_be_quoted_again() -> None:
    history = [*LEVY, *talk("who opposed it?", "The corpus does not answer this.")]
    assert understand("who wrote that?", history).told == ("The Bridge Levy was introduced in 2004.",)


CLAIM = talk("“The Bridge Levy was introduced in 2004.” is this true?", "The Bridge Levy was introduced in 2004 [1].")


@pytest.mark.parametrize(
    ("message", "standalone"),
    [
        ("and in 2005?", "The Bridge Levy was introduced in 2005."),
        ("who opposed it?", "Who opposed the Bridge Levy?"),
        ("how does that compare with the Tide Fund", "Compare the Bridge Levy and the Tide Fund"),
    ],
)
def test_what_follows_a_claim_is_asked_of_its_sentence(message: str, standalone: str) -> None:
    assert understand(message, CLAIM).question == standalone


@pytest.mark.parametrize(
    ("message", "standalone"),
    [("how long do they last?", "How long do lanterns last?"), ("who took part?", "About the Tide Fund: who took part?")],
)
def test_a_thing_put_beside_the_subject_is_it_and_they_alone(message: str, standalone: str) -> None:
    history = talk("What is the Tide Fund?", "A fund [1].", "what about lanterns?", "It buys lanterns [1].")
    assert understand(message, history).question == standalone


def test_it_is_empty_before_how_hard_it_is_to_do_a_thing() -> None:
    history = talk("Who are disruptive sailors?", "Those who sail alone [1].")
    assert (
        understand("why is it so hard to keep them in a crew?", history).question
        == "Why is it so hard to keep disruptive sailors in a crew?"
    )


def test_what_somebody_does_about_its_thing_is_about_somebody() -> None:
    history = talk("What did Hythe do about its ferry?", "It sold it [1].")
    assert understand("did it work?", history).question == "Did Hythe work?"
