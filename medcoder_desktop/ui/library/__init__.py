"""The code library page: the book of codes, and the releases it is made of."""
