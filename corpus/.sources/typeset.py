"""Set a report from Markdown-like text as PDF, the way a small think tank would publish it.

A source is a header of ``key: value`` lines between ``---`` lines and then blocks with an empty line between them:
``# `` and ``## `` headings, ``- `` and ``1. `` lists, ``> `` boxes, ``Table: caption`` followed by ``| a | b |`` rows,
``<<contents>>``, ``<<body>>`` (where arabic page numbers begin), ``<<page>>``, ``<<columns>>`` ... ``<<end>>``, and
paragraphs. ``*italic*`` and ``**bold**`` work everywhere.

Only the fonts that every PDF reader has are used and pages are not compressed, so that the bytes depend on nothing but the
source and the version of reportlab.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    ListFlowable,
    ListItem,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 4.6 * cm, 2.6 * cm, 3.0 * cm, 2.8 * cm
TEXT_WIDTH = WIDTH - LEFT - RIGHT
GREY = HexColor("#5b6470")
BREAKABLE = re.compile(r"\b([A-Za-z]{3,}?)(tions?|ments?|ness|ships?|tages?|ments?|cies|ences?|sions?|gether|tunity)\b")


def styles(accent: Color) -> dict[str, ParagraphStyle]:
    """Return the paragraph styles of a report in its accent colour."""
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=15.6, spaceAfter=8, allowWidows=0, allowOrphans=0)
    head = ParagraphStyle(
        "h1",
        fontName="Helvetica-Bold",
        fontSize=19,
        leading=23,
        spaceBefore=14,
        spaceAfter=10,
        keepWithNext=1,
        textColor=accent,
    )
    small = ParagraphStyle("small", parent=body, fontName="Helvetica", fontSize=8.6, leading=11.6, spaceAfter=0)
    return {
        "body": body,
        "narrow": ParagraphStyle("narrow", parent=body, fontSize=10, leading=13.4, spaceAfter=6),
        "item": ParagraphStyle("item", parent=body, spaceAfter=4),
        "h1": head,
        "h2": ParagraphStyle("h2", parent=head, fontSize=12.5, leading=16, spaceBefore=8, spaceAfter=4, keepWithNext=1),
        "box": ParagraphStyle("box", parent=body, fontName="Helvetica", fontSize=9.6, leading=13.6, spaceAfter=4),
        "caption": ParagraphStyle("caption", parent=small, fontName="Helvetica-Bold", textColor=accent, spaceAfter=4),
        "cell": small,
        "cellhead": ParagraphStyle("cellhead", parent=small, fontName="Helvetica-Bold", textColor=white),
        "title": ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=31, leading=36, textColor=white),
        "subtitle": ParagraphStyle("subtitle", fontName="Helvetica", fontSize=14.5, leading=20, textColor=white),
    }


def inline(text: str) -> str:
    """Turn the inline marks of a source into reportlab's, and offer hyphenation points in long words."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
    return BREAKABLE.sub("\\1\u00ad\\2", text)


def read_source(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the header and the blocks of a source."""
    _, head, body = text.split("---\n", 2)
    header = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return header, [block.strip("\n") for block in re.split(r"\n{2,}", body.strip())]


class Report(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """The page frames, running heads, page labels, outline and contents of one report."""

    def __init__(self, target: Path, header: dict[str, str], front_sheets: int) -> None:
        super().__init__(
            str(target),
            pagesize=A4,
            title=header["title"],
            author="Sample corpus",
            subject=f"{header['source']} This document is a summary written for this project.",
            keywords=f"report, {header['date']}, {header['url']}",
            creator="corpus/.sources/build.py",
            lang="en-GB",
            pageCompression=0,
            invariant=1,
        )
        self.header, self.front_sheets = header, front_sheets
        self.accent = HexColor(header["accent"])
        text = Frame(LEFT, BOTTOM, TEXT_WIDTH, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
        half = (TEXT_WIDTH + 1.6 * cm - 0.8 * cm) / 2
        columns = [Frame(LEFT - 1.6 * cm + i * (half + 0.8 * cm), BOTTOM, half, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0) for i in (0, 1)]
        cover = Frame(2.6 * cm, 8 * cm, WIDTH - 5.2 * cm, HEIGHT - 13 * cm, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("cover", [cover], onPage=self.draw_cover),
                PageTemplate("text", [text], onPage=self.draw_page),
                PageTemplate("columns", columns, onPage=self.draw_page),
            ]
        )

    def label(self, sheet: int) -> str:
        """Return the printed label of a sheet counted from 1."""
        return ("i", "ii", "iii", "iv", "v", "vi")[sheet - 1] if sheet <= self.front_sheets else str(sheet - self.front_sheets)

    def draw_cover(self, canvas: Any, doc: Any) -> None:
        canvas.addPageLabel(0, "ROMAN_LOWER", 1)
        canvas.addPageLabel(self.front_sheets, "ARABIC", 1)
        canvas.showOutline()
        canvas.setFillColor(self.accent)
        canvas.rect(0, 5.2 * cm, WIDTH, HEIGHT - 5.2 * cm, stroke=0, fill=1)
        canvas.setFillColor(HexColor(self.header["light"]))
        canvas.rect(0, 4.6 * cm, WIDTH, 0.6 * cm, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.rect(2.6 * cm, HEIGHT - 4.2 * cm, 1.6 * cm, 0.18 * cm, stroke=0, fill=1)
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica", 10.5)
        canvas.drawString(2.6 * cm, 3.2 * cm, f"Sample corpus   |   {self.header['edition']}")

    def draw_page(self, canvas: Any, doc: Any) -> None:
        canvas.setStrokeColor(self.accent)
        canvas.setLineWidth(0.8)
        canvas.line(LEFT - 1.6 * cm, HEIGHT - 2.2 * cm, WIDTH - RIGHT, HEIGHT - 2.2 * cm)
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica", 8.4)
        canvas.drawString(LEFT - 1.6 * cm, HEIGHT - 1.95 * cm, self.header["short"])
        canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 1.95 * cm, "Sample corpus")
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawRightString(WIDTH - RIGHT, 1.6 * cm, self.label(doc.page))

    def afterFlowable(self, flowable: Flowable) -> None:
        level = {"h1": 0, "h2": 1}.get(getattr(getattr(flowable, "style", None), "name", ""))
        if level is None or getattr(flowable, "unlisted", False):
            return
        text = flowable.getPlainText().replace("\u00ad", "")
        key = f"h{self.page}-{re.sub(r'[^a-z]+', '-', text.lower())}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level, closed=False)
        if level == 0 or self.page > self.front_sheets:
            self.notify("TOCEntry", (level, text, self.page, key))


def table(block: str, style: dict[str, ParagraphStyle], accent: Color, light: Color) -> Flowable:
    """Set "Table: caption" and its rows; the first row is the head."""
    caption, *lines = block.splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    cells = [[Paragraph(inline(c), style["cellhead" if n == 0 else "cell"]) for c in row] for n, row in enumerate(rows)]
    longest = [max(len(row[i]) for row in rows) ** 0.6 for i in range(len(rows[0]))]
    grid = Table(cells, colWidths=[TEXT_WIDTH * part / sum(longest) for part in longest], repeatRows=1)
    look = [
        ("BACKGROUND", (0, 0), (-1, 0), accent),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, GREY),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, light]),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    grid.setStyle(TableStyle(look))
    return KeepTogether([Spacer(1, 4), Paragraph(inline(caption.removeprefix("Table: ")), style["caption"]), grid, Spacer(1, 14)])


def box(block: str, style: dict[str, ParagraphStyle], accent: Color, light: Color) -> Flowable:
    """Set a tinted box; its lines begin with "> "."""
    lines = [line.removeprefix(">").strip() for line in block.splitlines()]
    cell = [Paragraph(inline(line), style["box"]) for line in lines if line]
    grid = Table([[cell]], colWidths=[TEXT_WIDTH])
    look = [
        ("BACKGROUND", (0, 0), (-1, -1), light),
        ("LINEBEFORE", (0, 0), (0, -1), 3, accent),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
    ]
    grid.setStyle(TableStyle([*look, ("TOPPADDING", (0, 0), (-1, -1), 8), ("BOTTOMPADDING", (0, 0), (-1, -1), 6)]))
    return KeepTogether([Spacer(1, 4), grid, Spacer(1, 12)])


def listing(block: str, style: ParagraphStyle) -> Flowable:
    """Set a bulleted or numbered list."""
    numbered = block[0].isdigit()
    items = [re.sub(r"^(- |\d+\. )", "", line) for line in re.split(r"\n(?=- |\d+\. )", block)]
    return ListFlowable(
        [ListItem(Paragraph(inline(item), style)) for item in items],
        bulletType="1" if numbered else "bullet",
        bulletFormat="%s." if numbered else None,
        start=None if numbered else "\u2022",
        bulletFontName="Times-Roman",
        bulletFontSize=11,
        leftIndent=18,
    )


def contents(report: Report) -> Flowable:
    """Return the table of contents, whose page numbers are the printed labels."""
    level = ParagraphStyle("toc0", fontName="Helvetica-Bold", fontSize=10, leading=18)
    return TableOfContents(
        levelStyles=[level, ParagraphStyle("toc1", parent=level, fontName="Helvetica", leftIndent=14, leading=15)],
        formatter=report.label,
    )


def story(report: Report, blocks: list[str]) -> list[Flowable]:
    """Turn the blocks of a source into what reportlab lays out."""
    light = HexColor(report.header["light"])
    style = styles(report.accent)
    flow: list[Flowable] = [
        Paragraph(inline(report.header["title"]), style["title"]),
        Spacer(1, 20),
        Paragraph(inline(report.header["subtitle"]), style["subtitle"]),
        NextPageTemplate("text"),
        PageBreak(),
    ]
    text = style["body"]
    for block in blocks:
        if block in ("<<body>>", "<<page>>"):
            flow.append(PageBreak())
        elif block == "<<contents>>":
            flow.append(contents(report))
        elif block == "<<columns>>":
            flow += [NextPageTemplate("columns"), PageBreak()]
            text = style["narrow"]
        elif block == "<<end>>":
            flow += [NextPageTemplate("text"), PageBreak()]
            text = style["body"]
        elif block.startswith("#"):
            hashes, words = block.split(" ", 1)
            flow.append(Paragraph(inline(words), style[f"h{len(hashes)}"]))
            flow[-1].unlisted = words == "Contents"
        elif block.startswith("Table: "):
            flow.append(table(block, style, report.accent, light))
        elif block.startswith("> "):
            flow.append(box(block, style, report.accent, light))
        elif re.match(r"- |\d+\. ", block):
            flow += [listing(block, style["item"]), Spacer(1, 6)]
        else:
            flow.append(Paragraph(inline(block), text))
    return flow


def typeset(source: str, target: Path) -> None:
    """Write the report described by ``source`` to ``target`` as PDF."""
    header, blocks = read_source(source)
    # The cover is the first sheet; each <<page>> before <<body>> begins another one.
    front_sheets = 2 + blocks[: blocks.index("<<body>>")].count("<<page>>")
    report = Report(target, header, front_sheets)
    report.multiBuild(story(report, blocks))
