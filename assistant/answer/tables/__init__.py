"""Answers that tables give: the rows and cells that are asked for, and what is worked out from them."""
