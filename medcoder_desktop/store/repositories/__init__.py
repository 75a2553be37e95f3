"""Everything the store keeps, by what it is; all of one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from medcoder_desktop.store.repositories.book import BookRepository
from medcoder_desktop.store.repositories.chart import ChartRepository
from medcoder_desktop.store.repositories.claims import ClaimRepository
from medcoder_desktop.store.repositories.codes_in_use import CodesInUseRepository
from medcoder_desktop.store.repositories.coverages import CoverageRepository
from medcoder_desktop.store.repositories.encounters import EncounterRepository
from medcoder_desktop.store.repositories.facilities import FacilityRepository
from medcoder_desktop.store.repositories.fees import FeeRepository
from medcoder_desktop.store.repositories.habits import HabitsRepository
from medcoder_desktop.store.repositories.imports import ImportRepository
from medcoder_desktop.store.repositories.office_ways import OfficeWaysRepository
from medcoder_desktop.store.repositories.patients import PatientRepository
from medcoder_desktop.store.repositories.payers import PayerRepository
from medcoder_desktop.store.repositories.practice import PracticeRepository
from medcoder_desktop.store.repositories.providers import ProviderRepository
from medcoder_desktop.store.repositories.sheets import SheetRepository
from medcoder_desktop.store.repositories.trail import AuditRepository, DeskRepository
from medcoder_desktop.store.repositories.work_list import WorkListRepository


class Repositories:
    """One view of the store: what one repository reads fits what another reads.

    Args:
        session: The open transaction.
        moment: When it began.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self.practice = PracticeRepository(session)
        self.providers = ProviderRepository(session)
        self.payers = PayerRepository(session)
        self.facilities = FacilityRepository(session)
        self.fees = FeeRepository(session)
        self.patients = PatientRepository(session)
        self.coverages = CoverageRepository(session)
        self.encounters = EncounterRepository(session)
        self.work_list = WorkListRepository(session, moment)
        self.chart = ChartRepository(session, moment)
        self.sheets = SheetRepository(session, moment)
        self.claims = ClaimRepository(session)
        self.imports = ImportRepository(session, moment)
        self.audit = AuditRepository(session)
        self.desk = DeskRepository(session)
        self.book = BookRepository(session, moment)
        self.habits = HabitsRepository(session, moment)
        self.codes_in_use = CodesInUseRepository(session)
        self.ways = OfficeWaysRepository(session)
