"""What is a web page or a piece of one, and which pages are no notes."""

from __future__ import annotations

import re
from html import unescape

from medcoder_desktop.records.signatures import xml_root

_XHTML = "http://www.w3.org/1999/xhtml"
_WHOLE = frozenset(["html", "head", "body"])
_PIECES = frozenset(
    ["div", "p", "span", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "b", "i", "u",
     "em", "strong", "font", "center", "br", "hr", "meta", "blockquote"]
)  # fmt: skip
_PIECES_IN_COMPANY = frozenset(
    ["table", "section", "article", "title", "style", "form", "header", "main", "dl", "a", "img"]
)
"""Names that other XML uses, too, so that they count beside others of HTML alone."""
_OF_HTML = re.compile(
    r"<(?:p|br|tr|td|div|span|h[1-6]|body|ul|ol|b|input|dt)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_NAMESPACE = re.compile(r"\sxmlns\s*=\s*[\"']([^\"']*)")
_LOOKED_AT = 65_536
_PASSWORD = re.compile(r"<input\b[^<>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_TITLE = re.compile(r"<title(?:\s[^<>]*)?>([^<]{1,300})</title", re.IGNORECASE)
_TITLE_PARTS = re.compile(r"[|–—·:]|\s-\s")
_WORD = re.compile(r"[^\W_]+")
_SIGN_IN = re.compile(
    r"\b(?:(?:sign|log)(?: ?in| ?on)|not found|session (?:has )?expired|timed out|timeout|denied"
    r"|forbidden|unauthori[sz]ed|unavailable|server error|bad (?:gateway|request)|[45]\d\d)\b"
)
_ERROR = re.compile(r"error|this page isn t working|problem loading page")
_SIGN_IN_TO = re.compile(r"(?:please )?(?:sign|log) ?(?:in|on) to\b.{1,60}")
_FILLING = frozenset(
    ["a", "again", "an", "access", "account", "and", "application", "bad", "bin", "code",
     "continue", "denied", "directory", "email", "error", "expired", "file", "forbidden",
     "forgot", "found", "gateway", "has", "http", "in", "internal", "invalid", "is", "isn",
     "it", "loading", "log", "login", "logon", "me", "must", "name", "no", "not", "occurred",
     "of", "on", "or", "out", "page", "password", "permission", "please", "problem",
     "remember", "request", "requested", "required", "runtime", "server", "service", "session",
     "sign", "signin", "status", "t", "temporarily", "the", "this", "time", "timed", "timeout",
     "to", "unauthorised", "unauthorized", "unavailable", "url", "user", "username", "was",
     "web", "website", "working", "you", "your"]
)  # fmt: skip
"""Words of which sign-in and error pages are made; a note has others, too."""
_FEWEST_WORDS = 12
"""A shorter page is looked at whole."""


def is_page(content: str) -> bool:
    """Whether a text is a web page or a piece of one, rather than other XML."""
    root = xml_root(content)
    if root is None:
        return False
    name, attributes = root[0].lower(), root[1]
    if name in _WHOLE:
        return True
    start = content[:_LOOKED_AT]
    if namespace := _NAMESPACE.search(attributes):
        return namespace[1] == _XHTML
    if start.lstrip("\ufeff \t\r\n").startswith("<?xml") or _has_prefix(start, root[0]):
        return False
    return name in _PIECES or (
        name in _PIECES_IN_COMPANY and _OF_HTML.search(start, len(root[0])) is not None
    )


def is_no_note(content: str, text: str) -> bool:
    """Whether a page is one to sign in at or about an error, saved in place of a record.

    It asks for a password, or its title or its few words say nothing else.

    Args:
        text: The words of the page.
    """
    title = _TITLE.search(content[:_LOOKED_AT])
    if _PASSWORD.search(content) or (title and _says_so(unescape(title[1]))):
        return True
    return len(text.split()) < _FEWEST_WORDS and _only_says_so(text)


def _says_so(title: str) -> bool:
    """``404 Not Found``, ``Sign in | Portal``; an error of the eye is none."""
    parts = _TITLE_PARTS.split(title)
    # a number beside other words may be anybody's
    return _only_says_so(title) or any(
        _only_says_so(part) and _SIGN_IN.search(_plain(part)) and not part.strip().isdigit()
        for part in parts
    )


def _only_says_so(words: str) -> bool:
    plain = _plain(words)
    if _SIGN_IN_TO.fullmatch(plain):
        return True
    says = _SIGN_IN.search(plain) or _ERROR.search(plain)
    return bool(says) and all(
        word in _FILLING or re.fullmatch(r"[45]\d\d|1", word) for word in plain.split()
    )


def _plain(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))


def _has_prefix(start: str, name: str) -> bool:
    """Whether the outermost element belongs to a namespace by its prefix, such as ``w:p``."""
    return re.search(rf"<{re.escape(name)}[\s/>]", start) is None
