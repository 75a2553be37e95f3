"""What all tables share: names of constraints, kinds of columns, columns of an address."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from typing import TypedDict

from sqlalchemy import DateTime, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from medcoder_desktop.domain.people import Address


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """Base of every mapped row. Rows never leave the store; domain values do.

    There is no repr, because a row's would put patient data wherever it is printed.
    """

    metadata = MetaData(
        # Migrations that rebuild a table have to call its constraints by name.
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        }
    )


ID = String(32)
"""An identifier as ``domain.identifiers.new_id`` gives it: 32 hexadecimal digits."""

SORTED_TEXT = String().with_variant(String(collation="C"), "postgresql")
"""Text compared character by character everywhere, so that a prefix is a range of an index."""


class UtcMoment(TypeDecorator[datetime]):
    """A moment, stored in UTC and read back with its time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs its time zone")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ByValue(TypeDecorator[Enum]):
    """A column that holds the value of an enumeration, without a CHECK to migrate later.

    Args:
        kind: The enumeration.
    """

    impl = String
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__(24)
        self.kind = kind

    @override
    def process_bind_param(self, value: Enum | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not isinstance(value, self.kind):
            raise TypeError(f"not a {self.kind.__name__}")  # and not what it is instead
        return str(value.value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Enum | None:
        return None if value is None else self.kind(value)


class AddressValues(TypedDict):
    """The columns of an address by name, to make a row with."""

    address_line1: str
    address_line2: str
    city: str
    state: str
    postal_code: str


def address_values(address: Address) -> AddressValues:
    """The columns that hold ``address``."""
    return AddressValues(
        address_line1=address.line1,
        address_line2=address.line2,
        city=address.city,
        state=address.state,
        postal_code=address.postal_code,
    )


class AddressColumns(MappedAsDataclass, kw_only=True, repr=False, eq=False):
    """The columns of an address, for tables that have exactly one."""

    address_line1: Mapped[str]
    address_line2: Mapped[str]
    city: Mapped[str]
    state: Mapped[str]
    postal_code: Mapped[str]

    @property
    def address(self) -> Address:
        """The address these columns hold."""
        return Address(
            self.address_line1, self.address_line2, self.city, self.state, self.postal_code
        )
