"""The parts of tools/fit_weights.py: cases from annotated documents, choices made of them, and the fit."""
