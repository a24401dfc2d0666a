"""Measures how well acts are understood: ``python -m bot.evaluation``."""
