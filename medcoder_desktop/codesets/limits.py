"""How much a code-set file may be before it is refused: several times what is published."""

from __future__ import annotations

LARGEST_FILE = 600 * 1024 * 1024
"""Bytes of one file, unpacked. A quarter's procedure pairs are some 60 MB."""

MOST_MEMBERS = 200
"""Files inside an archive and the archives inside it; official downloads hold a dozen."""

MOST_UNPACKED = 2 * LARGEST_FILE
"""Bytes of all files of an archive together, unpacked."""

DEEPEST_ARCHIVE = 3
"""Archives inside one another; the coverage database nests two."""

HIGHEST_RATIO = 200
"""Unpacked to packed bytes; fixed-width lists reach 40."""

RATIO_MATTERS_FROM = 16 * 1024 * 1024
"""Unpacked bytes from which the ratio is looked at."""

LONGEST_LINE = 1_000_000
"""Characters of one line of text; policies put whole paragraphs into a cell."""

HEAD = 64 * 1024
"""Bytes at the beginning of a file that tell what it is."""
