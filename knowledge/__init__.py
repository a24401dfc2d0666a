"""The brain of the advisor. It knows nothing of Rasa, HTTP or storage."""

from knowledge.errors import KnowledgeError, SituationError
from knowledge.loading import load_knowledge, read_methodology
from knowledge.report import Assessment, assess, write_report
from knowledge.situation import Situation, read_situation

__all__ = [
    "Assessment",
    "KnowledgeError",
    "Situation",
    "SituationError",
    "assess",
    "load_knowledge",
    "read_methodology",
    "read_situation",
    "write_report",
]
