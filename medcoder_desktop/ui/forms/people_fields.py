"""Names and addresses as groups of form fields."""

from __future__ import annotations

from medcoder_desktop.domain.identifiers import state_abbreviation
from medcoder_desktop.domain.people import Address, PersonName
from medcoder_desktop.ui.forms.form import Form


def add_name(form: Form, path: str = "name") -> None:
    """Fields of a person's name."""
    form.add_text(f"{path}.family", "Family name")
    form.add_text(f"{path}.given", "Given name")
    form.add_text(f"{path}.middle", "Middle name")


def name_in(form: Form, path: str = "name", before: PersonName | None = None) -> PersonName:
    """The name in its fields; a suffix that was known is kept."""
    return PersonName(
        family=form.text(f"{path}.family"),
        given=form.text(f"{path}.given"),
        middle=form.text(f"{path}.middle"),
        suffix=before.suffix if before else "",
    )


def fill_name(form: Form, name: PersonName, path: str = "name") -> None:
    """Put a name into its fields."""
    form.set_text(f"{path}.family", name.family)
    form.set_text(f"{path}.given", name.given)
    form.set_text(f"{path}.middle", name.middle)


def add_address(form: Form, path: str = "address") -> None:
    """Fields of an address."""
    form.add_text(f"{path}.line1", "Street")
    form.add_text(f"{path}.line2", "Suite, apartment")
    form.add_text(f"{path}.city", "City")
    form.add_text(f"{path}.state", "State", "IL")
    form.add_text(f"{path}.postal_code", "ZIP code", "62701 or 62701-1234")


def address_in(form: Form, path: str = "address") -> Address:
    """The address in its fields; a state written out becomes its abbreviation."""
    return Address(
        line1=form.text(f"{path}.line1"),
        line2=form.text(f"{path}.line2"),
        city=form.text(f"{path}.city"),
        state=state_abbreviation(form.text(f"{path}.state")),
        postal_code=form.text(f"{path}.postal_code"),
    )


def fill_address(form: Form, address: Address, path: str = "address") -> None:
    """Put an address into its fields."""
    form.set_text(f"{path}.line1", address.line1)
    form.set_text(f"{path}.line2", address.line2)
    form.set_text(f"{path}.city", address.city)
    form.set_text(f"{path}.state", address.state)
    form.set_text(f"{path}.postal_code", address.postal_code)
