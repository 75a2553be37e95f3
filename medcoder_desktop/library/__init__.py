"""The built code library: releases side by side, lookup on a date, the book, search."""
