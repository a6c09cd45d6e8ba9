"""What care is: the nomenclature with its dates, one visit's care, prescriptions with their series and agreements."""
