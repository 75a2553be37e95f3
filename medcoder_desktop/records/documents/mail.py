"""E-mails and web pages saved in one file (MHTML): their words, and what is attached to them."""

from __future__ import annotations

import email.header
import email.message
import email.policy
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.decoding import decode_text
from medcoder_desktop.records.documents.rich_text import text_of_html
from medcoder_desktop.records.documents.web_pages import is_no_note
from medcoder_desktop.records.documents.written_text import left_out_of, one_below_other
from medcoder_desktop.records.incoming import Incoming
from medcoder_desktop.records.left_out import LeftOut
from medcoder_desktop.records.neighbours import FolderNeighbours, NoNeighbours
from medcoder_desktop.records.notes.text_note import read_note
from medcoder_desktop.records.wording import one_line, tidy_text

Part = email.message.Message

_HEAD = 16_384
_FIELD = re.compile(r"[!-9;-~]+:|[ \t]")
_SURELY_MAIL = re.compile(
    r"^(?:mime-version:|content-type:\s*[\w-]+/|message-id:\s*<|received:\s)",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = ("text/html", "text/plain")
_SEALS = frozenset(["application/pkcs7-signature", "application/x-pkcs7-signature",
                    "application/pgp-signature"])  # fmt: skip
_SAVED_BY = "<saved by"
_DEEPEST = 30
"""Parts within parts."""
_PROBLEMS = (ValueError, LookupError, TypeError, RecursionError)


@dataclass(slots=True)
class _Contents:
    """What an e-mail holds.

    Attributes:
        bodies: Its own words, part by part.
        attached: Files sent with it.
        pictures: Drawn within its words.
        is_page: Whether it is a web page saved in one file.
    """

    bodies: list[str] = field(default_factory=list)
    attached: list[Incoming] = field(default_factory=list)
    pictures: int = 0
    is_page: bool = False


def is_mail(raw: bytes) -> bool:
    """Whether a file begins as e-mails and MHTML do: fields of a header and nothing else."""
    head = raw[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n").decode("latin-1").replace("\r\n", "\n")
    head, blank, _ = head.partition("\n\n")
    lines = head.split("\n")
    fields = lines if blank else lines[:-1]
    return all(map(_FIELD.match, fields)) and _SURELY_MAIL.search(head) is not None


def files_of_mail(incoming: Incoming) -> tuple[Incoming, ...] | None:
    """The files attached to an e-mail, behind itself if it has words; None when none is.

    Raises:
        InputError: It is damaged.
    """
    if not is_mail(incoming.raw):
        return None
    contents, _ = _open(incoming)
    attached = tuple(contents.attached)
    if not attached:
        return None
    return (incoming, *attached) if contents.bodies else attached


def read_mail(incoming: Incoming) -> ImportedRecord:
    """Read the words of an e-mail or of a saved web page as a note.

    Attachments of an e-mail in a folder are files of their own; others are told.

    Raises:
        InputError: It is damaged, has no words, or is a page to sign in at.
    """
    contents, words = _open(incoming)
    if contents.attached and not contents.bodies:
        raise InputError("record.mail_nested", file=incoming.name)
    left_out = LeftOut()
    for each in () if isinstance(incoming.beside, FolderNeighbours) else contents.attached:
        left_out.count("left_out.mail_attachment", title=each.name.rpartition("/")[2])
    pictures = 0 if contents.is_page else contents.pictures
    told = (*left_out.sentences(), *left_out_of(0, pictures))
    kind = "saved web page" if contents.is_page else "e-mail"
    return read_note(incoming, words if contents.bodies else "", kind, told)


def words_of_mail(raw: bytes, file: str) -> str:
    """The words alone of an e-mail or of a web page saved in one file.

    Args:
        file: Name of the file in which it was found, for the sentence.

    Raises:
        InputError: It is damaged.
    """
    contents, _ = _open(Incoming(file, NoNeighbours(), raw))
    return one_below_other(*contents.bodies)


def _open(incoming: Incoming) -> tuple[_Contents, str]:
    """The contents of an e-mail, and its words below the fields of its header."""
    try:
        message = message_from_bytes(incoming.raw, policy=email.policy.compat32)
        contents = _Contents()
        _take(message, incoming.name, contents, 0)
        header = "\n".join(_header(message))
    except _PROBLEMS as problem:
        raise InputError("record.mail_damaged", file=incoming.name) from problem
    return contents, one_below_other(header, *contents.bodies)


def _take(part: Part, name: str, contents: _Contents, depth: int) -> None:
    kind = part.get_content_type()
    if depth > _DEEPEST:
        raise ValueError("parts nest too deep")
    if kind in _SEALS:
        return
    if part.is_multipart() and kind != "message/rfc822":
        inner = [each for each in part.get_payload() if isinstance(each, email.message.Message)]
        if kind == "multipart/alternative":
            inner = _best(inner)
        elif kind == "multipart/related":
            contents.is_page = contents.is_page or depth == 0
            everything, inner = inner, _first_page(part, inner)
            left = (each for each in everything if each not in inner)
            contents.pictures += sum(each.get_content_maintype() == "image" for each in left)
        for each in inner:
            _take(each, name, contents, depth + 1)
    elif kind in _WORDS and part.get_content_disposition() != "attachment":
        words = _words(part, name)
        contents.bodies += [words] if words else []
        contents.is_page = contents.is_page or (depth == 0 and part["Content-Location"] is not None)
    else:
        number = len(contents.attached) + 1
        file = one_line(f"{name}/{_file(part, number)}")
        if any(each.name == file for each in contents.attached):
            file = one_line(f"{name}/{number} {_file(part, number)}")
        contents.attached.append(Incoming(file, NoNeighbours(), _bytes(part)))


def _best(parts: list[Part]) -> list[Part]:
    """Of several ways to say the same, the last one known, which is the richest."""
    known = [each for each in parts if each.is_multipart() or each.get_content_type() in _WORDS]
    with_words = [each for each in known if each.is_multipart() or _bytes(each).strip()]
    return (with_words or known or parts)[-1:]


def _first_page(part: Part, inner: list[Part]) -> list[Part]:
    """The page itself; its pictures and styles are no attachments, files with a name are."""
    start = part.get_param("start")
    pages = [each for each in inner if start and each["Content-ID"] == start] or inner[:1]
    files = [each for each in inner if each.get_content_disposition() == "attachment"]
    return [*pages, *(each for each in files if each not in pages)]


def _words(part: Part, name: str) -> str:
    written = decode_text(_bytes(part), part.get_content_charset("")) or ""
    if part.get_content_type() == "text/plain":
        return tidy_text(written)
    text = text_of_html(written)
    if is_no_note(written, text):
        raise InputError("record.web_page", file=name)
    return text


def _bytes(part: Part) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):  # an e-mail that was forwarded
        return b"\n".join(each.as_bytes() for each in inner if isinstance(each, Part))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file(part: Part, number: int) -> str:
    """The name of an attachment, which may be anything, without a folder."""
    kind = part.get_content_type()
    named = _decoded(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    ending = ".eml" if kind == "message/rfc822" else mimetypes.guess_extension(kind) or ""
    return named or f"attachment {number}{ending}"


def _header(message: Part) -> Iterator[str]:
    sender = _decoded(str(message["From"] or ""))
    if sender and not sender.lower().startswith(_SAVED_BY):
        yield f"From: {sender}"
        if sent := message["Date"]:
            yield f"Sent: {_decoded(str(sent))}"
    if subject := message["Subject"]:
        yield f"Subject: {_decoded(str(subject))}"


def _decoded(value: str) -> str:
    try:
        return one_line(str(email.header.make_header(email.header.decode_header(value))))
    except _PROBLEMS:
        return one_line(value)
