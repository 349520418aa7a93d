"""When a document is from: what it says of itself goes before when its file was made."""

from __future__ import annotations

import pytest

from assistant.load.dates import dated, declared_in

MADE = "2026-11-26"


@pytest.mark.parametrize(
    ("front", "date"),
    [
        ("Parking\nA review for the Transport Commons, 2016\nHelen Brandt", "2016"),
        ("Ines Okafor, Transport Commons, March 2021", "2021-03"),
        ("Harrow Vale, March 3, 2021", "2021-03-03"),
        ("A title\n3 May 2011\nSome text.", "2011-05-03"),
        ("Published 3rd May 2011\nTransport Commons, 2009", "2011-05-03"),  # what says that it is one goes first
        ("© 2009 Transport Commons\nA title\nMay 2011", "2011-05"),
        ("A title\nCopyright 2009 Transport Commons", "2009"),
        ("Date: 03.05.2011", "2011-05-03"),
        ("for version 4.19.0, 18 August 2022", "2022-08-18"),
        ("Paris, 3 mai 2011", "2011-05-03"),
        ("Water Board of Leaburn\nNotice of 4 April 1962", "1962-04-04"),
        ("A title\nNovember 2026", MADE),  # the file's own day is more exact
        ("Sample corpus | 2019\nResidents and the deal", "2019"),
        # none of these is an imprint
        ("Youth clubs\nClub | Members | Opened\nNorthfield | 85 | 1998\nEastway | 40 | 2004", MADE),
        ("In 2015 four shops began to send parcels by bike. We asked why.", MADE),
        ("For the fiscal year ended December 31, 2020", MADE),
        ("Strategic Plan 2022 – 2026", MADE),
        ("April 2013 – March 2014", MADE),
        ("Minutes of the flood of 3 May 2011", MADE),
        ("Vision 2040\nHarrow Vale, 2040", MADE),  # after the file was made
        ("Telephone, 1066", MADE),
        ("How did we get here, 2012?", MADE),
        ("x\n" * 20 + "May 2011", MADE),  # too far down
        ("", MADE),
    ],
)
def test_a_date_printed_as_an_imprint_goes_before_the_day_the_file_was_made(front: str, date: str) -> None:
    assert dated(MADE, front) == date


@pytest.mark.parametrize(
    ("made", "name", "date"),
    [
        (MADE, "Spending together 2012", "2012"),
        (MADE, "2012_annual-report", "2012"),
        ("2013-02-01", "Annual report 2012", "2013-02-01"),  # as reports of a year are published
        ("2014-02-01", "Annual report 2012", "2012"),
        ("2010-02-01", "Vision 2030", "2010-02-01"),
        (None, "Annual report 2012", "2012"),
        (None, "2014-08-07_press-conference", "2014-08-07"),
        (None, "council 20240109", "2024-01-09"),
        (MADE, "minutes_2014_08_07", "2014-08-07"),
        ("2014-08-09", "2014-08-07 minutes", "2014-08-09"),
        (None, "2014-08-07 to 2014-08-09", None),
        (None, "call 20241399 back", None),
        (MADE, "Lessons from 2008", MADE),
        (MADE, "The 2008 crisis", MADE),
        (MADE, "Plan 2022-2026", MADE),
        (MADE, "The flood of winter 1947", MADE),  # as old as no file is
        (MADE, "2012", MADE),
        (MADE, "", MADE),
    ],
)
def test_a_year_of_its_own_in_its_name_goes_before_a_file_made_much_later(made: str | None, name: str, date: str | None) -> None:
    assert dated(made, "", [name]) == date


def packet(inside: str) -> bytes:
    return f'<?xpacket?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{inside}</rdf:RDF></x:xmpmeta>'.encode()


@pytest.mark.parametrize(
    ("data", "date"),
    [
        (packet("<prism:publicationDate>2019-05-01</prism:publicationDate>"), "2019-05-01"),
        (packet('<rdf:Description prism:coverDate="2019-05"/>'), "2019-05"),
        (packet("<dc:date><rdf:Seq><rdf:li>2019</rdf:li></rdf:Seq></dc:date>"), "2019"),
        (packet("<xmp:CreateDate>2019-05-01</xmp:CreateDate>"), None),
        (packet("<dc:date>soon</dc:date>"), None),
        (packet("<dc:date>2019</dc:date>") * 2, None),  # one of them may be a picture's
        (b"<x:xmpmeta><dc:date>2019", None),
        (b"%PDF-1.7", None),
    ],
)
def test_the_publication_date_in_the_metadata_is_read(data: bytes, date: str | None) -> None:
    assert declared_in(data) == date


def test_what_the_metadata_declares_goes_before_what_is_printed() -> None:
    assert dated(MADE, "May 2011", declared="2010-01-31") == "2010-01-31"
    assert dated(MADE, "May 2011", declared=MADE) == MADE
