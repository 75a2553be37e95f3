"""MedCoder Desktop: an offline workstation for medical coders."""

__version__ = "0.2.0"
