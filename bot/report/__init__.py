"""The report a merchant keeps: one immutable document as a page, as Markdown and as PDF. No Rasa, no HTTP."""
