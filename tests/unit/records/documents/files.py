"""Small invented documents as word processors and printers write them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "PROGRESS NOTE",
    "Patient: Beispiel, Testa    DOB: 02/11/1968    MRN: CH-20001",
    "Date of service: 03/14/2026",
    "ASSESSMENT",
    "Type 2 diabetes with neuropathy.",
)
_WORD_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def pdf(*pages: tuple[str, ...], password: str = "") -> bytes:
    """A PDF with a text layer; a page without lines is like a scan."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True, encrypt=password or None)
    for lines in pages:
        for place, line in enumerate(lines):
            canvas.drawString(72, 720 - 18 * place, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def rtf(*lines: str) -> bytes:
    """An RTF document with a picture in it."""
    picture = "{\\pict\\pngblip " + "89504e47" * 200 + "}"
    return ("{\\rtf1\\ansi\\ansicpg1252 " + "\\par ".join(lines) + picture + "}").encode("cp1252")


def docx(body: str, placed: bytes = b"", /, **parts: str) -> bytes:
    """A Word document with this body and further parts, such as ``header1`` or ``footnotes``.

    Args:
        placed: A document of another format, referred to as ``chunk``.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f"<w:document {_WORD_NAMES}><w:body>{body}</w:body></w:document>",
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:part {_WORD_NAMES}>{content}</w:part>")
        archive.writestr("word/chunk.dat", placed)
        targets = '<Relationship Id="chunk" Target="/word/chunk.dat"/>' + "".join(
            f'<Relationship Id="{name}" Target="{name}.xml"/>'
            for name in parts
            if name[-1].isdigit()
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{targets}</Relationships>"
        )
    return stream.getvalue()


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    return f"<w:p>{properties}<w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def text_box(words: str) -> str:
    """A text box of a Word document, written twice for old and new versions of Word."""
    boxed = f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{boxed}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{boxed}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def picture(kind: str, pages: int) -> bytes:
    """A scan of some pages, each with a black bar at another height."""
    frames = []
    for number in range(pages):
        frame = Image.new("L", (170, 220), 255)
        frame.paste(0, (20, 20 + 30 * number, 150, 30 + 30 * number))
        frames.append(frame)
    packed = io.BytesIO()
    more = {"save_all": True, "append_images": frames[1:]} if pages > 1 else {}
    frames[0].save(packed, kind, dpi=(20, 20), **more)
    return packed.getvalue()
