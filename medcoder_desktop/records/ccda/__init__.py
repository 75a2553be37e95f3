"""C-CDA documents."""
