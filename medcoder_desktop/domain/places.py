"""Place-of-service codes of physician claims (box 24B), in our own words.

Every code CMS has assigned; ``codesets/places_of_service.tsv`` says of each what it means.
"""

from __future__ import annotations

WITHOUT_FACILITY = frozenset(["02", "10", "11", "12"])
"""The practice's own rooms, the patient's home, and no place at all."""
PLACES_OF_SERVICE: dict[str, str] = {
    "01": "Pharmacy",
    "02": "Telehealth, not at home",
    "03": "School",
    "04": "Homeless shelter",
    "05": "Indian Health Service, free-standing",
    "06": "Indian Health Service, hospital-based",
    "07": "Tribal 638, free-standing",
    "08": "Tribal 638, hospital-based",
    "09": "Prison or jail",
    "10": "Telehealth at home",
    "11": "Office",
    "12": "Home",
    "13": "Assisted living",
    "14": "Group home",
    "15": "Mobile unit",
    "16": "Temporary lodging",
    "17": "Retail clinic",
    "18": "Workplace",
    "19": "Off-campus outpatient hospital",
    "20": "Urgent care",
    "21": "Inpatient hospital",
    "22": "On-campus outpatient hospital",
    "23": "Emergency room",
    "24": "Ambulatory surgical center",
    "25": "Birthing center",
    "26": "Military treatment facility",
    "27": "Outreach site or street",
    "31": "Skilled nursing facility",
    "32": "Nursing facility",
    "33": "Custodial care facility",
    "34": "Hospice",
    "41": "Ambulance, land",
    "42": "Ambulance, air or water",
    "49": "Independent clinic",
    "50": "Federally qualified health center",
    "51": "Inpatient psychiatric facility",
    "52": "Psychiatric partial hospitalization",
    "53": "Community mental health center",
    "54": "Intermediate care for intellectual disabilities",
    "55": "Residential substance abuse treatment",
    "56": "Psychiatric residential treatment",
    "57": "Non-residential substance abuse treatment",
    "58": "Opioid treatment, non-residential",
    "60": "Mass immunization center",
    "61": "Inpatient rehabilitation facility",
    "62": "Outpatient rehabilitation facility",
    "65": "Dialysis facility",
    "66": "PACE center",
    "71": "Public health clinic",
    "72": "Rural health clinic",
    "81": "Independent laboratory",
    "99": "Other place",
}
"""Code of two digits to a short name."""
