"""The ears and the mouth around Rasa: understanding Chinese, channels, the page, the launcher."""
