"""The months by their English names, in order: no locale of the machine has a say in them."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
