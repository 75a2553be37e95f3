"""Search: words and their context in, ranked codes with reasons out."""

from medcoder_desktop.library.search.searcher import Searcher

__all__ = ["Searcher"]
