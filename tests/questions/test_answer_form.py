"""Whether a text holds what is asked for is told by its form."""

from __future__ import annotations

import pytest

from assistant.questions.answer_form import (
    announces,
    dates_or_places,
    echoes,
    fits,
    gives_no_contact,
    gives_no_reason,
    lacking,
    names_no_number,
    only_repeats,
)


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What are the three lessons?", "Three lessons stand out.", 1),
        ("What are the three lessons?", "Three things stand out.", 0.5),
        ("What are the three lessons?", "Two lessons stand out.", 0),
        ("What are the lessons?", "Several lessons stand out.", 0.5),
        ("Who drew the lessons?", "Three lessons stand out.", 0),
        ("What should a partnership ask itself?", "We close with some questions.", 0.5),
        ("How can I respond to the notice?", "You can respond:", 1),
        ("How can I respond to the notice?", "You can respond.", 0),
        ("How can I respond to the notice?", "Boats can respond:", 0),
        ("What will the fund not pay for?", "We cannot fund:", 1),
        ("When can I respond?", "You can respond:", 0),
        ("Who can I ring about the Elm Fund?", "We cannot fund:", 0),
        ("What should I do?", "You should:", 0),
    ],
)
def test_a_list_is_promised_with_as_many_things(question: str, text: str, told: float) -> None:
    assert announces(question, text) == told


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What did the Deal cost?", "It cost £2 million.", True),
        ("What did the Deal cost?", "It was launched in 2014.", False),
        ("What did the Deal cost?", "It came to one million four hundred thousand pounds.", True),
        ("What did the Deal cost?", "It was ninety-four pence.", True),
        ("What did the Deal cost?", "Two people came to the pound.", False),
        ("How much does a print cost?", "It costs 15p a sheet.", True),
        ("When was the Deal made?", "It was made in twenty twelve.", True),
        ("When was the Deal made?", "Twenty two people made it.", False),
        ("How much did the Deal contribute?", "The Deal has three parts.", False),
        ("How many customers came?", "We gave ten pounds to every customer.", False),
        ("How many families came?", "It set £86,000 aside for families.", False),
        ("How many families came?", "Some 86 of the families came.", True),
        ("How many swimming lessons can I have?", "Come free of charge, for up to six lessons.", True),
        ("How many junior members are there?", "312 adult, 49 junior.", True),
        ("How many swimming lessons can I have?", "Come free of charge, for up to six weeks.", False),
        ("When is the letter due?", "It is due by 09/12/05.", True),
        ("When is the letter due?", "It is due at 9/12 of the sum.", False),
        ("How many people visited?", "It welcomed 214,300 visitors.", True),
        ("How many people have volunteered?", "Some 212 volunteers came.", True),
        ("How many people attended the course?", "The course had 96 attendees.", True),
        ("How many people participated?", "There were 40 participants.", True),
        ("How many people took part?", "There were 40 participants.", True),
        ("How many people visited?", "It cost 12 pounds to visit.", False),
        ("How many people visited?", "It has 14 vans.", False),
        ("How much?", "It had three parts.", False),
        ("How much?", "It paid 40 pounds a day.", True),
        ("How long is the wall?", "The wall is 40 metres of stone.", True),
        ("How long did it run?", "It ran from 2014 to 2022.", True),
        ("How long is the report?", "One of them is long.", False),
        ("How old is the bridge?", "It has stood for two hundred years.", True),
        ("How much did the tolls go up?", "The tolls rose by 46%.", True),
        ("How much have the tolls fallen?", "The tolls have halved.", True),
        ("How much did the tolls go up?", "The tolls paid for £20m of stone.", False),
        ("Who set up the fund?", "The fund was established in 1994 by three parishes.", True),
        ("Who set up the fund?", "The fund was cut in 1994 by half.", False),
        ("Who set up the fund?", "It helps the parishes.", False),
        ("How often is the rent paid?", "Rent is paid yearly.", True),
        ("How often does the panel meet?", "It meets on the first Monday of each month.", True),
        ("How often did they meet?", "They met four times.", True),
        ("How often does the panel meet?", "The panel has five members.", False),
        ("How long is the permit valid?", "It is valid for the lifetime of the boat.", True),
        ("How old must a skipper be?", "A skipper must be at least 16.", True),
        ("How old must a skipper be?", "A skipper has 16 ropes.", False),
        ("How old is the keeper?", "I was in the lamp room for, what, fourteen months.", False),
        ("How old is the keeper?", "The keeper is 43.", True),
        ("How old is the mill?", "The mill was built in 1890.", True),
        ("How old is the mill?", "It opened eighteen months ago.", True),
        ("When should a permit be renewed?", "Renew it one month before it ends.", True),
        ("When is the deadline?", "Claims are due by the last Friday of the month.", True),
        ("When was it renewed?", "It was renewed one month before it ended.", False),
    ],
)
def test_a_sum_a_length_or_a_doer_has_its_form(question: str, text: str, told: bool) -> None:
    assert fits(question, text) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It grew, since people came.", True),
        ("Place-based programmes since 2009", False),
        ("Since then it has grown.", False),
        ("It has run since the 1990s, because it is cheap.", True),
        ("It has run since May 2010.", False),
    ],
)
def test_since_a_time_is_no_reason(text: str, told: bool) -> None:
    assert fits("Why do programmes fail?", text) is told


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What went wrong in the pilots?", "Pay for meetings at which workers can say what went wrong.", True),
        ("How do councils pay?", "They asked how do councils pay.", True),
        ("What went wrong in the pilots?", "The pilots went wrong for want of money.", False),
        ("Who funds the pilot?", "The trust, who funds the pilot, is small.", False),
    ],
)
def test_a_sentence_that_asks_the_same_answers_nothing(question: str, text: str, told: bool) -> None:
    assert echoes(question, text) is told


@pytest.mark.parametrize(
    ("question", "texts", "lacks"),
    [
        ("When was the Deal made?", ["It is informal.", "It was made in 2014."], None),
        ("When was the Deal of 2014 made?", ["It was made in 2014."], "a date"),  # the question's own
        ("When was the Deal made?", ["It is informal."], "a date"),
        ("How many towns took part?", ["Nine took part."], None),
        ("How many towns took part?", ["Many took part."], "a number"),
        ("How fast does the news travel?", ["Word travels fast."], "a number"),
        ("How high is the wall?", ["The wall is nine feet high."], None),
        ("Who made the Deal?", ["The Deal was made in May."], "a name"),  # a month names nobody
        ("Who made the Deal?", ["The Deal was made in May by Ada."], None),
        ("Who made the Deal?", ["The Deal was made."], "a name"),
        ("Who is to write the Deal?", ["Ada, you'll write it?"], None),
        ("Who made the Deal?", ["It was made by the hospital trust."], None),
        ("What is the Deal?", ["The Deal was made."], None),
        ("When does the ferry run?", ["The ferry runs from 6am to 9pm."], None),
        ("When is the choir?", ["It meets on Wednesdays."], None),
        ("When was the ferry built?", ["It was built on a Wednesday."], "a date"),
        ("What time does the ferry leave?", ["The ferry leaves at 6am."], None),
        ("What are the opening hours?", ["It opens from 9am to 5pm."], None),
        ("What are the opening hours?", ["It opens early."], "a date"),
        ("Who has the keys to the ferry?", ["Only the deputy holds the keys."], None),
        ("How often is the plan reviewed?", ["It is reviewed each year."], None),
        ("How often is the plan reviewed?", ["It is reviewed by the board."], "a number"),
        ("Who signs off the accounts?", ["The treasurer signs them off."], None),
        ("Who signed off the accounts?", ["The treasurer signed them off."], "a name"),
        ("Who is the clerk?", ["The Appeals Team writes to the Clerk to the Panel."], "the name of a person"),
        ("Who is the clerk?", ["The clerk is Priya."], None),
        ("Who is the mayor of Greater Dover?", ["The mayor of Greater Dover spoke."], "the name of a person"),
        ("Who is the mayor of Greater Dover?", ["Ada Finch, the mayor, spoke."], None),
        ("Who is the chair?", ["Cllr Finch took the chair."], None),
        ("Who led the change in housing?", ["The faith communities and the Foodbank were in the lead."], None),
    ],
)
def test_what_no_text_holds_is_named(question: str, texts: list[str], lacks: str | None) -> None:
    assert lacking(question, texts) == lacks


def test_an_item_fits_a_question_after_a_list() -> None:
    assert fits("What are the five conditions?", "shared measurement", is_item=True)
    assert not fits("What are the five conditions?", "shared measurement")


@pytest.mark.parametrize(
    ("question", "text", "dated"),
    [
        ("When did the Deal begin?", "It was launched in 2014.", True),
        ("When did the Deal begin?", "May I say that I am not from Wigan?", False),
        ("When did the Deal begin?", "It was launched in May.", True),
        ("When did the Deal begin?", "Before we begin, a word on Wigan.", False),
        ("Who began the Deal?", "It was launched in 2014.", False),
    ],
)
def test_a_date_is_wanted_and_given(question: str, text: str, dated: bool) -> None:
    assert dates_or_places(question, text) is dated


@pytest.mark.parametrize(
    ("question", "text", "only_asks"),
    [
        ("Why do fares rise?", "The report asks why fares rise.", True),
        ("Why do fares rise?", "Why fares rise, and what follows.", True),
        ("Why do fares rise?", "They asked why fares rise, and it is because fuel is dear.", False),
        ("Why do fares rise?", "Fares rise with the price of fuel.", False),
        ("When do fares rise?", "The report asks why fares rise.", False),
        ("How many towns took part?", "It asked how many towns took part in a single year.", True),
        ("How many towns took part?", "Asked how many took part, they said nine towns.", False),
        ("When did fares rise?", "The question of when they rose was left open.", True),
    ],
)
def test_a_sentence_that_only_asks_answers_nothing(question: str, text: str, only_asks: bool) -> None:
    assert echoes(question, text) is only_asks


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("What did the Deal cost?", ["It is informal.", "The Deal is a promise."], True),
        ("What did the Deal cost?", ["It is informal.", "It came to £2 million."], False),
        ("What did the Deal cost?", ["Two million pounds, he said."], False),  # a transcript has it in words
        ("How many towns took part?", ["The Deal is older than many towns."], True),
        ("How many towns took part?", ["The Deal is a promise.", "All of them did."], False),
        ("How many towns took part?", ["The Deal is a promise.", "Nine did."], False),
        ("How many towns took part?", ["Nineteen did."], False),
        ("How many towns took part?", ["Forty-two did."], False),
        ("How many towns took part?", ["Dozens of them did."], False),
        ("How many towns took part?", ["It was done for the ninth time."], True),
        ("Who made the Deal?", ["The Deal is a promise."], False),
    ],
)
def test_a_sum_or_a_count_is_not_answered_without_a_number(question: str, texts: list[str], expected: bool) -> None:
    assert names_no_number(question, texts) == expected


@pytest.mark.parametrize(
    ("question", "text", "none"),
    [
        ("Why did the ferry ground?", "The ferry grounded at noon.", True),
        ("Why did the ferry ground?", "The ferry grounded because the alarm was off.", False),
        ("Why did the ferry ground?", "The lookout was away, as there was ice on the deck.", False),
        ("Why did the ferry ground?", "The alarm was off. That is why it grounded.", False),
        ("When did the ferry ground?", "The ferry grounded at noon.", False),  # no reason is asked for
    ],
)
def test_it_is_told_where_no_text_gives_a_reason(question: str, text: str, none: bool) -> None:
    assert gives_no_reason(question, [text]) is none


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The pilot ran in three towns—Deal, Walmer and Dover.", True),
        ("They met at the village hall.", True),
        ("It began in Deal.", True),
        ("The pilot began in March and ended on Friday.", False),
        ("Ada Finch carried the pilot on.", False),
        ("Masters from the designated areas were asked.", False),
        ("The pilot of the Tide was evaluated in the Tide.", False),  # which the question has named
    ],
)
def test_where_is_told_by_a_place(text: str, told: bool) -> None:
    assert fits("Where was the Tide pilot?", text) == told


@pytest.mark.parametrize(
    ("question", "texts", "repeats"),
    [
        ("Why does “Reducing stress” matter?", ["There are three goals:", "3. Reducing stress"], True),
        ("Why does “Reducing stress” matter?", ["3. Reducing stress", "Stress makes people ill."], False),
        ("How many boats came?", ["Nine boats came."], False),
        ("Did the boats come?", ["The boats did come."], False),  # that says it all
    ],
)
def test_what_only_says_what_was_asked_tells_nothing(question: str, texts: list[str], repeats: bool) -> None:
    assert only_repeats(question, texts) is repeats


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("contact details for Dover Trust", "Dover Trust pays for the wall.", True),
        ("How do I contact the Dover Trust?", "It was founded in 2015-2016 and paid £1,000,000 to 12 towns.", True),
        ("How do I contact the Dover Trust?", "Call (202) 555-0143.", False),
        ("How do I contact the Dover Trust?", "Write to wall@dover.example.", False),
        ("What is the phone number of the Dover Trust?", "Ring 01304 555 019.", False),
        ("What is the postal address of the Trust?", "The Trust, Pier Road, Dover CT17 9BU", False),
        ("How do we contact residents who never answer?", "Nobody knows.", False),
        ("How do people contact services?", "Nobody knows.", False),
    ],
)
def test_how_somebody_is_reached_is_told_by_an_address_or_a_number(question: str, text: str, lacks: bool) -> None:
    assert gives_no_contact(question, [text]) == lacks
