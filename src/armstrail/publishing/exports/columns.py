"""The columns of the tables, each with its type, its unit and what it means: read by CSVW, spreadsheets and SQLite."""

from __future__ import annotations

from typing import Final, NamedTuple


class Column(NamedTuple):
    """A column. `type` is `string`, `text`, `number`, `integer`, `day`, `date` (partial ISO), `url` or `list`."""

    name: str
    type: str
    meaning: str
    required: bool = False


_QUANTITY: Final = (
    Column("low", "number", "The lower bound that the words give, in `unit`; empty where they leave it open."),
    Column("high", "number", "The upper bound that the words give, in `unit`; empty where they leave it open."),
    Column("unit", "string", "What is counted: pieces, persons, containers, ... or an ISO 4217 currency code."),
    Column("hedge", "string", "How the words bound it: exact, about, at_least, at_most, range, order."),
    Column("measure", "string", "total to date, increment, rate or share."),
    Column("caveat", "text", "What must be known beside the number; part of it, not a remark.", True),
)
_PARTIES: Final = (
    Column("supplier", "string", "Who gives: ISO 3166-1 alpha-2 for states, else a code of the ledger."),
    Column("recipient", "string", "Who gets."),
    Column("item", "string", "What: a path in the item tree."),
)

DOCUMENTS: Final = (
    Column("digest", "string", "SHA-256 of what was published: the stable name of the document.", True),
    Column("id", "string", "The id under which it came into the ledger.", True),
    Column("published", "date", "Day, month or year of publication."),
    Column("publisher", "string", "The outlet."),
    Column("title", "text", "The title."),
    Column("lang", "string", "ISO 639-1 code of its language."),
    Column("url", "url", "Its address."),
    Column("pages", "integer", "How many pages; empty where they are not known."),
)
CLAIMS: Final = (
    Column("id", "string", "The stable name of the claim; `armstrail show ID` opens it.", True),
    Column("document", "string", "Digest of the document that makes it.", True),
    Column("published", "date", "When that was published."),
    Column("publisher", "string", "By whom."),
    Column("title", "text", "Under which title."),
    Column("url", "url", "At which address."),
    Column("page", "integer", "On which page the figure stands, from 1."),
    Column("kind", "string", "transfer, deployment, valuation, use, agreement or statement.", True),
    *_PARTIES,
    Column("designation", "string", "Model or calibre as written."),
    *_QUANTITY,
    Column("status", "string", "delivered, underway, agreed, planned, requested, offered or possible."),
    Column("modality", "string", "stated, confirmed, estimated, alleged or denied.", True),
    Column("stance", "string", "For a statement: condemn, deny, warn ..."),
    Column("source", "text", "On whose word it rests, as written; empty where the outlet speaks for itself."),
    Column("source_type", "string", "government, intelligence, media ..."),
    Column("source_actor", "string", "The state or organisation of the source."),
    Column("basis", "list", "On what the source says that it rests."),
    Column("via", "list", "Who passes the word on, nearest to this text first."),
    Column("period_start", "date", "From when the quantity counts."),
    Column("period_end", "date", "Until when the quantity counts."),
    Column("places", "list", "Places with country, role, degrees, and who claims them where they are disputed."),
    Column("condition", "text", "The words of an `if` that it hangs on."),
    Column("alternative", "integer", "Shared by claims of one document that are joined with `or`."),
    Column("converted_from", "string", "The claim of the same document that it is worked out from."),
    Column("tags", "list", "What the figure covers or leans on."),
    Column("anchor", "text", "The words that carry the figure or the item.", True),
    Column("quote", "text", "The words that make the claim.", True),
    Column("start", "integer", "Where the quote begins in the text, in code points.", True),
    Column("end", "integer", "Where it ends.", True),
    Column("anchor_start", "integer", "Where the anchor begins.", True),
    Column("anchor_end", "integer", "Where it ends.", True),
)
VOICES: Final = (
    Column("flow", "string", "The two parties asked for, supplier>recipient.", True),
    Column("id", "string", "The name of the voice within the flow.", True),
    Column("origin", "string", "Code of the origin; with ? before it where the registry has none.", True),
    Column("origin_name", "text", "Its name.", True),
    Column("family", "string", "Those with whom the origin shares its information.", True),
    Column("source_type", "string", "government, intelligence, media ..."),
    Column("kind", "string", "The kind of its claims.", True),
    *_PARTIES,
    Column("designation", "string", "Model or calibre as written."),
    *_QUANTITY,
    Column("status", "string", "delivered, agreed, planned ..."),
    Column("modality", "string", "stated, confirmed, estimated, alleged or denied.", True),
    Column("coverage", "string", "partial: a part of the flow; stock: what is there at one time; empty: the flow."),
    Column("start", "day", "The day from which it counts."),
    Column("as_of", "day", "The day the figure refers to.", True),
    Column("known", "day", "The day of the first utterance.", True),
    Column("letter", "string", "Admiralty grade of the origin; empty where not judged."),
    Column("digit", "integer", "Admiralty grade of the item; empty where not judged."),
    Column("basis", "list", "On what the origin says that it rests."),
    Column("derived_from", "string", "Voice or family that it is worked out from or handed on from."),
    Column("derived_by", "string", "The conversion that leads from one to the other."),
    Column("derived_why", "text", "Why it is held to be derived."),
    Column("claims", "list", "Ids of the claims that carry it, first utterance first.", True),
    Column("documents", "list", "Digests of their documents, in the same order.", True),
    Column("quote", "text", "The words of the first utterance."),
)
_BANDS: Final = tuple(
    Column(name, "number", meaning)
    for name, meaning in (
        ("low90", "Lower end of the 90 % interval, in `unit`."),
        ("low50", "Lower end of the 50 % interval, in `unit`."),
        ("median", "The middle, in `unit`; never to be quoted without an interval."),
        ("high50", "Upper end of the 50 % interval, in `unit`."),
        ("high90", "Upper end of the 90 % interval, in `unit`."),
    )
)
ESTIMATES: Final = (
    Column("id", "string", "Stands for the question and the day on which it was asked.", True),
    Column("flow", "string", "The two parties, supplier>recipient.", True),
    *(column._replace(required=True) for column in _PARTIES),
    Column("unit", "string", "The unit of all numbers of the row.", True),
    Column("stage", "string", "delivered, planned, agreed ...", True),
    Column("nature", "string", "flow, stock or share.", True),
    Column("outcome", "string", "estimate, or nothing where there is none.", True),
    Column("day", "day", "As of which day."),
    *_BANDS,
    Column("caveat", "text", "Confidence, cautions and intervals in words, or why there is no number.", True),
    Column("confidence", "string", "Confidence in the evidence: low, moderate or high."),
    Column("alarms", "list", "Codes of the cautions."),
    Column("projected_day", "day", "The day asked for, where it is later than any word."),
    *(column._replace(name=f"projected_{column.name}") for column in _BANDS),
    Column("as_of", "day", "The day asked for."),
    Column("known_on", "day", "Only what was public by this day; empty for all."),
    Column("carriers", "integer", "How many claims carry the voices."),
    Column("voices", "integer", "How many voices entered."),
    Column("families", "list", "The families of their origins."),
    Column("effective", "number", "The effective number of independent voices."),
    Column("claims", "list", "Ids of the claims on which it rests."),
    Column("quotes", "list", "The words of those claims that carry the figures, in the same order."),
    Column("reason", "string", "Why there is no estimate, as a code."),
    Column("detail", "text", "The same in words."),
)
FINDINGS: Final = (
    Column("estimate", "string", "Id of the estimate.", True),
    Column("number", "integer", "Counts the rows of one question.", True),
    Column("role", "string", "voice, voice_not_weighed, aside, denial or conflict.", True),
    Column("voice", "string", "Id of the voice."),
    Column("other_voice", "string", "In a conflict, the other voice."),
    Column("document", "string", "Digest of the document."),
    Column("claim", "string", "Id of the claim."),
    Column("link", "string", "By which rule the claim belongs to the voice."),
    Column("weight", "number", "The voice's share of a vote, 0 to 1."),
    Column("zone", "string", "How its wording entered: box, floor, ceiling, order, increment."),
    Column("shift", "number", "Relative change of the median without the voice."),
    Column("reason", "string", "Why left out, how denied, or whether both can be true."),
    Column("detail", "text", "More on that, in words."),
    Column("quote", "text", "The words of the claim."),
)
