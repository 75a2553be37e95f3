"""Place-of-service codes of physician claims (box 24B), in our own words."""

from __future__ import annotations

PLACES_OF_SERVICE: dict[str, str] = {
    "02": "Telehealth, not at home",
    "10": "Telehealth at home",
    "11": "Office",
    "12": "Home",
    "13": "Assisted living",
    "17": "Retail clinic",
    "19": "Off-campus outpatient hospital",
    "20": "Urgent care",
    "21": "Inpatient hospital",
    "22": "On-campus outpatient hospital",
    "23": "Emergency room",
    "24": "Ambulatory surgical center",
    "31": "Skilled nursing facility",
    "32": "Nursing facility",
    "34": "Hospice",
    "49": "Independent clinic",
    "50": "Federally qualified health center",
    "72": "Rural health clinic",
    "81": "Independent laboratory",
}
"""Code of two digits to a short name."""
