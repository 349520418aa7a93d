"""A model of natural language inference, which says whether a text entails a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.errors import ModelUnavailable

NLI = "nli:"
"""Before the name of a model of natural language inference, a cross-encoder that sentence-transformers can open."""


def open_entailment(name: str) -> Callable[[str, str], bool]:
    """Return what says whether a text entails a sentence, by the likeliest label of a cross-encoder. Raises ModelUnavailable."""
    from sentence_transformers import CrossEncoder

    try:
        model: Any = CrossEncoder(name)
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"the NLI model {name!r} cannot be opened: {error}") from error
    labels = {str(label).casefold(): int(index) for index, label in model.config.id2label.items()}
    if "entailment" not in labels:
        raise ModelUnavailable(f"the model {name!r} has no label 'entailment', only {', '.join(labels)}")
    return lambda text, sentence: int(model.predict([(text, sentence)])[0].argmax()) == labels["entailment"]
