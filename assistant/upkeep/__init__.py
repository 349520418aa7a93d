"""Keep a data folder well. Check it (``doctor``), repair it (``repair``), save it (``backup``), rebuild its index (``reindex``)."""
