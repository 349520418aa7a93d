"""Keep a data folder well.

Look it over (``doctor``), mend it (``repair``), put it in a safe place (``backup``), make its index anew (``reindex``).
"""
