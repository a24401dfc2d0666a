"""The labelled messages of `data/messages/` and how Rasa comes to train on them."""
