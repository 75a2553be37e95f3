"""FHIR, in whatever release, packing and number of files."""
