"""Many vectors, ready to be compared with one at a time: at rest as 8-bit integers, and compared as such.

A matrix that never changes is laid out once for the processor's integer instructions, as a graph of one operator (ONNX Runtime,
MatMulInteger), and then read at the speed of memory: a quarter of what 32-bit floats take. The vector that they are compared
with is split into two pieces of seven bits, a coarse one and what it leaves, so the products are those of the floats to five
digits. Seven bits, because processors without VNNI add products in 16 bits, which eight would overflow.

Where they are many, half of the width is compared first, that in which they differ most (their principal axes: Jolliffe 2002,
chapter 1, about the origin), with the coarse piece alone, and those that come out best are compared in full.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int8]
    Floats = NDArray[np.float32]

LARGEST = 63  # of a piece of seven bits
SELDOM = 10  # comparisons that take as long without graphs as making them, or less
SMALL = 2048  # rows that are compared in a third of a millisecond as they are, where the first graph costs thirty to make
AT_ONCE = 4096  # rows that are turned into floats in one go
BLOCK = 16_384  # rows of a graph: while it is made it takes five times their space; up to here they are compared in full
AXES = 192  # of the 384 of all-MiniLM-L6-v2
CHOSEN = 5  # times as many as are asked for; of the hundred nearest of 100 thousand this misses 0.25 %, of the ten nearest none
SAMPLE = 8192  # rows that the axes are found from
SPAN = 64  # values of which the largest is found first


class Comparison:
    """Compare the rows of ``integers``, (vectors, width), each times its scale, with a vector. Safe to share between threads.

    The graphs are made when they are asked for, or the eleventh time anything is compared with more than a few rows: while a corpus
    is being added to, few questions are asked before it is another one.
    """

    def __init__(self, integers: Integers, scales: Floats) -> None:
        self._integers = integers
        self._scales = scales
        self._making = threading.Lock()
        self._asked = 0
        self._axes: Floats | None = None
        self._graphs: list[Any] = []

    def make_ready(self) -> None:
        """Make the graphs. About 4 ms for a thousand vectors."""
        import numpy as np

        with self._making:
            number = len(self._integers)
            if self._graphs or not number:
                return
            if number <= BLOCK:
                self._graphs = [_graph(self._integers, pieces=2)]
                return
            seen = slice(None, None, number // SAMPLE + 1)
            self._axes = axes = _axes(self._integers[seen].astype(np.float32) * self._scales[seen, None])
            graphs = []
            for first in range(0, number, BLOCK):
                part = slice(first, first + BLOCK)
                along = self._integers[part].astype(np.float32) @ axes * self._scales[part, None]
                graphs.append(_graph(np.rint(along).clip(-127, 127).astype(np.int8), pieces=1))
            self._graphs = graphs

    def nearest(self, vector: Floats, limit: int) -> tuple[NDArray[np.intp], Floats]:
        """Return the numbers of the ``limit`` rows whose product with a vector is largest, in no order, and the products.

        These are the cosines where both have length one. There are more where the last are equal.
        """
        import numpy as np

        if self._asked >= SELDOM and len(self._integers) > SMALL:
            self.make_ready()
        self._asked += 1
        graphs, axes = self._graphs, self._axes  # in this order: the axes are there before the graphs
        if graphs and axes is None:
            pieces, shares = _split(vector)
            products = shares @ _products(graphs, pieces).astype(np.float32) * self._scales
            best = _largest(products, limit)
            return best, products[best]
        rows = np.arange(len(self._integers))
        if axes is not None and graphs:
            rows = _largest(_products(graphs, _split(vector @ axes)[0][:1])[0], CHOSEN * limit)
        products = self._in_full(rows, vector)
        best = _largest(products, limit)
        return rows[best], products[best]

    def _in_full(self, rows: NDArray[np.intp], vector: Floats) -> Floats:
        import numpy as np

        parts = [rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE)]
        products = [self._integers[part].astype(np.float32) @ vector * self._scales[part] for part in parts]
        return np.concatenate(products) if products else np.zeros(0, np.float32)


def _axes(sample: Floats) -> Floats:
    """Return the directions along which vectors differ most, (width, AXES), so long that what lies along them spans 8 bits."""
    import numpy as np

    axes: Floats = np.linalg.eigh(sample.T @ sample)[1][:, -AXES:]
    return np.ascontiguousarray(axes * (127 / float(np.abs(sample @ axes).max() or 1.0)))


def _products(graphs: Sequence[Any], pieces: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Return what each piece of a vector makes with all rows, (pieces, rows)."""
    import numpy as np

    return np.concatenate([graph.run(None, {"pieces": pieces})[0] for graph in graphs], axis=1)


def _largest(values: NDArray[Any], limit: int) -> NDArray[np.intp]:
    """Return where the ``limit`` or more largest values stand, in no order, by a bound that the largest of their spans give."""
    import numpy as np

    if len(values) <= limit:
        return np.arange(len(values))
    of_spans = values[: len(values) // SPAN * SPAN].reshape(-1, SPAN).max(axis=1)
    bound = of_spans if len(of_spans) >= limit else values
    hits = np.flatnonzero(values >= np.partition(bound, -limit)[-limit])
    largest: NDArray[np.intp] = hits[values[hits] >= np.partition(values[hits], -limit)[-limit]]
    return largest


def _split(vector: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """Return a vector as two rows of integers, shifted to begin at 0, and what each is to be multiplied with."""
    import numpy as np

    coarse = float(np.abs(vector).max()) / LARGEST or 1.0
    fine = coarse / (2 * LARGEST)
    rounded = np.rint(vector / coarse)
    pieces = np.stack([rounded, np.rint((vector - rounded * coarse) / fine)])
    return (pieces + LARGEST).astype(np.uint8), np.array([coarse, fine], np.float32)


def _graph(integers: Integers, pieces: int) -> Any:
    """Return a session that multiplies so many rows of shifted integers with each row of a matrix, on one core."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    from assistant.models.graph import open_graph

    number, width = integers.shape
    constants = [
        numpy_helper.from_array(np.ascontiguousarray(integers.T), "vectors"),
        numpy_helper.from_array(np.array(LARGEST, np.uint8), "shift"),
    ]
    asked = helper.make_tensor_value_info("pieces", TensorProto.UINT8, [pieces, width])
    found = helper.make_tensor_value_info("products", TensorProto.INT32, [pieces, number])
    product = helper.make_node("MatMulInteger", ["pieces", "vectors", "shift"], ["products"])
    body = helper.make_graph([product], "comparison", [asked], [found], constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    return open_graph(model.SerializeToString())
