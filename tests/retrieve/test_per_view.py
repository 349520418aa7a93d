"""What is made of a view of the corpus is made once, and of another view anew."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.retrieve.named_documents import Titles
from assistant.retrieve.per_view import PerView
from assistant.store.rows import DocumentInfo


def info(id_: str, title: str) -> DocumentInfo:
    return DocumentInfo(id_, title, "report", None, (), None, None, None, {}, {}, None, 9, "ready", "0" * 64, f"/{id_}")


INFOS = {id_: info(id_, title) for id_, title in (("coventry.pdf", "Housing in Coventry"), ("wigan.pdf", "Housing in Wigan"))}


def test_titles_are_indexed_once_for_a_view_of_the_corpus() -> None:
    titles = PerView(Titles, 4)
    whole, part = titles.of(INFOS), titles.of({"wigan.pdf": INFOS["wigan.pdf"]})
    assert titles.of(dict(INFOS)) is whole and titles.of({"wigan.pdf": INFOS["wigan.pdf"]}) is part is not whole
    assert (whole.bearing_all(["hous"]), part.bearing_all(["hous"])) == ({"coventry.pdf", "wigan.pdf"}, {"wigan.pdf"})


def test_a_document_that_has_another_title_is_named_by_that() -> None:
    titles = PerView(Titles, 4)
    titles.of(INFOS)
    renamed = titles.of({**INFOS, "wigan.pdf": info("wigan.pdf", "Housing in Bolton")})
    assert (renamed.bearing("bolton"), renamed.bearing("coventri")) == ({"wigan.pdf"}, {"coventry.pdf"})


@pytest.mark.parametrize(("most", "made"), [(1, 3), (2, 2)])
def test_no_more_views_are_kept_than_that(most: int, made: int) -> None:
    seen: list[Mapping[str, DocumentInfo]] = []
    lately = PerView(seen.append, most)
    for infos in (INFOS, {}, INFOS):
        lately.of(infos)
    assert len(seen) == made
