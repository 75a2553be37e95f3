"""A small index and two small tables of our own wording, in the layout NCHS publishes."""

from __future__ import annotations

from pathlib import Path

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<ICD10CM.index><version>2026</version>'

_INDEX = """<title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
<letter><title>C</title>
<mainTerm><title>Cough</title><code>R05.9</code>
 <term level="1"><title>chronic</title><code>R05.3</code></term></mainTerm>
</letter>
<letter><title>D</title>
<mainTerm><title>Diabetes<nemod>(sugar)</nemod></title><code>E11.9</code>
 <term level="1"><title>with</title>
  <term level="2"><title>numb feet</title><code>E11.42</code></term>
  <term level="2"><title>retinopathy</title><code>E11.31-</code></term></term>
 <term level="1"><title>memory loss in</title><code>G30.9</code><manif>F02.80</manif></term>
</mainTerm>
<mainTerm><title>Distress</title>
 <term level="1"><title>chest</title><see>Pain, chest</see></term></mainTerm>
</letter>
<letter><title>G</title>
<mainTerm><title>Growth</title><see>Neoplasm, lung</see></mainTerm>
</letter>
<letter><title>P</title>
<mainTerm><title>Pain<nemod>(any)</nemod></title><code>R52</code><seeAlso>Cough</seeAlso>
 <term level="1"><title>chest</title><code>R07.9</code></term>
 <term level="1"><title>elsewhere</title><seecat>R10</seecat></term></mainTerm>
</letter></ICD10CM.index>
"""

_EXTERNAL = """<title>ICD-10-CM EXTERNAL CAUSE OF INJURIES INDEX</title>
<letter><title>F</title>
<mainTerm><title>Fall</title><code>W19</code>
 <term level="1"><title>on stairs</title><code>W10.9</code></term></mainTerm>
</letter></ICD10CM.index>
"""

_NEOPLASMS = """<indexHeading><head col="1">Neoplasm</head>
<head col="2">Malignant Primary</head><head col="3">Malignant Secondary</head>
<head col="4">Ca in situ</head><head col="5">Benign</head><head col="6">Uncertain Behavior</head>
<head col="7">Unspecified Behavior</head></indexHeading>
<letter><title>N</title><mainTerm><title>Neoplasm</title><cell col="2">C80.1</cell>
<cell col="3">C79.9</cell>
<term level="1"><title>bone</title><cell col="2">C41.9</cell><cell col="3">C79.5-</cell></term>
<term level="1"><title>lung</title><cell col="2">C34.9-</cell><cell col="3">C78.0-</cell>
<cell col="5">D14.3-</cell></term></mainTerm></letter></ICD10CM.index>
"""


def write_indexes(folder: Path) -> tuple[Path, ...]:
    """The Alphabetic Index, the External Cause Index and the Neoplasm Table, no drugs."""
    files = {"index": _INDEX, "eindex": _EXTERNAL, "neoplasm": _NEOPLASMS}
    written = []
    for name, body in files.items():
        path = folder / f"icd10cm-{name}-2026.xml"
        path.write_text(_HEAD + body, encoding="utf-8")
        written.append(path)
    return tuple(written)
