"""XML from outside: nothing in it is resolved, fetched or unfolded."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.records.mended_xml import mended
from medcoder_desktop.records.wording import one_line


def parse_xml(raw: bytes, file: str) -> etree._Element:
    """The outermost element of a file.

    Letters that keep it from being well-formed, such as those of another encoding than it says or
    a bare ampersand, are mended.

    Args:
        file: Its name, for the sentence.

    Raises:
        InputError: It is no well-formed XML, nests too deep, or declares a document type: no
            record needs entities, and they can name files or swell to any size.
    """
    try:
        root = etree.fromstring(raw, strict_parser())
    except etree.XMLSyntaxError as error:
        again = _parse_mended(raw)
        if again is None:
            raise InputError("record.xml_damaged", file=file, line=error.lineno or 1) from error
        root = again
    document = root.getroottree().docinfo
    if document.internalDTD is not None or document.externalDTD is not None:
        raise InputError("record.xml_document_type", file=file)
    return root


def _parse_mended(raw: bytes) -> etree._Element | None:
    letters = mended(raw)
    if letters is None:
        return None
    try:
        return etree.fromstring(letters, strict_parser())
    except etree.XMLSyntaxError:
        return None


def strict_parser() -> etree.XMLParser:
    """A parser that wants well-formed XML and follows nothing that it names."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def inside(element: etree._Element | None, *path: str) -> Iterator[etree._Element]:
    """All elements at a path of local names, whatever their namespaces, in their order."""
    if element is None:
        return
    if not path:
        yield element
        return
    for child in element:
        if local_name(child) == path[0]:
            yield from inside(child, *path[1:])


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element at a path; None where there is none."""
    return next(inside(element, *path), None)


def attribute(element: etree._Element | None, name: str, *path: str) -> str:
    """An attribute of the first element at a path, as one line; empty where there is none."""
    found = first(element, *path)
    return "" if found is None else one_line(found.get(name) or "")


def any_attribute(element: etree._Element | None, name: str) -> str:
    """An attribute as it stands, whatever its namespace; empty where there is none."""
    for key, value in element.items() if element is not None else ():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def all_text(element: etree._Element) -> str:
    """All text inside an element, as it stands."""
    return "".join(str(part) for part in element.itertext())


def words_of(element: etree._Element | None, *path: str) -> str:
    """All text inside the first element at a path, as one line; empty where there is none."""
    found = first(element, *path)
    return "" if found is None else one_line(" ".join(all_text(found).split()))
