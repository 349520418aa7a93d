"""all-MiniLM-L6-v2 as an ONNX graph, built from its published weights.

sentence-transformers runs this model through PyTorch, which takes seconds to import and leaves half of a small
processor idle. The same arithmetic as one ONNX graph starts in a fraction of a second and runs several times faster:

1. read the tensors of ``model.safetensors`` (BERT encoder, Devlin et al. 2019, section 3; six layers of width 384);
2. write them out as a graph: embeddings, six transformer layers, the mean over the real tokens, unit length;
3. store the matrices as 8-bit integers, one scale for each column (dynamic quantisation, Zafrir et al. 2019).

Weights use seven of the eight bits. Processors without VNNI add products in 16 bits, which eight would overflow, so with
seven every machine computes the same integers.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from onnx import ModelProto

OPSET = 24
RUNTIME = "com.microsoft"  # the operators that ONNX Runtime adds to the standard
HEADS = 12
EPSILON = 1e-12  # of layer normalisation, from the model's config.json


def write_encoder(weights: Path, target: Path) -> None:
    """Build the graph from ``weights`` (safetensors) and write it to ``target``, at once or not at all. Raises OSError."""
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        partial.write_bytes(graph_of(weights))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def graph_of(weights: Path) -> bytes:
    """Build the graph from ``weights`` (safetensors)."""
    from safetensors.numpy import load_file

    graph: bytes = build_graph(load_file(weights)).SerializeToString()
    return graph


def build_graph(tensors: Mapping[str, np.ndarray]) -> ModelProto:
    """Return the encoder as an ONNX model: ``input_ids`` and ``attention_mask`` (batch, length) to ``embedding`` (batch, 384)."""
    from onnx import TensorProto, checker, helper

    graph = _Graph(tensors)
    hidden, lengths = _embed(graph), graph.op("ReduceSum", "attention_mask", graph.constant([1]), keepdims=0)
    layers = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layer."))
    for layer in range(layers):
        hidden = _transformer_layer(graph, f"encoder.layer.{layer}", hidden, lengths)
    _mean_of_real_tokens(graph, hidden)
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask")]
    width = tensors["embeddings.word_embeddings.weight"].shape[1]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", width])
    body = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", ids, [output], graph.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME, 1)]
    model = helper.make_model(body, opset_imports=opsets, ir_version=10)
    checker.check_model(model)
    return model


class _Graph:
    """A graph in the making: each call of an operator adds a node and returns the name of its output."""

    def __init__(self, tensors: Mapping[str, np.ndarray]) -> None:
        self.tensors = tensors
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def op(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        from onnx import helper

        name = output or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def quantised(self, value: str) -> tuple[str, str, str]:
        """Return a value as 8-bit integers, their scale and their zero, found anew for each batch."""
        from onnx import helper

        name = f"DynamicQuantizeLinear_{len(self.nodes)}"
        integers, scale, zero = names = (f"{name}_0", f"{name}_1", f"{name}_2")
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [value], list(names)))
        return integers, scale, zero

    def constant(self, value: Any, dtype: str = "int64") -> str:
        import numpy as np
        from onnx import numpy_helper

        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype=dtype, order="C"), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(self.tensors[name], "float32")

    def integers(self, matrix: np.ndarray, axis: int) -> tuple[str, str]:
        """Add a matrix as 7-bit integers and the scales, one for each row (``axis`` 0) or column (1), that turn them back."""
        import numpy as np

        scale = np.abs(matrix).max(axis=1 - axis, keepdims=axis == 0) / 63
        return self.constant(np.rint(matrix / scale), "int8"), self.constant(scale, "float32")

    def attention(self, value: str, lengths: str, *modules: str) -> str:
        """Return what each token takes from all that are real; its query, key and value are made of the same integers."""
        integers = self.quantised(value)
        joined = [self.product(integers, module) for module in modules]
        return self.op("Attention", *joined, "", "", "", lengths, q_num_heads=HEADS, kv_num_heads=HEADS)

    def linear(self, value: str, module: str) -> str:
        """Multiply by the transposed weights of a module, in integers; then add its bias."""
        return self.product(self.quantised(value), module)

    def product(self, quantised: tuple[str, str, str], module: str) -> str:
        """Return the product of what :meth:`quantised` returned and a module's weights, as floats, with its bias."""
        integers, value_scale, zero = quantised
        weights, weight_scale = self.integers(self.tensors[f"{module}.weight"].T, axis=1)
        bias = self.weight(f"{module}.bias")
        inputs = (integers, weights, value_scale, weight_scale, zero, "", bias)
        return self.op("MatMulIntegerToFloat", *inputs, domain=RUNTIME)

    def normalise(self, value: str, module: str) -> str:
        scale, shift = self.weight(f"{module}.weight"), self.weight(f"{module}.bias")
        return self.op("LayerNormalization", value, scale, shift, axis=-1, epsilon=EPSILON)


def _embed(graph: _Graph) -> str:
    """Sum the vectors of each word piece, of its position, and of the first (here the only) text."""
    length = graph.op("Shape", "input_ids", start=1, end=2)
    first_text = graph.constant(graph.tensors["embeddings.token_type_embeddings.weight"][0], "float32")
    integers, scales = graph.integers(graph.tensors["embeddings.word_embeddings.weight"], axis=0)
    rows = graph.op("Cast", graph.op("Gather", integers, "input_ids"), to=1)
    words = graph.op("Mul", rows, graph.op("Gather", scales, "input_ids"))
    positions = graph.op("Slice", graph.weight("embeddings.position_embeddings.weight"), graph.constant([0]), length)
    total = graph.op("Add", graph.op("Add", words, positions), first_text)
    return graph.normalise(total, "embeddings.LayerNorm")


def _transformer_layer(graph: _Graph, layer: str, hidden: str, lengths: str) -> str:
    """Attention over all tokens, then the feed-forward net, each with its residual sum and normalisation."""
    joined = graph.attention(hidden, lengths, *(f"{layer}.attention.self.{part}" for part in ("query", "key", "value")))
    attended = graph.op("Add", graph.linear(joined, f"{layer}.attention.output.dense"), hidden)
    hidden = graph.normalise(attended, f"{layer}.attention.output.LayerNorm")
    inner = graph.op("Gelu", graph.linear(hidden, f"{layer}.intermediate.dense"))
    outer = graph.op("Add", graph.linear(inner, f"{layer}.output.dense"), hidden)
    return graph.normalise(outer, f"{layer}.output.LayerNorm")


def _mean_of_real_tokens(graph: _Graph, hidden: str) -> str:
    """Average the token vectors, padding left out, and scale the mean to length one (Reimers and Gurevych 2019, section 3)."""
    real = graph.op("Cast", graph.op("Unsqueeze", "attention_mask", graph.constant([1])), to=1)
    total = graph.op("Squeeze", graph.op("MatMul", real, hidden), graph.constant([1]))
    return graph.op("LpNormalization", total, output="embedding", axis=-1, p=2)
