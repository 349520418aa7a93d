"""Receipts name copies, newer editions and near copies, the same ones in whatever order the files were read."""

from __future__ import annotations

from itertools import permutations

import pytest

from assistant.store.relations import Kin, Relations, naming, packed_signature
from assistant.types import Document, Receipt

TEXT = " ".join(f"word{n} stands in line {n % 7}" for n in range(400))


REVISED = TEXT.replace("line 3", "row three").replace("line 5", "row five")  # half as alike as a near copy


def document(
    id_: str, text: str, sha: str = "", date: str | None = None, supersedes: str | None = None, title: str | None = None
) -> Document:
    metadata = {"supersedes": supersedes} if supersedes else {}
    likeness = packed_signature(text)
    return Document(text, (), id=id_, title=title, sha256=sha or id_, date=date, metadata=metadata, likeness=likeness)


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([document("a", TEXT, "1"), document("b", TEXT, "1")], {("b", "duplicate_of", "a")}),
        ([document("a", TEXT), document("b", TEXT + " and one more")], {("b", "nearly_same_as", "a")}),
        ([document("a", TEXT, date="2015-05"), document("b", TEXT + " and more", date="2013")], {("a", "newer_edition_of", "b")}),
        ([document("a", TEXT, date="2015-05"), document("b", TEXT + " more", date="2015")], {("b", "nearly_same_as", "a")}),
        ([document("a", "Something new.", supersedes="b"), document("b", TEXT)], {("a", "newer_edition_of", "b")}),
        (
            [document("plan-DRAFT.docx", REVISED), document("sent/Plan.pdf", TEXT)],
            {("sent/Plan.pdf", "newer_edition_of", "plan-DRAFT.docx")},
        ),
        ([document("plan v2.md", TEXT), document("plan_v10.md", REVISED)], {("plan_v10.md", "newer_edition_of", "plan v2.md")}),
        (
            [document("a", TEXT, date="2015", title="Draft plan"), document("b", REVISED, date="2014", title="The plan (final)")],
            set(),
        ),
        (
            [document("a", TEXT, date="2015", title="Draft plan"), document("b", REVISED, date="2014", title="Plan (final)")],
            {("b", "newer_edition_of", "a")},
        ),
        (
            [
                document("a", TEXT, date="2024-03-05", title="Draft minutes"),
                document("b", REVISED, date="2024-04-02", title="Minutes"),
            ],
            set(),
        ),
        (
            [
                document("a", TEXT, date="2024-03", title="Draft minutes"),
                document("b", REVISED, date="2024-03-05", title="Minutes"),
            ],
            {("b", "newer_edition_of", "a")},
        ),
        ([document("plan-draft.md", TEXT), document("plan.md", "Other words altogether, all of them.")], set()),
        ([document("a", "Other words altogether, all of them."), document("b", TEXT), document("c", "")], set()),
    ],
    ids=[
        "copy",
        "near copy",
        "later year",
        "same year",
        "supersedes",
        "draft",
        "number",
        "other title",
        "title",
        "minutes of another day",
        "minutes of that day",
        "unlike draft",
        "unlike",
    ],
)
def test_a_pair_is_named_in_one_receipt_in_whatever_order(documents: list[Document], expected: set[tuple[str, str, str]]) -> None:
    for order in permutations(documents):
        relations, found = Relations([]), set[tuple[str, str, str]]()
        for each in order:
            found |= set(relations.related(each))
            relations.add(each)
        assert found == expected
        assert set(Relations(map(Kin.of, order)).related(order[0])) <= expected  # also with what the catalog holds


def test_a_receipt_names_each_once() -> None:
    receipt = naming(naming(naming(Receipt(), "duplicate_of", "b"), "duplicate_of", "a"), "duplicate_of", "b")
    assert receipt == Receipt(duplicate_of=("a", "b"))
    assert Receipt.from_dict(receipt.to_dict()) == receipt
