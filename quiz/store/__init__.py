"""The record of sessions and responses, in SQLite, and nothing else that knows SQL."""

from quiz.store.answers import Store, open_store
from quiz.store.derived import fuzz_seed
from quiz.store.reader import Reader
from quiz.store.records import (
    DayRecord,
    Figures,
    ItemRecord,
    KnowledgeRecord,
    MissedRecord,
    ResponseRecord,
    SessionRecord,
    SetProgress,
    SetRecord,
    StatisticsRecord,
    StoredSession,
    TallyRecord,
    UnfinishedSession,
)

__all__ = [
    "DayRecord",
    "Figures",
    "ItemRecord",
    "KnowledgeRecord",
    "MissedRecord",
    "Reader",
    "ResponseRecord",
    "SessionRecord",
    "SetProgress",
    "SetRecord",
    "StatisticsRecord",
    "Store",
    "StoredSession",
    "TallyRecord",
    "UnfinishedSession",
    "fuzz_seed",
    "open_store",
]
