"""Keep a data folder well: look it over, mend it, put it in a safe place, make it anew."""
