"""Coverage-guided fuzzing of `quotestance.analyze`, time-boxed; see ``make fuzz``."""
