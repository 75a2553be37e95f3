"""The forms of the office's own tables: practice, provider, payer, facility, fee line."""

from __future__ import annotations

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.identifiers import digits_of, new_id
from medcoder_desktop.domain.money import format_cents, parse_cents
from medcoder_desktop.domain.places import PLACES_OF_SERVICE
from medcoder_desktop.domain.practice import (
    Facility,
    FeeLine,
    Payer,
    PayerKind,
    Practice,
    Provider,
    TaxIdKind,
)
from medcoder_desktop.domain.validation import (
    Problem,
    facility_problems,
    fee_line_problems,
    payer_problems,
    practice_problems,
    provider_problems,
)
from medcoder_desktop.ui.forms.form import Form
from medcoder_desktop.ui.forms.people_fields import (
    add_address,
    add_name,
    address_in,
    fill_address,
    fill_name,
    name_in,
)

_PAYER_KINDS = (
    (PayerKind.COMMERCIAL.value, "Commercial"),
    (PayerKind.MEDICARE.value, "Medicare"),
    (PayerKind.MEDICAID.value, "Medicaid"),
    (PayerKind.TRICARE.value, "TRICARE"),
    (PayerKind.CHAMPVA.value, "CHAMPVA"),
    (PayerKind.FECA.value, "FECA, black lung"),
    (PayerKind.OTHER.value, "Other"),
)


class PracticeForm:
    """The billing practice (boxes 25 and 33)."""

    title = "Practice"

    def __init__(self, practice: Practice | None = None) -> None:
        self.form = Form()
        self.form.add_text("name", "Practice name")
        add_address(self.form)
        self.form.add_text("phone", "Phone", "217-555-0142")
        self.form.add_text("npi", "NPI", "ten digits")
        self.form.add_text("taxonomy", "Taxonomy code", "207Q00000X")
        self.form.add_text("tax_id", "Tax ID", "12-3456789")
        kinds = [(kind.value, kind.value) for kind in TaxIdKind]
        self.form.add_choice("tax_id_kind", "Kind of tax ID", kinds)
        if practice is not None:
            self.fill(practice)

    def fill(self, practice: Practice) -> None:
        """Show a practice."""
        for path in ("name", "phone", "npi", "taxonomy", "tax_id"):
            self.form.set_text(path, getattr(practice, path))
        self.form.set_text("tax_id_kind", practice.tax_id_kind.value)
        fill_address(self.form, practice.address)

    def value(self) -> Practice:
        """What the fields say."""
        tax_id = self.form.text("tax_id")
        return Practice(
            name=self.form.text("name"),
            address=address_in(self.form),
            phone=self.form.text("phone"),
            npi=self.form.text("npi"),
            taxonomy=self.form.text("taxonomy").upper(),
            tax_id=digits_of(tax_id) if len(digits_of(tax_id)) == 9 else tax_id,
            tax_id_kind=TaxIdKind(self.form.text("tax_id_kind")),
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being saved."""
        return practice_problems(self.value())


class ProviderForm:
    """A rendering provider (box 24J)."""

    title = "Provider"

    def __init__(self, provider: Provider | None = None) -> None:
        self._before = provider
        self.form = Form()
        add_name(self.form)
        self.form.add_text("credentials", "Credentials", "MD, DO, NP …")
        self.form.add_text("npi", "NPI", "ten digits")
        self.form.add_text("taxonomy", "Taxonomy code", "207Q00000X")
        choices = (("yes", "Sees patients here"), ("no", "No longer here"))
        self.form.add_choice("active", "Active", choices)
        if provider is not None:
            fill_name(self.form, provider.name)
            for path in ("credentials", "npi", "taxonomy"):
                self.form.set_text(path, getattr(provider, path))
            self.form.set_text("active", "yes" if provider.active else "no")

    def value(self) -> Provider:
        """What the fields say."""
        return Provider(
            id=self._before.id if self._before else new_id(),
            name=name_in(self.form, before=self._before.name if self._before else None),
            credentials=self.form.text("credentials"),
            npi=self.form.text("npi"),
            taxonomy=self.form.text("taxonomy").upper(),
            active=self.form.text("active") == "yes",
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being saved."""
        return provider_problems(self.value())


class PayerForm:
    """A payer (boxes 1 and 11c, and where claims are sent)."""

    title = "Payer"

    def __init__(self, payer: Payer | None = None) -> None:
        self._before = payer
        self.form = Form()
        self.form.add_text("name", "Name")
        self.form.add_text("payer_id", "Payer ID", "as the clearinghouse lists it")
        self.form.add_choice("kind", "Kind", _PAYER_KINDS)
        add_address(self.form)
        self.form.add_text("phone", "Phone")
        if payer is not None:
            for path in ("name", "payer_id", "phone"):
                self.form.set_text(path, getattr(payer, path))
            self.form.set_text("kind", payer.kind.value)
            fill_address(self.form, payer.address)

    def value(self) -> Payer:
        """What the fields say."""
        return Payer(
            id=self._before.id if self._before else new_id(),
            name=self.form.text("name"),
            payer_id=self.form.text("payer_id"),
            kind=PayerKind(self.form.text("kind")),
            address=address_in(self.form),
            phone=self.form.text("phone"),
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being saved."""
        return payer_problems(self.value())


class FacilityForm:
    """A place outside the practice where patients are seen (box 32)."""

    title = "Facility"

    def __init__(self, facility: Facility | None = None) -> None:
        self._before = facility
        self.form = Form()
        self.form.add_text("name", "Name")
        self.form.add_text("npi", "NPI", "ten digits, where it has one")
        places = [(code, f"{code}  {name}") for code, name in PLACES_OF_SERVICE.items()]
        self.form.add_choice("place_of_service", "Kind of place", [("", "Not said"), *places])
        add_address(self.form)
        if facility is not None:
            for path in ("name", "npi", "place_of_service"):
                self.form.set_text(path, getattr(facility, path))
            fill_address(self.form, facility.address)

    def value(self) -> Facility:
        """What the fields say."""
        return Facility(
            id=self._before.id if self._before else new_id(),
            name=self.form.text("name"),
            npi=self.form.text("npi"),
            address=address_in(self.form),
            place_of_service=self.form.text("place_of_service"),
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being saved."""
        return facility_problems(self.value())


class FeeLineForm:
    """A line of the fee schedule."""

    title = "Fee"

    def __init__(self, fee: FeeLine | None = None) -> None:
        self._before = fee
        self.form = Form()
        self.form.add_text("procedure", "Procedure code", "99213")
        self.form.add_text("modifier", "Modifier", "only where the fee differs by it")
        self.form.add_text("description", "Description", "in the office's own words")
        self.form.add_text("charge", "Charge for one unit", "125.00")
        self.form.add_date("effective_from", "In force from")
        self.form.add_date("effective_to", "In force until")
        if fee is not None:
            for path in ("procedure", "modifier", "description"):
                self.form.set_text(path, getattr(fee, path))
            self.form.set_text("charge", format_cents(fee.charge))
            self.form.set_day("effective_from", fee.effective_from)
            self.form.set_day("effective_to", fee.effective_to)

    def value(self) -> FeeLine:
        """What the fields say; an amount that cannot be read counts as none."""
        try:
            charge = parse_cents(self.form.text("charge"))
        except InputError:
            charge = 0
        return FeeLine(
            id=self._before.id if self._before else new_id(),
            procedure=self.form.text("procedure").upper(),
            modifier=self.form.text("modifier").upper(),
            description=self.form.text("description"),
            charge=charge,
            effective_from=self.form.day("effective_from"),
            effective_to=self.form.day("effective_to"),
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being saved."""
        amount: tuple[Problem, ...] = ()
        try:
            parse_cents(self.form.text("charge"))
        except InputError as error:
            amount = (Problem("charge", error.message_id, error.params),)
        return (*fee_line_problems(self.value()), *amount, *self.form.date_problems())
