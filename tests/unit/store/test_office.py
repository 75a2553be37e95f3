"""The office as it is stored: practice, providers, payers, fee schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from medcoder_desktop.domain.errors import Defect
from medcoder_desktop.domain.people import Address
from medcoder_desktop.domain.practice import FeeLine, PayerKind, TaxIdKind
from medcoder_desktop.store.store import Store
from tests.unit.store.fictions import (
    CODER,
    DAY,
    PRACTICE,
    attempt,
    commit,
    coverage,
    encounter,
    fee,
    patient,
    payer,
    provider,
)


def test_the_practice_comes_back_as_it_was_saved_last(store: Store) -> None:
    moved = replace(
        PRACTICE, address=Address("1 New St", "", "Lisle", "IL", ""), tax_id_kind=TaxIdKind.SSN
    )
    for practice in (PRACTICE, moved):
        with store.writing(CODER) as work:
            work.practice.save(practice)
            commit(work)
        with store.reading() as records:
            assert records.practice.get() == practice


def test_providers_are_listed_by_name_and_left_out_when_no_longer_active(store: Store) -> None:
    retired = replace(provider("Abbott", "Ruth"), active=False)
    working = provider("Lindqvist", "Hanna")
    with store.writing(CODER) as work:
        work.providers.save(working)
        work.providers.save(retired)
        commit(work)
    with store.reading() as records:
        assert records.providers.all() == (retired, working)
        assert records.providers.all(active_only=True) == (working,)
        assert records.providers.get(retired.id) == retired
        assert records.providers.with_npi(working.npi) == tuple(
            sorted((retired, working), key=lambda p: p.id)
        )
        assert records.providers.with_npi("0000000000") == ()


def test_a_provider_saved_again_is_changed_not_doubled(store: Store) -> None:
    once = provider()
    married = replace(once, name=replace(once.name, family="Berg"), credentials="DO")
    with store.writing(CODER) as work:
        work.providers.save(once)
        work.providers.save(married)
        commit(work)
    with store.reading() as records:
        assert records.providers.all() == (married,)


def test_a_provider_in_use_is_known_and_cannot_be_torn_out(store: Store) -> None:
    doctor, somebody = provider(), patient()
    with store.writing(CODER) as work:
        work.providers.save(doctor)
        work.patients.save(somebody)
        assert not work.providers.in_use(doctor.id)
        work.encounters.add(encounter(somebody, provider_id=doctor.id))
        assert work.providers.in_use(doctor.id)
        commit(work)
    with pytest.raises(Defect):
        attempt(store, lambda work: work.providers.remove(doctor.id))
    with store.reading() as records:
        assert records.providers.all() == (doctor,)


def test_what_is_removed_is_gone(store: Store) -> None:
    doctor, insurer, line = provider(), payer(), fee("99213", 12500)
    with store.writing(CODER) as work:
        work.providers.save(doctor)
        work.payers.save(insurer)
        work.fees.save(line)
        commit(work)
    with store.writing(CODER) as work:
        work.providers.remove(doctor.id)
        work.payers.remove(insurer.id)
        work.fees.remove(line.id)
        commit(work)
    with store.reading() as records:
        assert (records.providers.all(), records.payers.all(), records.fees.all()) == ((), (), ())
        for get in (records.providers.get, records.payers.get, records.fees.get):
            with pytest.raises(KeyError):
                get(doctor.id)


def test_payers_are_found_by_name_however_it_is_written(store: Store) -> None:
    blue, medicare = payer("Blue  Plan PPO"), replace(payer("Médicare"), kind=PayerKind.MEDICARE)
    with store.writing(CODER) as work:
        work.payers.save(medicare)
        work.payers.save(blue)
        commit(work)
    with store.reading() as records:
        assert records.payers.all() == (blue, medicare)
        assert records.payers.named("BLUE plan ppo") == (blue,)
        assert records.payers.named("medicare") == (medicare,)
        assert records.payers.named("Blue Plan") == ()
        assert records.payers.get(blue.id) == blue


def test_a_payer_is_in_use_while_a_patient_has_its_coverage(store: Store) -> None:
    insurer, somebody = payer(), patient()
    policy = coverage(somebody, insurer)
    with store.writing(CODER) as work:
        work.payers.save(insurer)
        work.patients.save(somebody)
        assert not work.payers.in_use(insurer.id)
        work.coverages.save(policy)
        assert work.payers.in_use(insurer.id)
        work.coverages.remove(policy.id)
        assert not work.payers.in_use(insurer.id)


def _schedule(store: Store, *lines: FeeLine) -> None:
    with store.writing(CODER) as work:
        for line in lines:
            work.fees.save(line)
        commit(work)


def test_the_fee_schedule_is_searched_by_code_or_by_words(store: Store) -> None:
    office = fee("99213", 12500, "Office visit, established, low")
    nails = fee("11721", 6000, "Nail débridement, six or more")
    wellness = fee("G0439", 17500, "Annual wellness visit 100%")
    _schedule(store, office, nails, wellness)
    with store.reading() as records:
        assert records.fees.all() == (nails, office, wellness)
        assert records.fees.all("992") == (office,)
        assert records.fees.all("g04") == (wellness,)
        assert records.fees.all("visit") == (office, wellness)
        assert records.fees.all("low VISIT") == (office,)
        assert records.fees.all("debride") == (nails,)
        assert records.fees.all("%") == (wellness,)
        assert records.fees.all("_") == ()
        assert records.fees.get(nails.id) == nails


def test_only_lines_in_force_are_listed_for_a_day(store: Store) -> None:
    old = replace(fee("99213", 11000), effective_to=date(2025, 12, 31))
    new = replace(fee("99213", 12500), effective_from=date(2026, 1, 1))
    _schedule(store, old, new)
    with store.reading() as records:
        assert records.fees.all(on=date(2025, 12, 31)) == (old,)
        assert records.fees.all(on=date(2026, 1, 1)) == (new,)
        assert records.fees.all("99213") == (old, new)


def test_the_line_with_a_matching_modifier_prices_a_procedure(store: Store) -> None:
    plain = fee("73110", 9000)
    professional, technical = fee("73110", 3000, modifier="26"), fee("73110", 6000, modifier="TC")
    _schedule(store, plain, professional, technical)
    with store.reading() as records:
        lookup = records.fees.lookup
        assert lookup("73110", (), DAY) == plain
        assert lookup("73110", ("LT",), DAY) == plain
        assert lookup("73110", ("LT", "26"), DAY) == professional
        assert lookup("73110", ("TC", "26"), DAY) == technical
        assert lookup("73100", (), DAY) is None


def test_among_overlapping_lines_the_latest_prices_a_procedure(store: Store) -> None:
    always, since = fee("99213", 11000), replace(fee("99213", 12500), effective_from=DAY)
    _schedule(store, since, always)
    with store.reading() as records:
        assert records.fees.lookup("99213", (), DAY) == since
        assert records.fees.lookup("99213", (), date(2026, 3, 13)) == always


def test_many_fees_are_added_and_changed_at_once(store: Store) -> None:
    visit, nails = fee("99214", 18500, "Office visit"), fee("11721", 6000, "Nails")
    dearer = replace(visit, charge=19000, description="Visite prolongée")
    with store.writing(CODER) as work:
        work.fees.save_many((visit, nails), ())
        commit(work)
    with store.writing(CODER) as work:
        work.fees.save_many((), (dearer,))
        commit(work)
    with store.reading() as records:
        assert records.fees.all() == (nails, dearer)
        assert records.fees.all("prolongee") == (dearer,)


def test_fees_saved_at_once_need_a_record_like_all_others(store: Store) -> None:
    there, other = fee("99214", 18500), fee("99215", 25000)
    with store.writing(CODER) as work:
        work.fees.save(there)
        commit(work)
    for new, altered in (((other,), ()), ((), (there,))):
        with store.writing(CODER) as work:
            work.fees.save_many(new, altered)
            with pytest.raises(Defect):
                work.commit()
