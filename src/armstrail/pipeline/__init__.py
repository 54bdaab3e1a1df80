"""The one place where the rooms meet, in one written order: read, extract, keep; and ask, reconcile, estimate, tell."""

from armstrail.pipeline.assisting import open_helper, read_with_help
from armstrail.pipeline.briefs import Made, make_brief
from armstrail.pipeline.estimates import (
    Answer,
    Books,
    Evidence,
    answer,
    answers,
    find,
    find_all,
    gather,
    list_questions,
    load_books,
    origin_of,
    questions_between,
)
from armstrail.pipeline.exporting import export, hold
from armstrail.pipeline.following import Drifted, News, drifts, flows, news
from armstrail.pipeline.importing import Imported, Table, import_figures, read_sheets, read_tables
from armstrail.pipeline.laying import FORMS, lay_out
from armstrail.pipeline.losses import LOSS_GROUPS, find_losses, group_losses, likeliest
from armstrail.pipeline.notebook import Notebook, open_notebook
from armstrail.pipeline.picturing import chart_of
from armstrail.pipeline.reading import (
    Added,
    AddSummary,
    Failure,
    Packs,
    Progress,
    add,
    page_gate,
    quantities,
    read_document,
    read_paths,
    shipped_packs,
    try_reading,
)
from armstrail.pipeline.telling import news_report_of, receipt_of, record_of, series_of, worth_report_of
from armstrail.pipeline.values import Worth, value

__all__ = [
    "FORMS", "LOSS_GROUPS", "AddSummary", "Added", "Answer", "Books", "Drifted", "Evidence", "Failure", "Imported",
    "Made", "News", "Notebook", "Packs", "Progress", "Table", "Worth", "add", "answer", "answers", "chart_of",
    "drifts", "export", "find", "find_all", "find_losses", "flows", "gather", "group_losses", "hold",
    "import_figures", "lay_out", "likeliest", "list_questions", "load_books", "make_brief", "news", "news_report_of",
    "open_helper", "open_notebook", "origin_of", "page_gate", "quantities", "questions_between", "read_document",
    "read_paths", "read_sheets", "read_tables", "read_with_help", "receipt_of", "record_of", "series_of",
    "shipped_packs", "try_reading", "value", "worth_report_of",
]  # fmt: skip
