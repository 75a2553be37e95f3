"""The window: what a coder sees, on Qt."""
