"""Notes saved as web pages are read; sign-in pages, error pages and other XML are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcoder_desktop.domain.errors import MedCoderError
from medcoder_desktop.records.recognise import read_record

NOTE = "<p>Patient: Beispiel, Testa DOB: 02/11/1968</p><p>No growth.</p>"


def read(folder: Path, content: str) -> str:
    path = folder / "page.html"
    path.write_text(content, encoding="utf-8")
    record = read_record(path)
    assert record.kind == "HTML document"
    return record.documents[0][1]


def refusal(folder: Path, content: str) -> str:
    with pytest.raises(MedCoderError) as refused:
        read(folder, content)
    return refused.value.message_id


@pytest.mark.parametrize(
    "title",
    [
        "Progress Note - MRN 10045823",
        "Office visit: Refractive error",
        "Visit 04152026 Blog in",
        "Visit 404",
        "MRN: 404",
        "Medication error, follow-up",
        "Inborn error of metabolism not found",
        "",
    ],
)
def test_a_note_is_read_whatever_numbers_and_words_its_title_has(
    tmp_path: Path, title: str
) -> None:
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{NOTE}</body></html>"
    assert read(tmp_path, page).endswith("No growth.")


@pytest.mark.parametrize(
    "title",
    [
        "Sign in",
        "Log In | My Portal",
        "Patient portal - Login Page",
        "Sign in to Cedar Clinic",
        "404 Not Found",
        "Error 404 (Not Found)!!1",
        "403 - Forbidden: Access is denied.",
        "500 Internal Server Error",
        "Error",
        "Session expired",
        "Page not found",
    ],
)
def test_a_page_whose_title_is_only_about_signing_in_or_an_error_is_refused(
    tmp_path: Path, title: str
) -> None:
    words = "<p>Cedar Clinic welcomes you and your family to its pages, always, day and night.</p>"
    page = f"<html><head><title>{title}</title></head><body>{words}</body></html>"
    assert refusal(tmp_path, page) == "record.web_page"


@pytest.mark.parametrize(
    "body",
    [
        f"{NOTE}<form><input name=x type=password></form>",
        "Your session has expired. Please log in again.",
        "Access denied",
    ],
)
def test_a_page_that_asks_for_a_password_or_only_says_no_is_refused(
    tmp_path: Path, body: str
) -> None:
    assert refusal(tmp_path, f"<html><body>{body}</body></html>") == "record.web_page"


@pytest.mark.parametrize(
    "piece",
    [
        f"<div>{NOTE}</div>",
        NOTE,
        f"<!-- saved --><table><tr><td>{NOTE}</td></tr></table>",
        f"<B>{NOTE}</B>",
        f'<div xmlns="http://www.w3.org/1999/xhtml">{NOTE}</div>',
        f"<title>Visit</title>{NOTE}",
    ],
)
def test_a_piece_of_a_page_is_read_as_a_page(tmp_path: Path, piece: str) -> None:
    assert "Patient: Beispiel, Testa" in read(tmp_path, piece)


@pytest.mark.parametrize(
    "xml",
    [
        '<?xml version="1.0"?><div><p>x</p></div>',
        '<table xmlns="urn:stock"><p/></table>',
        "<table><row>1</row></table>",
        '<w:p xmlns:w="urn:word"><w:t>x</w:t></w:p>',
        "<section><entry>x</entry></section>",
    ],
)
def test_other_xml_is_not_mistaken_for_a_page(tmp_path: Path, xml: str) -> None:
    assert refusal(tmp_path, xml) == "record.other_xml"
