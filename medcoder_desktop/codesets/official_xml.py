"""XML lists as their publishers write them: no document type, no entities, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from lxml import etree

from medcoder_desktop.codesets.source import SourceFile
from medcoder_desktop.domain.errors import EnvironmentError_, InputError

_BLOCK = 256 * 1024
_BEGINNINGS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe<", b"\xfe\xff\x00<")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a list of NCHS begins.

    Attributes:
        root: Name of the root element.
        version: The fiscal year, as the list says it.
        title: The title of an index; empty for a table and for the tabular list.
        headings: Those of a table's columns, from left to right; empty for the others.
    """

    root: str
    version: str
    title: str
    headings: tuple[str, ...]


@contextmanager
def damage_told(file: SourceFile) -> Iterator[None]:
    """Turn whatever lxml raises about a file into the sentence that names file and line.

    Raises:
        InputError: The file is no XML, or is damaged.
        EnvironmentError_: The file cannot be opened.
    """
    try:
        yield
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in file.head:  # its entities may be what the parser would not follow
            raise InputError("codeset.doctype", file=file.label) from None
        raise InputError("codeset.not_xml", file=file.label, line=error.lineno or 1) from None
    except OSError as error:
        if error.errno is not None:
            raise EnvironmentError_("codeset.not_opened", file=file.label) from error
        # What lxml raises for bytes that its encoding does not know, without a line.
        raise InputError("codeset.not_xml", file=file.label, line=1) from None
    except LookupError:  # an encoding that does not exist
        raise InputError("codeset.not_xml", file=file.label, line=1) from None


def refuse_document_type(file: SourceFile, tree: etree._ElementTree) -> None:
    """Refuse a file that declares a document type: official lists never do.

    Raises:
        InputError: It does.
    """
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise InputError("codeset.doctype", file=file.label)


def parsed(file: SourceFile) -> etree._Element:
    """The root element of the whole file.

    Raises:
        InputError: The file is no XML, is damaged, or declares a document type.
        EnvironmentError_: The file cannot be opened.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    with damage_told(file), file.path.open("rb") as opened:
        tree = etree.parse(opened, parser)
    refuse_document_type(file, tree)
    return tree.getroot()


def events_of(file: SourceFile, tags: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
    """``start`` and ``end`` of the elements named, as the file is read block by block.

    The caller clears elements it is done with.

    Raises:
        InputError: The file is no XML, is damaged, or declares a document type.
        EnvironmentError_: The file cannot be opened.
    """
    parser = _pull_parser(tags)
    checked = False
    with damage_told(file), file.path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            damage: etree.XMLSyntaxError | None = None
            try:
                parser.feed(block)
            except etree.XMLSyntaxError as error:
                damage = error
            # What was read before the damage comes first: it may be refused for a reason.
            for event, element in _read(parser):
                if not checked:
                    refuse_document_type(file, element.getroottree())
                    checked = True
                yield event, element
            if damage is not None:
                raise damage
        try:
            parser.close()
        except etree.XMLSyntaxError:
            # Damage that ended the events quietly; reading the whole tells its line.
            parsed(file)
            raise


def opening_of(file: SourceFile) -> Opening | None:
    """What the beginning of the file says of it; None when it is no XML."""
    if file.is_archive or not file.head.lstrip().startswith(_BEGINNINGS):
        return None
    parser = _pull_parser(None)
    with suppress(etree.XMLSyntaxError, LookupError):
        parser.feed(file.head)
    for _, root in _read(parser):
        heads = root.iterfind("indexHeading/head")
        return Opening(
            str(root.tag),
            folded(root.find("version")),
            folded(root.find("title")),
            tuple(folded(head) for head in heads),
        )
    return None


def folded(element: etree._Element | None) -> str:
    """All text of an element with white space folded to single blanks; empty for none."""
    if element is None:
        return ""
    text = "".join(str(part) for part in element.itertext()) if len(element) else element.text
    return " ".join((text or "").split())


def _read(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    for event, element in parser.read_events():
        if isinstance(element, etree._Element):  # noqa: SLF001 - what lxml calls its elements
            yield str(event), element


def _pull_parser(tags: tuple[str, ...] | None) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("start", "end"),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
