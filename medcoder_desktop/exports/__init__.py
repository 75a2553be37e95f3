"""Writers of what leaves the program: claim files and printed pages."""
