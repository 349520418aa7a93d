"""The variables that keep libraries from calling home and from getting in each other's way."""

from __future__ import annotations

import os

QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "ORT_DISABLE_TELEMETRY": "1",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",  # one of them sends what is validated to its maker; looking for them takes time too
    "TOKENIZERS_PARALLELISM": "false",
}
"""What keeps the libraries from calling home. Set by :func:`stay_quiet` before any of them is imported."""

ONE_CORE = {"OPENBLAS_NUM_THREADS": "1"}
"""A product that is worth a second core is not among ours, and two that wait for each other slow the embedder down."""


def stay_quiet() -> None:
    """Turn off the telemetry and hub look-ups of every library; a variable that the user has set is left alone."""
    for name, value in (QUIET | ONE_CORE).items():
        os.environ.setdefault(name, value)
