"""Chinese into facts. Pure functions; nothing here knows Rasa."""
