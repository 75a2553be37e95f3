"""Documents: PDF, scans, Word, RTF, web pages, mail; their words and their pages."""
