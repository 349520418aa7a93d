"""What stands nearest to a question may miss its year, its place, its deed: then a reader is told so, and only then."""

from __future__ import annotations

import pytest

from assistant.questions.near_misses import QuotedSentence, another_one, missed

PLAN = "the closest sentence is about a plan, a wish or a question, not about what was done"
KIND = "none of the sentences quoted here contains a number of the kind asked for"


def of(word: str) -> str:
    return f"none of the sentences quoted here says anything about “{word}”"


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "How many boats were there in 2017?",
            "In 2018 there were 57 boats.",
            "what is quoted here is about another year than 2017",
        ),
        (
            "What was the rate for 2025/26?",
            "The rate for 2024/25 was £3.",
            "what is quoted here is about another year than 2025/26",
        ),
        ("How many boats were there in 2017?", "There were 57 boats.", "none of the sentences quoted here is dated 2017"),
        ("Was planning permission given?", "They applied for planning permission.", PLAN),
        ("How many members does Elm Council have?", "There were 11 members of the public.", KIND),
        ("How much did the fund give?", "The fund gave £35,000 to those that offered food.", None),
        ("How many boats sailed from Dover?", "From Walmer 57 boats sailed.", None),  # "From" opens the sentence
        (
            "How many boats sailed from Dover?",
            "There were 57 boats from Walmer.",
            "none of the sentences quoted here mentions Dover",
        ),
        ("Was the roof mended?", "The roof is to be mended if a firm is found.", PLAN),
        ("Was the roof mended?", "They'd like the roof mended.", PLAN),
        ("Was the roof mended?", "They'd mended the roof by May.", None),
        ("Did the mill move to Dover?", "The town has offered the mill a room in Dover.", PLAN),
        ("When was the pool opened?", "The pool will be opened by Ada Brook in 2031.", PLAN),
        (
            "When was the pool opened?",
            "The pool had not been opened yet in 2019.",
            "the closest sentence says that it had not been done yet",
        ),
        ("Who talked about the mill?", "I think the mill is a fine thing.", None),  # what is quoted of a speaker need not say so
        ("Has the lift at the mill been built?", "People signed for a lift at the mill.", of("built")),
        ("Did the council refuse the mill?", "The council spoke of the mill.", of("refuse")),
        ("How many members does the choir have?", "At the choir 31 songs were sung.", KIND),
        ("What did the shop cost?", "The shop in the hall has had 391 visits.", KIND),
        ("What did Ada Brook say about sugar?", "The roof was mended, Ada Brook says.", of("sugar")),
        ("Who funded the Elm Deal?", "The Elm Deal began in 2011, says Ada Brook.", of("funded")),
        ("Who won the young rower's cup?", "Ada Brook won it.", of("young")),
        ("How many meals were served?", "The meals were first served in 2019.", KIND),
        ("What is the salary of the harbour master?", "Salary: £28,500 pro rata (actual £22,800)", of("harbour")),
        ("What is the salary of the keeper?", "Salary of the keeper: £28,500 pro rata (actual £22,800)", None),
        ("How was the Elm Deal evaluated?", "The Elm Deal began in 2011.", of("evaluated")),
        ("Which area of Elm Deal created most homes?", "In Dover homes are warm.", of("created")),
        ("Who manages the Elm Deal?", "It led to the Elm Deal, says Ada Brook.", of("manages")),
        ("Who paid for the sauna at the mill?", "The roof of the mill was paid for by the Elm Trust.", of("sauna")),
        ("When was the extension to the mill built?", "The mill was built in 1978.", of("extension")),
        ("What did the Elm Deal save?", "No wording will save the Elm Deal.", PLAN),
        ("Who founded the Elm Foundation?", "The Elm Foundation is a foundation of Ada Brook's time.", of("founded")),
        (
            "Is the Elm Deal still funded?",
            "The Elm Deal was funded by Ada Brook.",
            "none of the sentences quoted here says whether that is still so",
        ),
        ("Who was the last miller?", "Ada Brook was a writer, says Jo Bell.", of("last")),
        ("How many people were housed at the mill?", "But no mill could house 58 people.", PLAN),
    ],
)
def test_what_the_nearest_sentence_misses_is_told(question: str, sentence: str, expected: str | None) -> None:
    assert missed(question, [QuotedSentence(sentence)]) == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many boats were there in 2018?", "In 2018 there were 57 boats, and in 2017 there were 40."),
        ("When is the Elm deadline?", "Closes: 25 April at Elm"),
        ("When does the Elm Deal end?", "The Elm Deal runs from 3 March to 25 May 2014."),
        ("What was the rate for 2025?", "The rate for 2025/26 was £3."),
        ("How many boats sailed from Dover?", "In spring 57 boats sailed from Dover to Walmer."),
        ("Was the roof mended?", "The roof was mended in May and will be painted in June."),  # the plan is of something else
        ("Was the roof mended?", "The roof has not been mended yet."),  # that is an answer
        ("Did the town plan a pool?", "The town planned a pool."),  # asks after a plan itself
        ("Will the roof be mended?", "The roof is to be mended."),
        ("Who funded the Elm Deal?", "Ada Brook paid for the Elm Deal."),
        ("Was anybody hurt at the mill?", "Nobody was hurt at the mill."),
        ("Was a road bought?", "The road was purchased."),  # in another word for it
        ("Did Ada Brook's view change towards it?", "That has changed her view."),  # "towards" only asks
        ("Was damp found in any home?", "There was damp in four homes."),  # "found" says little
        ("How many members does the choir have?", "The choir has 31 members."),
        ("Who paid the money for the pump?", "The pump was bought with £220,000 that Ada Brook gave in a grant."),  # a sum is money
        ("Which firm mended the roof?", "The roof was mended by Brook and Sons."),
        ("How many members does Elm Council have?", "Elm Council has 11 members of both parties."),
        (
            "How much did the art of Welsh schools cost?",
            "The art of schools in Leeds, of Ada Brook's, cost £4.",
        ),  # a people is no place
        ("What did Ada Brook say about sugar?", "We buy no sugar."),
        ("What did Ada Brook say about school sugar?", "The school is small."),
        ("What did Ada Brook say about her plan for the price of sugar?", "It is too dear."),  # of so many words any may be other
        ("Tell me about the pool.", "The pool is to be opened."),
        ("How many meals were served in 2022?", "Meals are easy to count, so we counted them: 212,000 in 2022."),
        ("How many members has the club?", "The members of the club numbered 90 in all."),
        ("Who founded the Elm Foundation?", "The Elm Foundation was founded by Ada Brook."),
        ("Who funded the Elm Fund?", "The Elm Fund was funded by Ada Brook."),
        ("How was the Elm Deal assessed?", "The Elm Deal was evaluated by Ada Brook."),
        ("How were mentors matched with clubs at Elm?", "At Elm clubs and mentors were paired by skill."),
        ("What share of its budget does Elm give this way?", "Elm gives 20% of its budget."),
        ("How was the price of each bag of sugar determined at Elm?", "At Elm they asked for the price of sugar."),
        ("How is one supposed to use the mill?", "Use the mill by day."),
        ("Which charity managed the Elm Deal?", "The Elm Deal was run by Brook House in Dover."),
        ("Who led to the Elm Deal?", "It led to the Elm Deal, says Ada Brook."),
        ("Who paid for the programme at the mill?", "The roof of the mill was paid for by the Elm Trust."),  # a general noun
        ("How much did the government set aside for the Elm Deal?", "For the Elm Deal £28 was set aside."),  # by whom goes unsaid
        ("Who built the sauna at the mill?", "It was built by Ada Brook, who heats baths and saunas."),
        ("What did the council do about the houses?", "The council objected to the houses and will object again."),
        ("What did the Elm Deal save?", "The Elm Deal saved £3, and will save £5."),
        ("Is the Elm Deal still funded?", "The Elm Deal, which Ada Brook funded, ended in 2014."),
        ("Is there still water in the mill?", "There is no longer any water in the mill."),
        ("How long does it last?", "They have at least ten years."),  # that it lasts need not be said
        ("How much did it cost?", "They put £5 into the roof."),  # a sum is what a thing costs
        ("Who chairs the committee?", "The committee will be chaired by the treasurer."),
        ("How many times a year do we have to report?", "You will be asked to report four times a year."),
        ("Who should I ring if I can't come?", "If you cannot come, please ring the office."),
    ],
)
def test_what_is_told_is_not_missed(question: str, sentence: str) -> None:
    assert missed(question, [QuotedSentence(sentence)]) is None


def test_what_stands_before_and_above_a_sentence_counts() -> None:
    assert missed("How many boats sailed in 2017?", [QuotedSentence("Then 57 boats sailed.", "In 2017 the wind was fair.")]) is None
    assert missed("How many boats sailed from Dover?", [QuotedSentence("It was 57 boats, three from Walmer.", "", "Dover")]) is None
    both = [
        QuotedSentence("It was 57 boats from Walmer.", "", "Boats of Dover and Walmer")
    ]  # a title that names both tells neither
    assert missed("How many boats sailed from Dover?", both) == "none of the sentences quoted here mentions Dover"


def test_a_year_may_stand_in_another_sentence_or_in_a_row() -> None:
    row = [QuotedSentence("Boats by year, as of May 2019"), QuotedSentence("2017 57 12")]
    assert missed("How many boats were there in 2017?", row) is None
    near = [QuotedSentence("The number of boats was 40 in 2018."), QuotedSentence("The number of boats was 57 in 2017.")]
    assert missed("What was the number of boats in 2017?", near) is None


def test_nothing_quoted_misses_nothing() -> None:
    assert missed("Was the roof mended?", []) is None


@pytest.mark.parametrize(
    ("sentence", "is_another"),
    [
        ("The phase reached 57 people.", True),
        ("The second phase reached 57 people.", True),
        ("The third phase reached 57 people.", False),
        ("Phase 3 reached 57 people.", False),
    ],
)
def test_one_of_several_is_told_by_its_place_among_them(sentence: str, is_another: bool) -> None:
    told = another_one("How many did the third phase reach?", [QuotedSentence(sentence)])
    assert told == ("none of the sentences found mentions the third" if is_another else None)
    assert another_one("How many did the phase reach?", [QuotedSentence(sentence)]) is None


def test_what_another_quoted_sentence_says_is_not_denied_of_all_of_them() -> None:
    said = [
        QuotedSentence("Big Local, run by Local Trust, supplies the means."),
        QuotedSentence("Ten years is long enough for a child to sit on the committee."),
    ]
    told = missed("How long does Big Local run?", said)
    assert told == "the sentence quoted here that may answer says nothing about “Big Local”"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many places does Elm Trust work in?", "It works in 15 areas."),
        ("How many visits did Elm Museum have?", "Visits to all of it fell from 612,000 in spring to 447,000 in the autumn."),
        ("How many nights was the shelter at Elm full?", "The full shelter had nine nights of last winter."),
        ("How many workers at Elm know a boatman?", "Workers who know a boatman by name 3 14 5"),
    ],
)
def test_a_number_of_the_kind_goes_by_other_words(question: str, sentence: str) -> None:
    assert missed(question, [QuotedSentence(sentence, above="Elm Trust, museum and shelter")]) is None
