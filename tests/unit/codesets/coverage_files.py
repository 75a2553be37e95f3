"""A small invented download of the Medicare Coverage Database, nested as it is published."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

ARTICLES = {
    "article.csv": """\
article_id|article_version|article_type|title|article_pub_date|article_eff_date|article_end_date\
|description|status|last_updated|article_rev_end_date|date_retired|display_id
52001|17|6|Billing and Coding: Knee Scopes &amp; More||2024-10-01 00:00:00||<p>Long¶\ttext</p>|A\
|2026-09-14 08:30:00|||A52001
52002|3|6|Billing and Coding: Vitamin D||10/1/2020 0:00:00|2027-01-31 00:00:00||A\
|2026-09-21 00:00:00|2026-12-31 00:00:00||
""",
    "article_x_hcpc_code.csv": """\
article_id|article_version|hcpc_code_id|hcpc_code_version|hcpc_code_group|range|last_updated\
|long_description|short_description
52001|17|29877|1|1|N||Words of others|Words
52001|17|G0289|1|1|N||Words of others|Words
52001|17|29881|1|2|B||Words of others|Words
52001|16|20610|1|1|N||Words of others|Words
52002|3|82306|1|1|N||Words of others|Words
52002|3|82306|1|1|N||Words of others|Words
52002|3|XX000|1|2|N||Not Applicable|
""",
    "article_x_hcpc_code_group.csv": """\
article_id|article_version|hcpc_code_group|paragraph|last_updated
52001|17|1|<p>Bill&nbsp;one <b>side</b>.</p>¶<ul>¶\t<li>Left</li><li>Right &#8211; both</li></ul>|
""",
    "article_x_icd10_covered.csv": """\
article_id|article_version|icd10_code_id|icd10_code_version|icd10_covered_group|range|last_updated\
|sort_order|description|asterisk
52001|17|M23.200|32|1|B||1|Words|N
52001|17|M23.201|32|1|M||2|Words|Y
52001|17|M23202|32|1|E||3|Words|N
52001|17|S83.241A|32|2|N||1|Words|N
52001|16|M17.11|32|1|N||1|Words|N
52002|3|E55.9|32|1|N||1|Words|N
""",
    "article_x_icd10_covered_group.csv": """\
article_id|article_version|icd10_covered_group|paragraph|last_updated|icd10_covered_ast
52001|17|1|<!-- hidden --><p>Tears of a meniscus.</p><script>run()</script>||
""",
    "article_x_icd10_noncovered.csv": """\
article_id|article_version|icd10_code_id|icd10_code_version|icd10_noncovered_group|range\
|last_updated|sort_order|description
52001|17|M17.11|32|1|N||1|Words
52002|3|XX000|32||N||1|Not Applicable
52002|3|Z00.00|32||N||1|Words
""",
    "article_x_icd10_noncovered_group.csv": """\
article_id|article_version|icd10_noncovered_group|paragraph|last_updated
52001|17|1|<p>Not for worn joints.</p>|
""",
    "article_x_contractor.csv": """\
article_id|article_version|article_type|contractor_id|contractor_type_id|contractor_version\
|last_updated
52001|17|6|500|8|1|
52001|17|6|501|8|2|
52002|3|6|777|8|1|
""",
    "article_x_primary_jurisdiction.csv": """\
article_id|article_version|state_id|last_updated
52002|3|12|
""",
    "contractor.csv": """\
contractor_id|contractor_type_id|contractor_version|contractor_bus_name|contractor_number|state_id
500|8|1|Prairie Medicare Services|05101|7
501|8|2|Harbor  Medicare Services|05102|65
""",
    "contractor_jurisdiction.csv": """\
contractor_id|contractor_type_id|contractor_version|state_id|last_updated|active_date|term_date
500|8|1|7|||
500|8|1|12|||2019-01-01 00:00:00
501|8|2|65|||
""",
    "state_lookup.csv": """\
state_id|state_abbrev|description
7|CT|Connecticut
12|IL|Illinois
65|UN|New York - Upstate
""",
    "article_x_code_table.csv": """\
article_id|article_version|code_table_row|hcpc_code_id|long_description
52001|17|1|29877|Words of others
""",
    "article_related_documents.csv": """\
article_id|article_version|related_num|r_article_id|r_lcd_id|r_contractor_id
52001|17|1||33001|500
""",
}

LCDS = {
    "lcd.csv": """\
lcd_id|lcd_version|title|orig_det_eff_date|ent_det_end_date|rev_eff_date|rev_end_date|status\
|last_updated|display_id|date_retired
33001|44|Scopes of the Knee|2015-10-01 00:00:00||2025-04-01 00:00:00||A|2026-09-15|L33001|
""",
    "lcd_x_hcpc_code.csv": """\
lcd_id|lcd_version|hcpc_code_id|hcpc_code_version|hcpc_code_group|range|last_updated
33001|44|29877|1|1|N|
""",
    "lcd_x_hcpc_code_group.csv": """\
lcd_id|lcd_version|hcpc_code_group|paragraph|last_updated
""",
    "lcd_x_contractor.csv": """\
lcd_id|lcd_version|contractor_id|contractor_type_id|contractor_version|last_updated
33001|44|500|8|1|
""",
    **{name: ARTICLES[name] for name in ("contractor.csv", "contractor_jurisdiction.csv")},
    "state_lookup.csv": ARTICLES["state_lookup.csv"],
}


def quoted(table: str) -> str:
    """A table as published: every cell in quotes, with line ends (¶ here) and tabs in them."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows(line.replace("¶", "\n").split("|") for line in table.splitlines())
    return text.getvalue()


def written(folder: Path, tables: Mapping[str, str]) -> list[Path]:
    """The tables as files of their own."""
    folder.mkdir(exist_ok=True)
    paths = [folder / name for name in tables]
    for path in paths:
        path.write_text(quoted(tables[path.name]), encoding="cp1252", newline="")
    return paths


def download(path: Path, name: str, tables: Mapping[str, str]) -> Path:
    """The archive in the archive: ``current_article.zip`` around ``current_article_csv.zip``."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for table, text in tables.items():
            archive.writestr(table, quoted(text).encode("cp1252"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}_csv.zip", inner.getvalue())
        archive.writestr("readme_first.txt", "See the data dictionary.")
    return path
