"""One reader for each official code-set file format."""
