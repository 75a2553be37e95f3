"""E-mails and saved web pages are read for their words, and their attachments as files."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import InputError, MedCoderError
from medcoder_desktop.domain.imports import ImportedRecord
from medcoder_desktop.records.documents.mail import is_mail
from medcoder_desktop.records.incoming import Incoming, open_incoming
from medcoder_desktop.records.neighbours import NoNeighbours
from medcoder_desktop.records.recognise import files_within, read_incoming, read_record
from medcoder_desktop.services.reading import read_files
from tests.unit.records.documents.files import LINES, docx, paragraph, pdf

PAGE = "<html><body><p>Patient: Beispiel, Testa DOB: 02/11/1968</p><p>{}</p></body></html>"


def message(words: str = "", page: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Renée Beispiel <renee@example.com>"
    mail["Date"] = "Thu, 12 Mar 2026 10:00:00 -0600"
    mail["Subject"] = "Outside records"
    mail.set_content(words)
    if page:
        mail.add_alternative(page, subtype="html")
    return mail


def saved(folder: Path, mail: EmailMessage | bytes) -> Path:
    path = folder / "mail.eml"
    path.write_bytes(mail if isinstance(mail, bytes) else bytes(mail))
    return path


def read_all(path: Path) -> dict[str, ImportedRecord]:
    read = read_files([path], lambda *_: None)
    return {file.name: content for file, content in read if isinstance(content, ImportedRecord)}


def test_the_words_of_an_e_mail_are_a_note_below_who_sent_it(tmp_path: Path) -> None:
    record = read_record(saved(tmp_path, message("Patient: Beispiel, Testa\n\nNaïve to opioids.")))
    assert record.kind == "e-mail"
    assert record.documents[0][1] == (
        "From: Renée Beispiel <renee@example.com>\nSent: Thu, 12 Mar 2026 10:00:00 -0600\n"
        "Subject: Outside records\n\nPatient: Beispiel, Testa\n\nNaïve to opioids."
    )


def test_of_words_said_twice_the_page_is_read(tmp_path: Path) -> None:
    mail = message("See the page.", PAGE.format("CKD=3b"))
    ((_, text),) = read_record(saved(tmp_path, mail)).documents
    assert "CKD=3b" in text
    assert "See the page" not in text


def test_what_is_attached_to_an_e_mail_is_read_like_files(tmp_path: Path) -> None:
    mail = message("Two letters.")
    mail.add_attachment(pdf(LINES), maintype="application", subtype="pdf", filename="letter.pdf")
    letter = docx("".join(map(paragraph, LINES)))
    mail.add_attachment(
        letter, maintype="application", subtype="octet-stream", filename="../../étude.docx"
    )
    mail.add_attachment(b"seal", maintype="application", subtype="pkcs7-signature")
    read = read_all(saved(tmp_path, mail))
    assert [record.kind for record in read.values()] == [
        "e-mail",
        "PDF document",
        "Word document",
    ]
    assert list(read) == ["mail.eml", "letter.pdf", "étude.docx"]
    assert not read["mail.eml"].skipped


def test_an_e_mail_that_is_only_a_file_is_that_file(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "records"
    mail.set_content(pdf(LINES), maintype="application", subtype="pdf")
    read = read_all(saved(tmp_path, mail))
    assert [record.kind for record in read.values()] == ["PDF document"]


def test_a_forwarded_e_mail_is_read_and_its_own_attachments_are_told(tmp_path: Path) -> None:
    inner = message("Inner words of the letter.")
    inner.add_attachment(b"x", maintype="image", subtype="png", filename="scan.png")
    outer = message("See below.")
    outer.add_attachment(inner)
    read = read_all(saved(tmp_path, outer))
    forwarded = read["attachment 1.eml"]
    assert "Inner words" in forwarded.documents[0][1]
    assert "scan.png" in forwarded.skipped[0]


def test_attachments_of_the_same_name_are_told_apart_and_pictures_in_the_words_are_told(
    tmp_path: Path,
) -> None:
    mail = message("Two letters.")
    for number in range(2):
        mail.add_attachment(f"Letter {number}", filename="letter.txt")
    assert list(read_all(saved(tmp_path, mail))) == ["mail.eml", "letter.txt", "2 letter.txt"]
    drawn = message()
    drawn.set_content(PAGE.format("See picture"), subtype="html")
    drawn.add_related(b"x", "image", "png", cid="<1>")
    outer = EmailMessage()
    outer["Message-ID"] = "<1@example.com>"
    outer.make_mixed()
    outer.attach(drawn)
    assert "Pictures" in read_record(saved(tmp_path, outer)).skipped[0]


def test_an_e_mail_of_attachments_inside_another_file_says_what_to_do(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Message-ID"] = "<1@example.com>"
    mail.set_content(pdf(LINES), maintype="application", subtype="pdf")
    with pytest.raises(InputError) as refused:
        read_incoming(open_incoming(saved(tmp_path, mail)))
    assert refused.value.message_id == "record.mail_nested"


def test_a_web_page_saved_in_one_file_is_read_as_the_page(tmp_path: Path) -> None:
    mhtml = (
        b"From: <Saved by Browser>\r\nSubject: Visit\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
        b'Content-Type: text/html; charset="windows-1252"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        + PAGE.format("Caf=E9, CKD=3D3b").encode()
        + b"\r\n--B\r\nContent-Type: image/png\r\nContent-Location: logo.png\r\n\r\nx\r\n--B--\r\n"
    )
    path = saved(tmp_path, mhtml)
    assert files_within(open_incoming(path)) is None
    record = read_record(path)
    assert record.kind == "saved web page"
    assert record.documents[0][1] == (
        "Subject: Visit\n\nPatient: Beispiel, Testa DOB: 02/11/1968\n\nCafé, CKD=3b"
    )


def test_a_saved_sign_in_page_and_an_empty_e_mail_are_refused(tmp_path: Path) -> None:
    page = "<html><head><title>Sign in</title></head><body>Welcome to the clinic</body></html>"
    for mail, message_id in ((message("x", page), "record.web_page"), (message(), "record.empty")):
        with pytest.raises(MedCoderError) as refused:
            read_record(saved(tmp_path, mail))
        assert refused.value.message_id == message_id


@pytest.mark.parametrize(
    "note",
    [
        "Date: 03/12/2026\nFrom: Dr. Beispiel\nSubject: knee\n\nMIME-Version: 1.0",
        "Progress note\nMessage-ID: <x>\n\nSeen today.",
        "From: Dr. Beispiel",
    ],
)
def test_a_note_with_fields_of_its_own_is_no_e_mail(note: str) -> None:
    assert not is_mail(note.encode())


def test_an_e_mail_of_endless_parts_is_read_at_once() -> None:
    head = b"MIME-Version: 1.0\n"
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
        for level in range(2_000)
    )
    with pytest.raises(InputError):
        read_incoming(Incoming("deep.eml", NoNeighbours(), head + parts + b"\nwords\n"))
