"""Answers that tables give: the rows and cells that are asked for, and what is worked out from them.

Tables of any kind: ``asked_of_tables`` (what is asked), ``columns`` (where it stands), ``told_by_tables`` (the
answer), ``table_rows`` (its rows, and those of the same name elsewhere). Accounts: ``accounts`` (names of line items),
``asked_of_accounts``, ``account_rows`` (which rows name them), ``told_by_accounts``, ``companies`` and ``of_companies`` (whose
accounts), ``told_once`` (who audits, how many are employed). For both: ``documents`` (whose tables), ``best_told`` (which of them
tells it).

What is worked out: ``arithmetic`` (differences, shares, the greatest), ``ratio`` (measures of accounts, with ``cost_of_sales``
and inventories in parts), ``several_years`` (averages and totals over them), and a formula that the question gives:
``by_formula`` (which it is, and its rows), ``formula`` (reads and works it out). ``row_figures`` says what the
figures of a row mean, ``figure_form`` in which form they are wanted, ``said_over`` what is said over a row besides its cell.
"""
