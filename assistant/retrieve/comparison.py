"""Many vectors, ready to be compared with one at a time: at rest as 8-bit integers, and compared as such.

A matrix that never changes is laid out once for the processor's integer instructions, as a graph of one operator (ONNX Runtime,
MatMulInteger), and then read at the speed of memory: a quarter of what 32-bit floats take. The vector that they are compared
with is split into two pieces of seven bits, a coarse one and what it leaves, so the products are those of the floats to five
digits. Seven bits, because processors without VNNI add products in 16 bits, which eight would overflow.

Where they are many, half of the width is compared first, that in which they differ most (their principal axes: Jolliffe 2002,
chapter 1, about the origin), and those that come out best are compared in full.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int8]
    Floats = NDArray[np.float32]

LARGEST = 63  # of a piece of seven bits
SELDOM = 10  # comparisons that take as long without graphs as making them, or less
AT_ONCE = 4096  # rows that are turned into floats in one go
BLOCK = 16_384  # rows of a graph: while it is made it takes five times their space; up to here they are compared in full
AXES = 192  # of the 384 of all-MiniLM-L6-v2
CHOSEN = 5  # times as many as are asked for; of the hundred nearest of 100 thousand this misses 0.25 %, of the ten nearest none
SAMPLE = 8192  # rows that the axes are found from
SPAN = 64  # values of which the largest is found first


class Comparison:
    """Compare the rows of ``integers``, (vectors, width), each times its scale, with a vector. Safe to share between threads.

    The graphs are made when they are asked for, or the eleventh time anything is compared: while a corpus is being added to, few
    questions are asked before it is another one.
    """

    def __init__(self, integers: Integers, scales: Floats) -> None:
        self._integers = integers
        self._scales = scales
        self._making = threading.Lock()
        self._asked = 0
        self._axes: Floats | None = None
        self._blocks: list[_Block] = []

    def make_ready(self) -> None:
        """Make the graphs. About 4 ms for a thousand vectors."""
        with self._making:
            number = len(self._integers)
            if number > BLOCK and self._axes is None:
                self._axes = _axes(self._integers[:: number // SAMPLE + 1], self._scales[:: number // SAMPLE + 1])
            if not self._blocks:
                parts = [slice(first, first + BLOCK) for first in range(0, number, BLOCK)]
                self._blocks = [_Block(self._integers[part], self._scales[part], self._axes) for part in parts]

    def nearest(self, vector: Floats, limit: int) -> tuple[NDArray[np.intp], Floats]:
        """Return the numbers of the ``limit`` rows whose product with a vector is largest, in no order, and the products.

        These are the cosines where both have length one. There are more where the last are equal.
        """
        import numpy as np

        if self._asked >= SELDOM:
            self.make_ready()
        self._asked += 1
        blocks, axes = self._blocks, self._axes  # in this order: the axes are there before the blocks
        rows, products = np.arange(len(self._integers)), None
        if blocks:
            asked = _split(vector if axes is None else vector @ axes)
            products = np.concatenate([block.products(*asked) for block in blocks])
            if axes is not None:
                rows, products = _largest(products, CHOSEN * limit), None
        if products is None:
            products = self._in_full(rows, vector)
        best = _largest(products, limit)
        return rows[best], products[best]

    def _in_full(self, rows: NDArray[np.intp], vector: Floats) -> Floats:
        import numpy as np

        parts = [rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE)]
        products = [self._integers[part].astype(np.float32) @ vector * self._scales[part] for part in parts]
        return np.concatenate(products) if products else np.zeros(0, np.float32)


class _Block:
    """Some of the rows, laid out for products with vectors that were split; along the axes, where these are given."""

    def __init__(self, integers: Integers, scales: Floats, axes: Floats | None) -> None:
        import numpy as np

        self._scales: Floats | float = scales
        if axes is not None:
            along = integers.astype(np.float32) @ axes * scales[:, None]
            self._scales = float(np.abs(along).max()) / 127 or 1.0
            integers = np.rint(along / self._scales).astype(np.int8)
        self._graph = _graph(integers)

    def products(self, pieces: NDArray[np.uint8], shares: Floats) -> Floats:
        import numpy as np

        products: Floats = shares @ self._graph.run(None, {"pieces": pieces})[0].astype(np.float32) * self._scales
        return products


def _axes(integers: Integers, scales: Floats) -> Floats:
    """Return the directions along which vectors differ most, (width, AXES), from a sample of them."""
    import numpy as np

    sample = integers.astype(np.float32) * scales[:, None]
    axes: Floats = np.linalg.eigh(sample.T @ sample)[1][:, -AXES:]
    return np.ascontiguousarray(axes)


def _largest(values: Floats, limit: int) -> NDArray[np.intp]:
    """Return where the ``limit`` largest values stand, in no order; more where the last of them are equal.

    The least of as many largest of their spans is a bound that few others reach: finding it takes a fifth of partitioning all.
    """
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


def _graph(integers: Integers) -> Any:
    """Return a session that multiplies two rows of shifted integers with each row of a matrix, on one core."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper
    from onnxruntime import InferenceSession, SessionOptions

    number, width = integers.shape
    constants = [
        numpy_helper.from_array(np.ascontiguousarray(integers.T), "vectors"),
        numpy_helper.from_array(np.array(LARGEST, np.uint8), "shift"),
    ]
    asked = helper.make_tensor_value_info("pieces", TensorProto.UINT8, [2, width])
    found = helper.make_tensor_value_info("products", TensorProto.INT32, [2, number])
    product = helper.make_node("MatMulInteger", ["pieces", "vectors", "shift"], ["products"])
    body = helper.make_graph([product], "comparison", [asked], [found], constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    options = SessionOptions()
    options.intra_op_num_threads = 1
    return InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
