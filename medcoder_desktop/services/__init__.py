"""Use cases: one method is one thing a coder does, in one transaction."""
