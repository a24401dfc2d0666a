"""Rasa graph components, one a file: thin wrappers around `bot.understanding`."""
