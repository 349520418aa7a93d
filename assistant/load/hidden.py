"""Tell which print of a PDF page nobody can see: off the page, too small, or in the colour of the paper.

White or invisible print is usual in honest files too: white on a dark bar, and the invisible text that lies under the picture of
a scanned page. So where a line has such print, the page is drawn, and the line is hidden if its place has one colour only.
"""

from __future__ import annotations

from ctypes import c_float, c_uint, string_at
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.load.text_layer import Box

_SMALLEST_PRINT = 2.0  # points
_WHITE, _CLEAR = 240, 16  # of 255
_CONTRAST = 24  # of 255
_WIDEST_PICTURE = 1000  # pixels
_FILL_PAPER = 0xFFFFFFFF


class Sight:
    """What can be seen of one open page; it is drawn when a line asks for it, once."""

    def __init__(self, page: Any, textpage: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._page, self._textpage = pdfium, page, textpage
        self._width, self._height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        self._colours = tuple(c_uint() for _ in range(4))
        self._picture: tuple[bytes, int, int, int] | None = None
        self._scanned: bool | None = None

    def hidden(self, characters: tuple[int, ...], box: Box, size: float) -> str | None:
        """Say why a line cannot be seen, ``None`` if it can; ``characters`` are some of its characters, as pdfium numbers them."""
        if box.right <= 0 or box.left >= self._width or box.top <= 0 or box.bottom >= self._height:
            return "outside the page"
        if size < _SMALLEST_PRINT and box.top - box.bottom < _SMALLEST_PRINT:
            return "print of less than 2 points"
        reason = next((reason for number in characters if (reason := self._unseen(number))), None)
        return reason if reason and not self._has_ink(box) else None

    def _unseen(self, number: int) -> str | None:
        """Say what of a character's print may hide it."""
        pdfium, (red, green, blue, alpha) = self._pdfium, self._colours
        if pdfium.FPDFText_GetFillColor(self._textpage, number, red, green, blue, alpha):
            if min(red.value, green.value, blue.value) >= _WHITE:
                return "print in the colour of the paper"
            if alpha.value < _CLEAR:
                return "transparent print"
        printed = pdfium.FPDFText_GetTextObject(self._textpage, number)
        if printed and pdfium.FPDFTextObj_GetTextRenderMode(printed) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            return None if self._is_scan() else "invisible print"
        return None

    def _is_scan(self) -> bool:
        """Tell whether a picture covers half of the page, so that invisible print is its text."""
        if self._scanned is None:
            pdfium = self._pdfium
            found = (pdfium.FPDFPage_GetObject(self._page, i) for i in range(pdfium.FPDFPage_CountObjects(self._page)))
            covered = (self._covered(each) for each in found if pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_IMAGE)
            self._scanned = any(2 * area >= self._width * self._height for area in covered)
        return self._scanned

    def _covered(self, picture: Any) -> float:
        left, bottom, right, top = (c_float() for _ in range(4))
        self._pdfium.FPDFPageObj_GetBounds(picture, left, bottom, right, top)
        return (right.value - left.value) * (top.value - bottom.value)

    def _has_ink(self, box: Box) -> bool:
        """Tell whether a place of the drawn page has more than one colour."""
        if self._picture is None:
            self._picture = self._drawn()
        pixels, width, height, stride = self._picture
        across, down = width / self._width, height / self._height
        left, right = max(int(box.left * across) - 1, 0), min(int(box.right * across) + 2, width)
        top, bottom = max(int((self._height - box.top) * down) - 1, 0), min(int((self._height - box.bottom) * down) + 2, height)
        place = b"".join(pixels[y * stride + 4 * left : y * stride + 4 * right] for y in range(top, bottom))
        return any(max(colour) - min(colour) > _CONTRAST for colour in (place[0::4], place[1::4], place[2::4]) if colour)

    def _drawn(self) -> tuple[bytes, int, int, int]:
        pdfium = self._pdfium
        scale = min(1.0, _WIDEST_PICTURE / max(self._width, self._height, 1.0))
        width, height = max(int(self._width * scale), 1), max(int(self._height * scale), 1)
        bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _FILL_PAPER)
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, width, height, 0, 0)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            return string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height), width, height, stride
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
