"""The Rasa action server: one small action for each act of the merchant."""
