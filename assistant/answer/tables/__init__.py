"""Answers that tables give: the rows and cells that are asked for, and what is worked out from them.

Tables of any kind: ``asked_of_tables`` (what is asked), ``columns`` and ``label_match`` (where it stands), ``told_by_tables`` (the
answer). Accounts: ``accounts`` (names of line items), ``asked_of_accounts``, ``told_by_accounts``, ``headcount``, ``auditor``. For
both: ``documents`` (whose tables), ``arithmetic`` and ``ratio`` (what is worked out), ``best_told`` (which of them tells it).
"""
