"""The brain of the advisor. It knows nothing of Rasa, HTTP or storage."""

from knowledge.assessment import Assessment
from knowledge.errors import KnowledgeError, SituationError
from knowledge.how import How, explain_rule
from knowledge.loading import load_knowledge, read_methodology
from knowledge.remedy import Remedy, smallest_change
from knowledge.report import assess, write_report
from knowledge.situation import Situation, read_situation
from knowledge.whatif import WhatIf, read_assumptions, what_if
from knowledge.why import Why, explain_question

__all__ = [
    "Assessment",
    "How",
    "KnowledgeError",
    "Remedy",
    "Situation",
    "SituationError",
    "WhatIf",
    "Why",
    "assess",
    "explain_question",
    "explain_rule",
    "load_knowledge",
    "read_assumptions",
    "read_methodology",
    "read_situation",
    "smallest_change",
    "what_if",
    "write_report",
]
