"""The closed lists of the model: the only words that these fields take.

What the words mean to a reader stands in the catalogue of strings under ``<list>.<word>``.
"""

from __future__ import annotations

from typing import Literal

Status = Literal["confirmed", "likely", "possible", "disputed", "unknown"]
Role = Literal["speaker", "addressee", "target", "party", "investigator", "court", "mediator", "host"]
Stance = Literal[
    "accuses",
    "finds",
    "convicts",
    "admits",
    "denies",
    "gives-other-explanation",
    "acknowledges",
    "condemns",
    "calls-for-accountability",
    "warns",
    "criticises",
    "supports",
    "announces",
]
Standard = Literal[
    "beyond-reasonable-doubt",
    "balance-of-probabilities",
    "reasonable-grounds",
    "highly-probable",
    "probable",
    "unspecified",
]
Measure = Literal[
    "killed",
    "injured",
    "missing",
    "displaced",
    "detained",
    "facilities-hit",
    "munitions-fired",
    "votes-for",
    "votes-against",
    "abstentions",
    "sanctioned",
    "other",
]
Group = Literal[
    "all",
    "civilians",
    "children",
    "women",
    "men",
    "medical-staff",
    "patients",
    "protesters",
    "soldiers",
    "police",
    "responders",
    "journalists",
]
FigureBasis = Literal["documented", "estimate", "minimum", "reported"]
SourceKind = Literal[
    "news",
    "agency",
    "un",
    "igo",
    "government",
    "ngo",
    "court",
    "dataset",
    "encyclopedia",
    "social-post",
    "academic",
    "blog",
    "photo",
    "video",
    "satellite",
    "testimony",
]
TitleKind = Literal["printed", "from-address", "described"]
Warning_ = Literal["graphic", "child-victims", "sexual-violence", "torture"]
ActorKind = Literal[
    "state",
    "government",
    "armed-force",
    "armed-group",
    "igo",
    "ngo",
    "court",
    "inquiry",
    "media",
    "company",
    "movement",
    "person",
]
PublicRole = Literal["office-holder", "convicted", "publicly-charged"]
PlacePrecision = Literal["exact", "vicinity", "locality", "district", "region", "country"]
Sensitivity = Literal["none", "coarsen", "withhold"]
ExternalId = Literal["wikidata", "ucdp_ged", "acled"]
Relation = Literal[
    "part-of",
    "includes",
    "caused-by",
    "led-to",
    "responds-to",
    "answered-by",
    "follows",
    "followed-by",
    "investigates",
    "investigated-by",
    "rules-on",
    "ruled-on-by",
    "denies",
    "denied-by",
    "corroborates",
    "corroborated-by",
    "mentions",
    "mentioned-by",
    "reverses",
    "reversed-by",
    "ends",
    "ended-by",
    "contradicts",
    "compared-with",
]

SYNONYMS: dict[str, Relation] = {
    "belongs-to": "part-of",
    "included-in": "part-of",
    "contains": "includes",
    "because-of": "caused-by",
    "result-of": "caused-by",
    "causes": "led-to",
    "cause-of": "led-to",
    "leads-to": "led-to",
    "resulted-in": "led-to",
    "answers": "responds-to",
    "answer-to": "responds-to",
    "response-to": "responds-to",
    "after": "follows",
    "preceded-by": "follows",
    "before": "followed-by",
    "precedes": "followed-by",
    "investigation-of": "investigates",
    "ruling-on": "rules-on",
    "judges": "rules-on",
    "judged-by": "ruled-on-by",
    "mentioned-in": "mentioned-by",
    "annuls": "reverses",
    "annulled-by": "reversed-by",
    "contradicted-by": "contradicts",
    "compares-with": "compared-with",
    "similar-to": "compared-with",
}
"""Other words for relations, which have one reading; for the symmetric ones an inverse, which they lack."""
