"""Filters pick documents by what is known of them, and say so when they cannot be read."""

from __future__ import annotations

import re

import pytest

from assistant.errors import UsageError
from assistant.retrieve.filters import EVERY, allowed_documents, none_left
from assistant.store.rows import DocumentInfo


def info(id_: str, kind: str, date: str | None, authors: tuple[str, ...] = (), **metadata: str) -> DocumentInfo:
    return DocumentInfo(
        id_, id_.title(), kind, date, authors, None, None, None, metadata, {}, None, 1, "ready", "0" * 64, f"/{id_}"
    )


INFOS = [
    info("reports/a.pdf", "report", "2010-05-03", ("Ada Finch", "Bo Lind"), city="Wigan"),
    info("reports/b.pdf", "report", "2012"),
    info("blogs/c.md", "blog", "2009-12-31", ("Bo Lind",), topic="bees = life"),
    info("talks/d.vtt", "transcript", None),
]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([], "abcd"),
        (["kind=report"], "ab"),
        (["kind=REPORT"], "ab"),
        (["kind!=report"], "cd"),
        (["date>=2010"], "ab"),
        (["date>2010"], "b"),
        (["date<=2010"], "ac"),
        (["date<2010"], "c"),
        (["date>=2010-05-03"], "ab"),
        (["date>=2010-06"], "b"),
        (["date=2010"], "a"),
        (["date=2010-05"], "a"),
        (["date=2010-05-03"], "a"),
        (["date=2010-05-04"], ""),
        (["date=2012-03"], ""),  # of a document that is dated 2012 alone the month is not known
        (["date!=2010"], "bcd"),
        (["date=2010*"], "a"),
        (["date=20??"], "b"),  # a pattern is held against the whole date
        (["document=reports/*"], "ab"),
        (["document=*.md"], "c"),
        (["author=bo lind"], "ac"),
        (["authors=*finch"], "a"),
        (["city=wigan"], "a"),
        (["CITY=wigan"], "a"),
        (["topic=bees = life"], "c"),
        ([" kind = report ", "date > 2011"], "b"),
        (["kind=report", "kind=blog"], ""),
        (["colour=red"], ""),
        (["colour!=red"], "abcd"),
    ],
)
def test_filters_let_through_the_documents_that_meet_all_of_them(filters: list[str], expected: str) -> None:
    names = {"a": "reports/a.pdf", "b": "reports/b.pdf", "c": "blogs/c.md", "d": "talks/d.vtt"}
    assert allowed_documents(INFOS, filters) == {names[letter] for letter in expected}


@pytest.mark.parametrize(
    "wanted",
    ["re\u0301sume\u0301 [draft].txt", "r\u00e9sum\u00e9*", "re\u0301sume\u0301*", "R\u00c9SUM\u00c9 [[]draft].txt"],
    ids=["its id, in form D", "a pattern", "a pattern in form D", "as a pattern, without case"],
)
def test_a_document_is_found_by_its_id_whatever_stands_in_it(wanted: str) -> None:
    named = info("r\u00e9sum\u00e9 [draft].txt", "blog", None)
    assert allowed_documents([named, *INFOS], [f"document={wanted}"]) == {named.id}


@pytest.mark.parametrize("text", ["", "report", "=report", "kind=", "kind report"])
def test_a_filter_that_cannot_be_read_is_refused_by_name(text: str) -> None:
    with pytest.raises(UsageError, match="cannot be read; write it as"):
        allowed_documents(INFOS, [text])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date>=abc", "a date is a year, month or day, as in 2010, 2010-05 or 2010-05-31"),
        ("date<2010-13", "a date is"),
        ("date>31.5.2010", "a date is"),
        ("date=may", "a date is"),
        ("kind=zzz", "a kind is report, blog or transcript"),
        ("kind!=zzz", "a kind is report, blog or transcript"),
    ],
)
def test_a_value_that_no_document_could_have_is_refused_with_those_allowed(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=f"^filter '{re.escape(text)}': {told}"):
        allowed_documents(INFOS, [text])


@pytest.mark.parametrize("text", ["kind=rep*", "KIND=Blog", "date=2009-1?-*", "date!=2010-05-03", "date<=2010-12"])
def test_a_pattern_and_a_part_of_a_date_are_allowed(text: str) -> None:
    assert allowed_documents(INFOS, [text])


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (["date>=2090"], "date 2090 or after"),
        (["date<=1990"], "date 1990 or before"),
        (["date>2012", "date<2014"], "date after 2012 and date before 2014"),
        (["kind!=blog", "kind!=transcript", "city=Hull"], "kind report and city Hull"),
        (["kind!=report", "author=Ada Finch"], "kind blog or transcript and author Ada Finch"),
        (["kind=report", "kind=blog"], "kind report and blog"),
        (["document!=*"], "document other than *"),
    ],
)
def test_filters_that_leave_no_document_are_said_in_words(filters: list[str], said: str) -> None:
    assert none_left(INFOS, filters) == f"There is no document of {said}."


def test_a_filter_by_what_no_document_says_names_what_there_is() -> None:
    assert none_left(INFOS, ["kind=blog", "knd=report"]) == (
        "No document says anything of “knd”. A filter goes by author, authors, city, date, document, kind, media_url, source,"
        " title, topic or url."
    )


def test_filters_that_leave_no_document_are_named() -> None:
    assert none_left(INFOS, ["kind=blog ", EVERY, "city=wigan"]) == "There is no document of kind blog and city wigan."
    assert none_left(INFOS, ["kind=blog"]) is None and none_left([], ["kind=blog"]) is None
