"""Patients and coverage as they are stored and found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.patients import (
    Coverage,
    Patient,
    RecordNumber,
    Relationship,
    Sex,
    Subscriber,
)
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.store.folding import folded, query_parts, search_words
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import CODER, commit, coverage, encounter, patient, payer


def _keep(store: Store, *patients: Patient) -> None:
    with store.writing(CODER) as work:
        for somebody in patients:
            work.patients.save(somebody)
        commit(work)


def test_a_patient_comes_back_with_every_detail(store: Store) -> None:
    somebody = replace(
        patient("Nuñez de la Cruz", "José", "0042"),
        name=PersonName("Nuñez de la Cruz", "José", "Á", "Jr"),
        record_numbers=(RecordNumber("MRN", "0042"), RecordNumber("urn:oid:1.2", "X 1")),
    )
    nobody = Patient("f" * 32, PersonName("", "Baby"), None, Sex.UNKNOWN)
    _keep(store, somebody, nobody)
    with store.reading() as records:
        assert records.patients.get(somebody.id) == somebody
        assert records.patients.get(nobody.id) == nobody
        with pytest.raises(KeyError):
            records.patients.get("0" * 32)


def test_a_changed_patient_is_no_longer_found_by_what_she_was(store: Store) -> None:
    before = patient("Okafor", "Adaeze", "17", "18")
    after = replace(
        before,
        name=PersonName("Lindqvist", "Adaeze"),
        address=Address(),
        record_numbers=(RecordNumber("MRN", "19"),),
    )
    _keep(store, before)
    _keep(store, after)
    with store.reading() as records:
        assert records.patients.get(before.id) == after
        assert records.patients.search("okafor", 9) == records.patients.search("17", 9) == ()
        assert records.patients.search("lind 19", 9) == (after,)
        assert records.patients.with_record_number("MRN", "18") == ()


def test_patients_are_found_by_beginnings_of_names_in_any_order(store: Store) -> None:
    ada = patient("Okafor", "Adaeze", "1001")
    obrien = patient("O'Brien-Smith", "Zoë", "MRN-77 A")
    _keep(store, ada, obrien)
    with store.reading() as records:
        found = records.patients.search
        for text in ("oka", "Okafor, Ada", "ada oka", "ADAEZE N okafor", "1001", "10 okaf"):
            assert found(text, 9) == (ada,), text
        for text in ("o'brien", "O’Brien", "obrien", "brien", "smith zoe", "mrn-77", "77 a zoë"):
            assert found(text, 9) == (obrien,), text
        for text in ("kafor", "oka zoe", "%", "o_", "10011"):
            assert found(text, 9) == (), text


def test_everyone_is_listed_by_family_and_given_name_up_to_the_limit(store: Store) -> None:
    everyone = [
        patient(family, given)
        for family, given in (("Ábalos", "Ben"), ("abalos", "Zed"), ("Brennan", "Al"), ("Cho", ""))
    ]
    _keep(store, *reversed(everyone))
    with store.reading() as records:
        assert records.patients.search("", 9) == tuple(everyone)
        assert records.patients.search("  ", 2) == tuple(everyone[:2])


def test_a_record_number_names_a_patient_only_in_its_own_system(store: Store) -> None:
    ours, theirs = patient("Garcia", "Maria", "5"), patient("Garcia", "Maria")
    theirs = replace(theirs, record_numbers=(RecordNumber("urn:hospital", "5"),))
    _keep(store, ours, theirs)
    with store.reading() as records:
        assert records.patients.with_record_number("MRN", "5") == (ours,)
        assert records.patients.with_record_number("urn:hospital", "5") == (theirs,)
        assert records.patients.with_record_number("MRN", "05") == ()
        assert set(records.patients.with_record_value("5")) == {ours, theirs}


def test_the_same_name_and_birth_date_match_whatever_accents_and_case(store: Store) -> None:
    maria = patient("García", "María")
    undated = replace(patient("García", "María"), birth_date=None)
    _keep(store, maria, undated)
    with store.reading() as records:
        matching = records.patients.matching
        assert matching("GARCIA", "maria", date(1968, 2, 11)) == (maria,)
        assert matching("Garcia", "Maria", date(1968, 2, 12)) == ()
        assert matching("Garcia", "Mari", date(1968, 2, 11)) == ()
        assert matching("Garcia", "Maria", None) == (undated,)


def test_coverage_comes_back_with_its_subscriber_primary_first(store: Store) -> None:
    somebody, insurer = patient(), payer()
    secondary = coverage(somebody, insurer, rank=2)
    primary = Coverage("c" * 32, somebody.id, insurer.id, "")
    bare = replace(
        secondary, subscriber=Subscriber(PersonName("", "Emeka")), relationship=Relationship.OTHER
    )
    with store.writing(CODER) as work:
        work.patients.save(somebody)
        work.payers.save(insurer)
        for policy in (secondary, primary):
            work.coverages.save(policy)
        commit(work)
    with store.reading() as records:
        assert records.coverages.of_patient(somebody.id) == (primary, secondary)
    for changed in (bare, replace(bare, subscriber=None, relationship=Relationship.SELF)):
        with store.writing(CODER) as work:
            work.coverages.save(changed)
            commit(work)
        with store.reading() as records:
            assert records.coverages.get(secondary.id) == changed


def test_coverage_is_in_use_while_a_visit_is_billed_to_it(store: Store) -> None:
    somebody, insurer = patient(), payer()
    policy = coverage(somebody, insurer)
    with store.writing(CODER) as work:
        work.patients.save(somebody)
        work.payers.save(insurer)
        work.coverages.save(policy)
        assert not work.coverages.in_use(policy.id)
        visit = work.encounters.add(encounter(somebody, coverage_id=policy.id))
        assert work.coverages.in_use(policy.id)
        work.encounters.save(replace(visit, coverage_id=None))
        work.coverages.remove(policy.id)
        commit(work)
    with store.reading() as records, pytest.raises(KeyError):
        records.coverages.get(policy.id)


def test_words_fold_accents_case_and_punctuation() -> None:
    assert folded("  MÜLLER\tJr ") == "muller jr"
    assert query_parts("Okafor, ada;x") == ("okafor", "ada", "x")
    assert query_parts(" ,; ") == ()
    assert search_words(["O'Brien-Smith", ""]) == {
        "o'brien-smith",
        "obriensmith",
        "o",
        "brien",
        "smith",
    }
