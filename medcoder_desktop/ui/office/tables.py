"""What the practice page knows of providers, payers, facilities and fees."""

from __future__ import annotations

from typing import cast

from medcoder_desktop.domain.money import format_cents
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.practice import Facility, FeeLine, Payer, Provider
from medcoder_desktop.ui.context import AppContext
from medcoder_desktop.ui.forms.form_dialog import Fillable
from medcoder_desktop.ui.forms.office_forms import (
    FacilityForm,
    FeeLineForm,
    PayerForm,
    ProviderForm,
)
from medcoder_desktop.ui.office.table_page import Column, OfficeTable


def provider_table(context: AppContext) -> OfficeTable[Provider]:
    """The people who render services."""
    office = context.services.office
    return OfficeTable(
        singular="provider",
        empty="No providers yet. Add everyone whose name stands in box 24J or 31 of a claim.",
        columns=(
            Column("Name", _provider_name),
            Column("NPI", _provider_npi),
            Column("Taxonomy", _provider_taxonomy),
            Column("Active", _provider_state),
        ),
        load=office.providers,
        form=ProviderForm,
        value=_provider_in,
        save=office.save_provider,
        remove=office.remove_provider,
        identity=_provider_id,
    )


def payer_table(context: AppContext) -> OfficeTable[Payer]:
    """Who pays claims."""
    office = context.services.office
    return OfficeTable(
        singular="payer",
        empty="No payers yet. Add the plans your patients have, each with its payer ID.",
        columns=(
            Column("Name", _payer_name),
            Column("Payer ID", _payer_number),
            Column("Kind", _payer_kind),
            Column("Address", _payer_address),
        ),
        load=office.payers,
        form=PayerForm,
        value=_payer_in,
        save=office.save_payer,
        remove=office.remove_payer,
        identity=_payer_id,
    )


def facility_table(context: AppContext) -> OfficeTable[Facility]:
    """Where patients are seen outside the practice."""
    office = context.services.office
    return OfficeTable(
        singular="facility",
        empty="No facilities yet. Add the hospitals, surgery centers and nursing facilities where "
        "your providers see patients (box 32 of a claim).",
        columns=(
            Column("Name", _facility_name),
            Column("NPI", _facility_npi),
            Column("Place", _facility_place),
            Column("Address", _facility_address),
        ),
        load=office.facilities,
        form=FacilityForm,
        value=_facility_in,
        save=office.save_facility,
        remove=office.remove_facility,
        identity=_facility_id,
    )


def fee_table(context: AppContext) -> OfficeTable[FeeLine]:
    """What the office charges."""
    office = context.services.office
    return OfficeTable(
        singular="fee",
        empty="No fees yet. Add what you bill most; a service line then fills in its charge.",
        columns=(
            Column("Code", _fee_code),
            Column("Charge", _fee_charge, right_aligned=True),
            Column("In force", _fee_dates),
            Column("Description", _fee_description),
        ),
        load=office.fee_lines,
        form=FeeLineForm,
        value=_fee_in,
        save=office.save_fee_line,
        remove=office.remove_fee_line,
        identity=_fee_id,
    )


def _provider_name(provider: Provider) -> str:
    return provider.listed_name


def _provider_npi(provider: Provider) -> str:
    return provider.npi


def _provider_taxonomy(provider: Provider) -> str:
    return provider.taxonomy


def _provider_state(provider: Provider) -> str:
    return "sees patients" if provider.active else "no longer here"


def _provider_id(provider: Provider) -> str:
    return provider.id


def _provider_in(form: Fillable) -> Provider:
    return cast("ProviderForm", form).value()


def _payer_name(payer: Payer) -> str:
    return payer.name


def _payer_number(payer: Payer) -> str:
    return payer.payer_id


def _payer_kind(payer: Payer) -> str:
    return payer.kind.value


def _payer_address(payer: Payer) -> str:
    return ", ".join(payer.address.lines)


def _payer_id(payer: Payer) -> str:
    return payer.id


def _payer_in(form: Fillable) -> Payer:
    return cast("PayerForm", form).value()


def _facility_name(facility: Facility) -> str:
    return facility.name


def _facility_npi(facility: Facility) -> str:
    return facility.npi


def _facility_place(facility: Facility) -> str:
    code = facility.place_of_service
    return f"{code} {PLACES_OF_SERVICE.get(code, '')}".strip()


def _facility_address(facility: Facility) -> str:
    return ", ".join(facility.address.lines)


def _facility_id(facility: Facility) -> str:
    return facility.id


def _facility_in(form: Fillable) -> Facility:
    return cast("FacilityForm", form).value()


def _fee_code(fee: FeeLine) -> str:
    return f"{fee.procedure}-{fee.modifier}" if fee.modifier else fee.procedure


def _fee_charge(fee: FeeLine) -> str:
    return format_cents(fee.charge)


def _fee_dates(fee: FeeLine) -> str:
    if fee.effective_from is None and fee.effective_to is None:
        return "always"
    return f"{fee.effective_from or '…'} to {fee.effective_to or '…'}"


def _fee_description(fee: FeeLine) -> str:
    return fee.description


def _fee_id(fee: FeeLine) -> str:
    return fee.id


def _fee_in(form: Fillable) -> FeeLine:
    return cast("FeeLineForm", form).value()
