"""Open graphs in ONNX Runtime, which sends events to its maker unless it is told not to before it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.models.quiet import stay_quiet

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def open_graph(model: str | bytes) -> InferenceSession:
    """Return a session of a graph, given by the path of its file or its bytes, that computes on one core."""
    stay_quiet()
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])
