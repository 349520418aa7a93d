"""What is kept: the catalog, the vectors that follow it, and the record of what was asked.

``catalog`` is the one source of truth, over ``transactions``, ``schema`` and ``rows``, on one of two kinds of ``database``;
``blocks`` and ``opened`` keep opening a document quick, ``quick_list`` lists them without it. ``index`` holds the vectors,
``index_sync`` lets them follow, ``index_config`` says how they are made. ``duplicates``, ``relations`` and ``versions`` tell
copies and editions. ``records`` holds what was asked, and ``gaps`` what could not be answered. ``lock``, ``read_only``,
``moved_folder`` and ``durable`` are about the data folder itself.
"""
