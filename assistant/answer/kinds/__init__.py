"""Answers to questions of a kind: on whole documents, on the talk itself, on two things or on several.

Whole documents: ``holdings`` (which are meant), ``named_within`` (by what stands in them), ``overview`` (summaries and listings),
``imprint`` (who wrote it, and when), ``named_kind`` (only the blogs). Bodies: ``offices`` (who chairs it), ``members`` (who sits on
it), ``decisions`` (what its meeting decided), ``seat`` (where it is). The talk itself: ``discussion``, ``speakers``, ``moments``,
``quotes``, ``objections``, ``beside`` (what comes next). Two things or several: ``comparison``, ``themes`` (what several say on a
theme), ``agreement`` (what each says of a fact), both ``under_titles``.
"""
