"""How the office likes to work: saved views of the work list and settings."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from medcoder_desktop.store.tables.base import ID, Base


class SavedViewRow(Base):
    """A view of the work list under a name.

    Attributes:
        content: Its filter and order as JSON.
    """

    __tablename__ = "saved_views"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    position: Mapped[int]
    content: Mapped[str] = mapped_column(Text)


class SettingRow(Base):
    """One decision of the office, such as whether a code needs evidence."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)
