"""Whether a sentence is borne out by the passages it cites, told without a model: ``judge`` gives a ``Verdict``.

``judgement`` decides; ``frames`` takes texts apart (with ``words`` and ``quantities``), ``comparison`` lays claim and source
side by side, ``checks`` and ``roles`` find what differs, ``lexicon`` is the English they know. Standard library only.
"""

from __future__ import annotations

from assistant.support.judgement import Verdict, judge

__all__ = ["Verdict", "judge"]
