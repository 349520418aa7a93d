"""Measurements of the product as a whole, each behind one command: ``python -m benchmarks.NAME``.

Ours beside others: ``paired`` (the usual stack, which is ``plain``), ``peers``, ``older`` (an older processor). As it grows:
``growth``, ``memory``, ``cores``, ``accelerator``, on ``corpora`` of any size. In company: ``busy``, ``beside`` (a model that
writes), ``load`` (many browsers), ``shared`` (a catalog on PostgreSQL). ``install`` is a newcomer's wait; ``machine`` says where a
figure was taken.
"""
