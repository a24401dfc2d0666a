"""Tools for whoever keeps the methodology: its figures as a spreadsheet, and what a change changes."""
