"""The nomenclature, care and prescriptions."""
