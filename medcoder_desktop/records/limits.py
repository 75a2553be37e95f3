"""How much the readers take before they refuse: generous for records, small enough for a laptop."""

from __future__ import annotations

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of one file. A whole lifetime's chart with notes is some 30 MB."""

DEEPEST_JSON = 100
"""Objects and lists inside one another. FHIR resources seldom pass 15."""

LONGEST_TEXT = 4_000_000
"""Characters of one document, some 1,300 printed pages."""

LONGEST_LINE = 1_000
"""Characters of one field such as a name or title; what is longer is cut."""

LONGEST_VALUE = 300
"""Characters of one result; a longer one is a report and is kept as a document."""

MOST_PAGES = 2_000
"""Pages of one PDF; a whole paper chart has some hundreds."""

LARGEST_DOCUMENT_XML = 40 * 1024 * 1024
"""Bytes of the text of a Word document, unpacked; its pictures do not count."""

MOST_MEMBERS = 2_000
"""Files inside one zip archive."""

MOST_UNPACKED = LARGEST_FILE
"""Bytes of all files of a zip archive together, unpacked."""

HIGHEST_RATIO = 200
"""Unpacked to packed bytes of a member of a zip archive; real exports stay under 40."""

RATIO_MATTERS_FROM = 4 * 1024 * 1024
"""Unpacked bytes from which the ratio is looked at; small files of blanks pack well, too."""

MOST_PIXELS = 120_000_000
"""Pixels of one scanned page; a sheet of 11 by 17 inches at 600 dots an inch has 67 million."""
