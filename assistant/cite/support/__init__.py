"""Whether a sentence is supported by the passages it cites, without a model: ``judge`` gives a ``Verdict``.

``judgement`` decides; ``quote`` finds the same words, ``statements`` parts a sentence that says several things, ``frames`` and
``windows`` take texts apart (with ``words``), ``comparison`` lays claim and source side by side, ``checks``,
``roles`` and ``alignment`` (over the ``backbone`` of shared words) find what differs, ``lexicon`` is the English they know.
Standard library only.
"""

from __future__ import annotations

from assistant.cite.support.judgement import SAME_WORDS, Verdict, judge, mismatches

__all__ = ["SAME_WORDS", "Verdict", "judge", "mismatches"]
