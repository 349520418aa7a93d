"""A table answers by a cell, by rows or times side by side, by the greatest of a column, and by all beyond a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.tables import told_by_tables
from assistant.answer.tables.asked_of_tables import label_words, wanted_of
from assistant.ask import Assistant
from assistant.text.grid import grids
from tests.conftest import assistant_over, opened_over

BUDGET = """# Oxmoor Council: budget 2026/27

The council sets its budget in February. Ferries are dearer than before, since the fleet is old.

## Net budget by service (£000)

| Service | 2025/26 | 2026/27 | Change |
| --- | ---: | ---: | ---: |
| Ferries | 900 | 1,200 | 300 |
| Parks | 800 | 640 | (160) |
| Street lights | 450 | 450 | - |
| Museums | 350 | 310 | (40) |
| Net budget | 2,500 | 2,600 | 100 |

## Council tax by band

| Band | 2025/26 £ | 2026/27 £ | Dwellings |
| --- | ---: | ---: | ---: |
| Band A | 139.62 | 143.78 | 7,412 |
| Band B | 162.89 | 167.74 | 11,905 |
| Band D | 209.43 | 215.67 | 8,846 |

## Wellbeing by age group, per cent

| Measure | 16-24 | 25-64 | 65 and over | All |
| --- | ---: | ---: | ---: | ---: |
| Cycle at least weekly | 21 | 18 | 5 | 13 |
| Swim at least weekly | 9 | 12 | 14 | 11 |

## Residents who agree, per cent

| Ward | Feel safe after dark | Trust the council |
| --- | ---: | ---: |
| Abbey | 63 | 55 |
| Broomfield | 41 | 39 |
| Netherby | 49 | 45 |

## Sailings, 2025/26

| Quarter | Ferry sailings | Passengers |
| --- | ---: | ---: |
| Q1 (April to June) | 210 | 9,100 |
| Q2 (July to September) | 260 | 12,400 |

## Spending on ferries against plan, £ thousand

| Item | Budget | Spent | Variance |
| --- | ---: | ---: | ---: |
| Fuel | 310 | 342 | 32 |
| Paint | 40 | 38 | (2) |

## Lighthouse visits

| Year | Lighthouse visits | Guides |
| --- | ---: | ---: |
| 2023 | 800 | 4 |
| 2024 | 1,000 | 5 |

## Swimmers, per cent

| Beach | Warned | Warned of jellyfish |
| --- | ---: | ---: |
| North | 20 | 4 |
| South | 30 | 9 |

## Ledger of the harbour office

| Nr | What | Bank | In | Out |
| --- | --- | --- | ---: | ---: |
| 1 | Gift of the Rope Guild for masts | Quay Bank | 55.10 | |
| 2 | Tar bought of the Pitch Works | Quay Bank | | 12.40 |

## Staff numbers by service

| Service | 2023/24 | 2024/25 |
| --- | ---: | ---: |
| Ferry staff | 100 | 110 |
| Museum staff | 8 | 12 |

## Keys and coins

| Thing | 2023/24 | 2024/25 |
| --- | ---: | ---: |
| Lighthouse keys lent | 40 | 30 |
| Coins found | 5 | 7 |

## Council tax in Uxmoor

| £ | Borough | Total bill |
| --- | ---: | ---: |
| Band | (2021/22) | (2021/22) |
| A | 100.50 | 1,200.00 |
| H | 301.50 | 3,600.00 |
"""


assistant = opened_over({"oxmoor.md": BUDGET})


@pytest.mark.parametrize(
    ("question", "rows", "notice"),
    [
        ("What is the budget for ferries in 2026/27?", ["Ferries"], "Under “2026/27” this row has 1,200."),
        ("How much is band D council tax in 2026/27?", ["Band D"], "Under “2026/27 £” this row has 215.67."),
        (
            "How much more does a band H household in Uxmoor pay in total than band A?",
            ["A", "H"],
            "“H” is 2,400.00 more than “A” under “Total bill (2021/22)”, worked out from the two rows.",
        ),
        ("How much did Oxmoor spend on fuel?", ["Fuel"], "Under “Spent” this row has 342. The table is headed “£ thousand”."),
        ("How far over budget was fuel?", ["Fuel"], "Under “Variance” this row has 32. The table is headed “£ thousand”."),
        ("How many lighthouse visits were there in 2024?", ["2024"], "Under “Lighthouse visits” this row has 1,000."),
        (
            "How did lighthouse visits change between 2023 and 2024?",
            ["2023", "2024"],
            "From 800 in “2023” to 1,000 in “2024” under “Lighthouse visits”: up by 200 (25.0 %), worked out from these two cells.",
        ),
        (
            "On which beach were the most swimmers warned?",
            ["South"],
            "Of the 2 figures under “Warned” that are no sums, the highest is 30: “South”.",
        ),
        (
            "What share of the net budget goes on parks?",
            ["Parks", "Net budget"],
            "640 of 2,600 under “2026/27” is 24.6 %, worked out from these two cells.",
        ),
        ("What is the total net budget of Oxmoor in 2025/26?", ["Net budget"], "Under “2025/26” this row has 2,500."),
        (
            "In which year were the lighthouse keys lent most?",
            ["Lighthouse keys lent"],
            "Of the 2 figures compared in this row, the highest is 40: “2023/24”.",
        ),
        (
            "Which service's staff numbers grew fastest?",
            ["Museum staff"],
            "Of the 2 changes in per cent between “2023/24” and “2024/25”, the highest is 50.0 %: “Museum staff”.",
        ),
        (
            "Which service's staff numbers grew most?",
            ["Ferry staff"],
            "Of the 2 differences between “2023/24” and “2024/25”, the highest is 10: “Ferry staff”.",
        ),
        (
            "Which quarter had the most ferry sailings in the second half of 2025/26?",
            ["Q2 (July to September)"],
            "Of the 2 figures under “Ferry sailings” that are no sums, the highest is 260: “Q2 (July to September)”.",
        ),
        ("How much was the gift of the Rope Guild?", ["1"], "Under “In” this row has 55.10."),
        (
            "What was the ratio of Abbey to Netherby on trust in the council?",
            ["Abbey", "Netherby"],
            "“Abbey” is 1.22 times “Netherby” under “Trust the council”, worked out from the two rows.",
        ),
        (
            "Was there a drop in the budget for parks between 2025/26 and 2026/27?",
            ["Parks"],
            "From 800 under “2025/26” to 640 under “2026/27”: down by 160 (20.0 %), worked out from these two cells.",
        ),
        (
            "How do Abbey and Netherby compare on trust in the council?",
            ["Abbey", "Netherby"],
            "“Abbey” is 10 more than “Netherby” under “Trust the council”, worked out from the two rows.",
        ),
        (
            "Which service has the largest budget in 2026/27?",
            ["Ferries"],
            "Of the 4 figures under “2026/27” that are no sums, the highest is 1,200: “Ferries”.",
        ),
        (
            "Which services are cut in the budget?",
            ["Parks", "Museums"],
            "Of the 4 figures under “Change” that are no sums, 2 are below 0.",
        ),
        (
            "In which wards do fewer than half feel safe after dark?",
            ["Broomfield", "Netherby"],
            "Of the 3 figures under “Feel safe after dark” that are no sums, 2 are below 50.",
        ),
        (
            "Which services cost more than £700,000 in 2026/27?",
            ["Ferries"],
            "Of the 4 figures under “2026/27” that are no sums, 1 is above 700.",
        ),
        (
            "Which two services have the largest budget in 2026/27?",
            ["Ferries", "Parks"],
            "Of the 4 figures under “2026/27” that are no sums, the 2 highest are 1,200 and 640: “Ferries” and “Parks”.",
        ),
        ("ferry sailings in Q2 2025/26", ["Q2 (July to September)"], "Under “Ferry sailings” this row has 260."),
        (
            "How many ferry sailings were there in the second quarter?",
            ["Q2 (July to September)"],
            "Under “Ferry sailings” this row has 260.",
        ),
        ("budget ferries 2026/27", ["Ferries"], "Under “2026/27” this row has 1,200."),
        (
            "Which area has the most who trust the council?",
            ["Abbey"],
            "Of the 3 figures under “Trust the council” that are no sums, the highest is 55: “Abbey”.",
        ),
        (
            "Which age group cycles the most?",
            ["Cycle at least weekly"],
            "Of the 3 figures compared in this row, the highest is 21: “16-24”.",
        ),
        (
            "What share of the net budget goes on museums in 2026/27?",
            ["Museums", "Net budget"],
            "310 of 2,600 under “2026/27” is 11.9 %, worked out from these two cells.",
        ),
        (
            "Which services are more than 30% of the net budget in 2026/27?",
            ["Ferries", "Net budget"],
            "Of the 4 figures under “2026/27” that are no sums, 1 is above 30 % of “Net budget”: 46.2 %, "
            "worked out from the cells.",
        ),
    ],
)
def test_the_rows_are_quoted_under_their_heads_and_what_was_compared_is_said(
    assistant: Assistant, question: str, rows: list[str], notice: str
) -> None:
    answer = assistant.ask(question)
    quotes = [citation.quote.strip("| ") for citation in answer.citations]
    assert (answer.status, [quote.split(" |")[0] for quote in quotes[2:]]) == ("answered", rows)
    assert answer.notice is not None
    assert answer.notice.removesuffix(" The table is headed “£000”.") == notice
    for citation in answer.citations:
        assert assistant.document(citation.document).text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "question",
    [
        "How much is band H council tax in 2026/27?",
        "What was the budget for ferries in 2019/20?",
        "What percentage of residents in Thornley trust the council?",
        "Which ward has the most dwellings?",
        "Which ward is the cleanest?",
        "How many ferry sailings were there in the third quarter?",
        "Why are ferries dearer than before?",
    ],
)
def test_a_name_or_time_that_no_table_has_is_met_by_none(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not any("|" in citation.quote for citation in answer.citations)


WATER = """# Harbour Water: report of the year

Harbour Water is a company. It has its own reservoirs.

## Figures of the year

| Item | 2025 | 2026 |
| --- | ---: | ---: |
| State | 8 | 4 |
| Volunteer hours | 120 | 140 |
| Volunteers | 12 | 14 |
| Total water services | 3,028 | 2,884 |
| Lamps | $30 | $40 |
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("How many volunteers did Harbour Water have in 2026?", ["Volunteers"]),
        ("How many states does Harbour Water have?", []),  # "State" names none of a number of them
        ("How many people does Harbour Water serve?", []),  # "water" is the company's own name, and nobody is said to be served
        ("How many lamps did Harbour Water have in 2026?", []),  # a sum of money counts nothing
    ],
)
def test_a_row_that_only_bears_a_name_counts_nothing(tmp_path: Path, question: str, rows: list[str]) -> None:
    with assistant_over(tmp_path, {"harbour.md": WATER}) as assistant:
        (grid,) = grids(assistant.document("harbour.md"))
    wanted = wanted_of(question)
    told = wanted and told_by_tables.rows_told(wanted, grid, label_words("Harbour Water"))
    assert [row.line.label for row in told.rows] == rows if told else not rows


def test_a_row_under_heads_of_money_counts_nothing(tmp_path: Path) -> None:
    table = (
        "# Costs\n\n| Item | 2025 (£) | 2026 (£) |\n| --- | ---: | ---: |\n| Food bought | 29,150 | 35,200 |\n| Rent | 9 | 8 |\n"
    )
    with assistant_over(tmp_path, {"costs.md": table}) as assistant:
        (grid,) = grids(assistant.document("costs.md"))
    wanted = {q: wanted_of(q) for q in ("How many food parcels were given out in 2026?", "How much was food in 2026?")}
    told = {q: w and told_by_tables.rows_told(w, grid, label_words("Food parcels given")) for q, w in wanted.items()}
    assert [bool(each) for each in told.values()] == [False, True]


@pytest.mark.parametrize("message", ["strategy for ferries 2026", "summarise ferries 2026/27", "budget ferries"])
def test_a_few_words_name_a_cell_only_where_each_is_met_and_a_time_is_named(assistant: Assistant, message: str) -> None:
    assert "this row has" not in (assistant.ask(message).notice or "")


STATES = """# Harbour Water: report

UNITED STATES COMMISSION

The report is of the year.

## Revenue

| Class | 2025 | 2026 |
| --- | ---: | ---: |
| Residential | 700 | 800 |
| Industrial | 90 | 70 |
"""


def test_what_was_bought_is_no_cell() -> None:
    assert wanted_of("What did Elm spend on acquisitions in 2023?") and not wanted_of("What acquisitions did Elm make in 2023?")


def test_what_opens_a_document_does_not_say_of_what_its_rows_are(tmp_path: Path) -> None:
    with assistant_over(tmp_path, {"harbour.md": STATES}) as assistant:
        answers = [assistant.ask(f"Which {kind} brought Harbour Water the most revenue in 2026?") for kind in ("state", "class")]
    assert [bool(answer.notice and "highest" in answer.notice) for answer in answers] == [False, True]


@pytest.mark.parametrize("word", ["best", "slowest", "oldest"])
def test_a_word_of_which_a_figure_does_not_tell_the_way_asks_for_no_greatest(word: str) -> None:
    wanted = wanted_of(f"Which ferry is the {word} in 2026?")
    assert wanted is None or wanted.form == "cell"


ACCOUNTS = """# Harwich Ferry Trust: accounts

The trust keeps four ferries in Harwich. It has told the harbour of its plans for years.

## Average staff numbers by head count

| Grade | 2025 | 2026 |
| --- | ---: | ---: |
| Crew | 40 | 44 |
| Office | 11 | 12 |
| Total | 51 | 56 |

## Balance sheet (£ thousand, except per share data)

| Line | 2025 | 2026 |
| --- | ---: | ---: |
| Harwich quay | 700 | 710 |
| Creditors due within one year | (90) | (80) |
| Creditors due after more than one year | (300) | (280) |

## Income for the year 2026

| Line | Free funds | Bound funds | Total 2026 | Total 2025 |
| --- | ---: | ---: | ---: | ---: |
| Tolls | 5 | 4 | 9 | 7 |
| Ropes | 2 | 1 | 3 | 4 |
| Net losses/gains on ropes | (3) | - | (3) | 8 |

## Grants paid, £

| Recipient | 2026 |
| --- | ---: |
| Deal Rowing Club Oars for beginners | 1,900 |
| Dover Law Centre A solicitor for seafarers | 7,300 |

## Berths

| Berth | Asked for | Share let |
| --- | ---: | ---: |
| Old pier | 64 | 22% |
| New pier | 91 | 32% |
| All | 155 | 54% |
"""
accounts = opened_over({"harwich-ferry-trust.md": ACCOUNTS})


@pytest.mark.parametrize(
    ("question", "row", "notice"),
    [
        ("How many staff did the Harwich Ferry Trust employ on average in 2026?", "Total", "Under “2026” this row has 56."),
        (
            "What creditors of the Harwich Ferry Trust fell due after more than one year in 2026?",
            "Creditors due after more than one year",
            "Under “2026” this row has (280). The table is headed “£ thousand, except per share data”.",
        ),
        (
            "How much did the Dover Law Centre receive?",
            "Dover Law Centre A solicitor for seafarers",
            "Under “2026” this row has 7,300.",
        ),
        ("What share of the old pier is let?", "Old pier", "Under “Share let” this row has 22%."),
    ],
)
def test_a_row_of_accounts_is_told_with_its_unit(accounts: Assistant, question: str, row: str, notice: str | None) -> None:
    answer = accounts.ask(question)
    assert (answer.status, answer.notice) == ("answered", notice)
    assert answer.citations[-1].quote.strip("| ").split(" |")[0] == row


BUDGET = """# Whitby Borough: budget

The borough keeps the piers of Whitby and the roads to them. It sets its budget in March.

## Spending on services (£000)

| Service | 2025 | 2026 |
| --- | ---: | ---: |
| Roads | 840 | 815 |
| Homes | 520 | 690 |
| Parks | 300 | 310 |

## Works on buildings and land (£000)

| Scheme | 2025 | 2026 |
| --- | ---: | ---: |
| Roads | 620 | 745 |
| Homes | 230 | 410 |
| Harbour | 50 | 40 |
"""
budget = opened_over({"whitby-budget.md": BUDGET})


@pytest.mark.parametrize(
    ("question", "rows", "notice"),
    [
        (
            "How much does Whitby spend on roads in 2026?",
            2,
            "Several tables have a row of this name, with other figures; each is quoted.",
        ),
        ("Whitby parks budget 2026", 1, "Under “2026” this row has 310. The table is headed “£000”."),
    ],
)
def test_rows_of_one_name_in_two_tables_are_both_told(budget: Assistant, question: str, rows: int, notice: str) -> None:
    answer = budget.ask(question)
    assert answer.notice == notice
    assert sum(line.startswith(("| Roads", "| Parks")) for line in answer.text.split("\n")) == rows
