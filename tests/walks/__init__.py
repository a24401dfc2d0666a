"""Random walks: simulated merchants who talk to the advisor in every way, and what must hold after every message."""
