"""Random documents for property tests: any text, any layout, furniture and page breaks between."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.types import Document, Locator, Role, Segment

WORDS = st.one_of(
    st.sampled_from(
        "the budget rose. fell! Why? Dr. U.S. e.g. 3.5 £1,200 2019-2020 exam-\nple"
        " well-\n known soft\u00adhyphen “Yes.” (see [3]) naïve"
        " 水 Ñandú \U0001f41d \u00ad \u2010 … .... ; , - END.\nThe next: one\r\x85two\u2028three".split(" ")
    ),
    st.text(min_size=1, max_size=12),
    st.text(alphabet="ab0 .\n-\u00ad水", min_size=1, max_size=30),
)
ROLES: list[Role] = ["heading", "paragraph", "item", "row", "caption", "turn", "furniture", "front_matter"]


@st.composite
def documents(draw: st.DrawFn, max_blocks: int = 8, dense: bool = False) -> Document:
    """Draw a document whose segments stand in order with only white space between them, as readers promise."""
    text, segments, page = draw(st.sampled_from(["", "\n", "  "])), [], 1
    for _ in range(draw(st.integers(1, max_blocks))):
        role = draw(st.sampled_from(ROLES))
        body = draw(st.sampled_from(["", " ", "\n"])).join(draw(st.lists(WORDS, min_size=1, max_size=25)))
        if dense:
            body *= draw(st.sampled_from([1, 1, 5, 40]))
        if not body.strip():
            body = "x" + body
        page += draw(st.sampled_from([0, 0, 1]))
        place = Locator(
            page=page if draw(st.booleans()) else None,
            heading=("Findings",) if role != "heading" else (body.strip()[:40],),
            speaker=draw(st.sampled_from([None, "Ada"])) if role in ("caption", "turn") else None,
        )
        segments.append(Segment(len(text), len(text) + len(body), role, place))
        text += body + draw(st.sampled_from(["\n", "\n\n", " ", "\f"]))
    return Document(text, tuple(segments), title="Annual report", id="reports/a b.pdf", sha256="0" * 64)


def body_characters(document: Document) -> set[int]:
    """Return the offsets of the characters of the body that are not white space."""
    return {i for s in document.segments if s.is_body for i in range(s.start, s.end) if not document.text[i].isspace()}
