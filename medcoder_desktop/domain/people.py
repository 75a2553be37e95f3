"""Names and addresses, shared by patients, subscribers, providers, practices and payers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's legal name as it stands on a claim."""

    family: str
    given: str
    middle: str = ""
    suffix: str = ""

    @property
    def listed(self) -> str:
        """Family name first, as lists sort it: ``Okafor, Adaeze N``."""
        last = " ".join(part for part in (self.family, self.suffix) if part)
        first = " ".join(part for part in (self.given, self.middle) if part)
        return ", ".join(part for part in (last, first) if part)

    @property
    def spoken(self) -> str:
        """Given name first, as letters address it: ``Adaeze N Okafor``."""
        parts = (self.given, self.middle, self.family, self.suffix)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in the United States.

    Attributes:
        line1: Street and number, or a PO box.
        line2: Suite, apartment; may be empty.
        state: Postal abbreviation of two letters.
        postal_code: ZIP code, ``62701`` or ``62701-1234``.
    """

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return not any((self.line1, self.line2, self.city, self.state, self.postal_code))

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it stands on an envelope, empty lines left out."""
        place = ", ".join(part for part in (self.city, self.state) if part)
        last = " ".join(part for part in (place, self.postal_code) if part)
        return tuple(line for line in (self.line1, self.line2, last) if line)
