"""The title of a filing, from its cover."""

from __future__ import annotations

import pytest

from assistant.load.filing import filing_title, is_filing
from assistant.load.pdf import read_pdf
from tests.load.made_pdf import bold, column, make_pdf

HEAD = "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nWashington, D.C. 20549\n"


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (
            "FORM 10-K\nFor the fiscal year ended December 31, 2022\nCommission file number 1-442\nTHE ACME COMPANY\n"
            "(Exact name of registrant as specified in its charter)",
            "THE ACME COMPANY, Form 10-K, fiscal year ended December 31, 2022",
        ),
        (
            "Form 10-Q\nFor the quarterly period\nended July 29, 2023\nCommission File No. 000-22513\n____\nACME.COM,\nINC.\n____\n"
            "(Exact name of registrant",
            "ACME.COM, INC., Form 10-Q, quarterly period ended July 29, 2023",
        ),
        ("FORM 10-K\nCommission file number 1-3285\n3A COMPANY\nState of Incorporation: Delaware", "3A COMPANY, Form 10-K"),
        ("FORM 10-K\nFor the fiscal year ended December 31, 2022", None),
        ("Commission file number 1-442\nTHE ACME COMPANY\n(Exact name of registrant)", None),
    ],
    ids=["year", "quarter, words on lines", "no period", "no company", "no form"],
)
def test_a_filing_is_called_by_company_form_and_period(cover: str, title: str | None) -> None:
    assert filing_title(HEAD + cover) == title


def test_a_report_about_a_form_is_no_filing() -> None:
    cover = "How to read a Form 10-K\nCommission file number 1-442\nTHE ACME COMPANY\n(Exact name of registrant)"
    assert (is_filing(cover), filing_title(cover)) == (False, None)


def test_the_words_of_the_cover_stand_over_nothing_that_follows() -> None:
    cover = [
        bold("SECURITIES AND EXCHANGE COMMISSION", 740, size=16),
        bold("FORM 10-K", 710, size=14),
        *column("Commission file number 1-442", "THE ACME COMPANY", "(Exact name of registrant)", top=680),
    ]
    prose = column("We make anvils and send them to whoever", "orders them, by mail and at no charge.")
    reading = read_pdf(make_pdf(cover, prose, [bold("Risks", 740), *column("An anvil is heavy.", top=720)]), "ACME_2022_10K.pdf")
    assert reading.title == "THE ACME COMPANY, Form 10-K"
    assert {s.place.page: s.place.heading for s in reading.segments if s.role == "paragraph" and s.place.page != 1} == {
        2: (),
        3: ("Risks",),
    }


@pytest.mark.parametrize(
    ("name", "title"),
    [("ACME_ANVILS_2022Q4_EARNINGS.pdf", "ACME ANVILS 2022Q4 EARNINGS"), ("scan_0042.pdf", None), ("2022.pdf", None)],
)
def test_a_file_name_with_a_year_is_the_last_resort(name: str, title: str | None) -> None:
    assert read_pdf(make_pdf(column("Some text.", "And more of it.")), name).title == title
