"""Rows among quoted words are drawn as a table."""

from __future__ import annotations

import pytest

from assistant.viewer.tables import quote_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain & simple.", "Plain &amp; simple."),
        ("| <b> | 41 |", '<div class="table"><table><tr><td>&lt;b&gt;</td><td class="figure">41</td></tr></table></div>'),
        (
            "Lead:\n| Port | Depth |\n|---|---|\n| A | 2 m |\nEnd.",
            'Lead:<div class="table"><table><tr><th>Port</th><th class="figure">Depth</th></tr><tr><td>A</td>'
            '<td class="figure">2 m</td></tr></table></div>End.',
        ),
        (
            "Port | Depth\nA | 2 m",
            '<div class="table"><table><tr><th>Port</th><th class="figure">Depth</th></tr><tr><td>A</td>'
            '<td class="figure">2 m</td></tr></table></div>',
        ),
        (
            "A | 2 m\nB | 3 m",
            '<div class="table"><table><tr><td>A</td><td class="figure">2 m</td></tr><tr><td>B</td>'
            '<td class="figure">3 m</td></tr></table></div>',
        ),
        (
            "Net sales of the group | 1,200 | (30) | none\nRent | — | 4 % | 7",
            '<div class="table"><table><tr><td class="long">Net sales of the group</td><td class="figure">1,200</td>'
            '<td class="figure">(30)</td><td>none</td></tr><tr><td>Rent</td><td class="figure">—</td><td class="figure">4 %</td>'
            "<td>7</td></tr></table></div>",
        ),
        ("kept\u00a0together\u00a0by the file", "kept together by the file"),
        ("|---|", ""),
    ],
)
def test_quoted_words_are_drawn_with_their_tables(text: str, html: str) -> None:
    assert quote_html(text) == html
