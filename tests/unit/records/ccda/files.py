"""A small invented C-CDA document with something of everything in it."""

from __future__ import annotations

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <id root="1.2.3.4" extension="doc-7"/>
 <code code="11506-3" codeSystem="2.16.840.1.113883.6.1" displayName="Progress note"/>
 <title>Office visit</title>
 <effectiveTime value="20260314173000-0600"/>
 <setId root="1.2.3.4" extension="set-7"/><versionNumber value="1"/>
 <recordTarget><patientRole>
  <id root="1.2.3.9" extension="CH-20001" assigningAuthorityName="Cedar Hollow"/>
  <id root="2.16.840.1.113883.4.1" extension="900-55-0000"/>
  <addr use="HP"><streetAddressLine>12 Sample Street</streetAddressLine><city>Exampleton</city>
   <state>Illinois</state><postalCode>62701</postalCode></addr>
  <telecom use="HP" value="tel:+1(217)555-0142"/>
  <patient><name use="L"><given>Testa</given><given>Q</given><family>Beispiel</family></name>
   <administrativeGenderCode code="F"/><birthTime value="19680211"/></patient>
 </patientRole></recordTarget>
 <author><time value="20260314"/><assignedAuthor>
  <id root="2.16.840.1.113883.4.6" extension="1999999984"/>
  <assignedPerson><name><given>Hanna</given><family>Musterfrau</family><suffix>MD</suffix></name>
  </assignedPerson></assignedAuthor></author>
 <legalAuthenticator><time value="20260314"/><signatureCode code="S"/><assignedEntity>
  <id root="2.16.840.1.113883.4.6" extension="1999999984"/>
  <assignedPerson><name><given>Hanna</given><family>Musterfrau</family></name></assignedPerson>
 </assignedEntity></legalAuthenticator>
 <componentOf><encompassingEncounter><id root="1.2.3.5" extension="visit-1"/>
  <code code="AMB" codeSystem="2.16.840.1.113883.5.4" displayName="Ambulatory"/>
  <effectiveTime><low value="20260314090000-0600"/></effectiveTime>
  <responsibleParty><assignedEntity>
   <id root="2.16.840.1.113883.4.6" extension="1999999984"/>
   <assignedPerson><name><given>Hanna</given><family>Musterfrau</family><suffix>MD</suffix></name>
   </assignedPerson></assignedEntity></responsibleParty>
 </encompassingEncounter></componentOf>
"""
SECTIONS = """ <component><structuredBody>
 <component><section><code code="10154-3"/><title>Chief complaint</title>
  <text>Burning feet.</text></section></component>
 <component><section><code code="10164-2"/><title>History of present illness</title>
  <text><paragraph>Six months of <content styleCode="Bold">numbness</content>.</paragraph>
   <list><item>worse at night</item><item>no ulcer</item></list></text>
  <component><section><title>Timing</title><text>Nightly.</text></section></component>
 </section></component>
 <component><section><code code="11450-4"/><title>Problems</title>
  <text><table><thead><tr><th>Problem</th><th>Since</th></tr></thead>
   <tbody><tr><td ID="p1">Type 2 diabetes</td><td>2015</td></tr></tbody></table></text>
  <entry><act><statusCode code="active"/><entryRelationship><observation>
   <id root="1.2.3.6" extension="p-1"/><effectiveTime><low value="20150301"/></effectiveTime>
   <value xsi:type="CD" code="44054006" codeSystem="2.16.840.1.113883.6.96">
    <originalText><reference value="#p1"/></originalText>
    <translation code="E11.9" codeSystem="2.16.840.1.113883.6.90" displayName="Type 2 diabetes"/>
   </value></observation></entryRelationship></act></entry>
  <entry><act><statusCode code="active"/><entryRelationship><observation negationInd="true">
   <value xsi:type="CD" code="1" displayName="Never had this"/></observation>
  </entryRelationship></act></entry>
  <entry><act><statusCode code="completed"/><entryRelationship><observation>
   <effectiveTime><low value="20100101"/><high value="20100201"/></effectiveTime>
   <value xsi:type="CD" code="233604007" codeSystem="2.16.840.1.113883.6.96"
    displayName="Pneumonia (disorder)"/></observation></entryRelationship></act></entry>
 </section></component>
 <component><section><code code="30954-2"/><title>Results</title><text>HbA1c 8.1 %</text>
  <entry><organizer><code code="4548-4" displayName="Diabetes panel"/>
   <effectiveTime value="20260312"/>
   <component><observation><id root="1.2.3.7" extension="r-1"/>
    <code code="4548-4" codeSystem="2.16.840.1.113883.6.1" displayName="Hemoglobin A1c"/>
    <statusCode code="completed"/><value xsi:type="PQ" value="8.1" unit="%"/>
    <referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="4.0" unit="%"/>
     <high value="5.6" unit="%"/></value></observationRange></referenceRange></observation>
   </component>
   <component><observation><code displayName="Pending test"/><statusCode code="active"/>
    </observation></component>
  </organizer></entry></section></component>
 <component><section><code code="48768-6"/><title>Payers</title><text>Blue Plan</text>
  <entry><act><entryRelationship><act><id extension="G-77"/><code code="12" displayName="PPO"/>
   <performer typeCode="PRF"><assignedEntity><representedOrganization><name>Blue Plan PPO</name>
    </representedOrganization></assignedEntity></performer>
   <participant typeCode="COV"><participantRole><id extension="XQA555000001"/>
    <code code="SPO"/></participantRole></participant>
   <participant typeCode="HLD"><participantRole><playingEntity>
    <name><given>Otto</given><family>Beispiel</family></name></playingEntity>
    </participantRole></participant>
  </act></entryRelationship></act></entry></section></component>
 </structuredBody></component>
</ClinicalDocument>
"""
PROGRESS_NOTE = HEADER + SECTIONS


def wrapped(body: str) -> str:
    """A document whose body is one text of another kind."""
    return f"{HEADER}<component><nonXMLBody>{body}</nonXMLBody></component></ClinicalDocument>"
