"""Search and ask for other programs: HTTP and the Model Context Protocol."""
