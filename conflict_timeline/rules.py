"""Every rule that the record is held to: its name, how grave a breach is, what it wants and why.

The reference page of the rules is made from this table, and a test holds a tiny invalid record against
each row, so a rule that is not here cannot be reported and one that is here cannot go untested.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a problem is: errors stop a build, warnings stop it only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: its stable name, in kebab-case; what ``ignore`` and every output format use.
        severity: how grave a breach is.
        wants: what a clean record has, one sentence.
        why: why that matters, one sentence.
        by: the command that finds breaches.
        fixed: whether it stays an error whatever a site sets.
    """

    name: str
    severity: Severity
    wants: str
    why: str
    by: str = "check"
    fixed: bool = False


_FIXED = """
missing-registry-file missing-front-matter invalid-yaml cut-text duplicate-key unknown-field missing-field wrong-type too-large
invalid-text not-a-file stray-file untitled-page costly-markdown
invalid-date reversed-interval invalid-id id-collision invalid-url negative-figure
unknown-conflict unknown-actor unknown-place unknown-type unknown-tag unknown-event unknown-source unknown-seed
no-source unknown-image invalid-image coordinates-out-of-range false-precision private-person
"""
FIXED = frozenset(_FIXED.split())
"""Errors that no site can lower: without what they want pages could not be made, would be unsafe, or would leave out
what a file says; and nothing is said without a source."""

_TABLE = """
error missing-front-matter
  A file begins with `---`, its fields, and a second `---` on a line of its own.
  Without the two lines nothing of the event can be read.
error invalid-yaml
  Fields are plain YAML: no tags, anchors, aliases or merge keys, six levels deep at most.
  The cleverer parts of YAML surprise people, and some of them can be used to stop a build.
error cut-text
  A text is not cut short by a `#`, a comma or a brace that YAML takes for its own.
  YAML drops the rest of such a text without a word.
error duplicate-key
  A field is given once.
  Of two values one would be lost.
error unknown-field
  Every field is one that the field reference lists.
  A misspelt field would be ignored, and what it says would be missing from the page.
error missing-field
  Every required field is there and has a value.
  Pages, lists and search rest on the required fields.
error wrong-type
  A value has the form that its field asks for; words of a closed list are written as listed.
  Only values of a known form can be compared, counted and translated.
error too-large
  A file has at most 64 KB, its front matter 16 KB.
  An event is a page of text; what is larger is several events or an accident.
error invalid-text
  Text is UTF-8 without control characters, invisible characters or marks that turn its direction.
  Such characters break pages or make a text read otherwise than it is written.
error not-a-file
  Events, seeds and the registry are ordinary files that can be opened, no links to elsewhere.
  A link can bring in what nobody reviewed.
error invalid-date
  A date is written in EDTF (ISO 8601-2) and exists in the calendar.
  Order, spans and uncertainty are all computed from it.
error reversed-interval
  An interval ends after it begins.
  One of the two dates is wrong.
error date-in-future
  An event has begun by today.
  The record holds what happened, not what is announced.
warning dated-ahead
  The dates of corrections, withdrawals and figures have come.
  A slip in the year sorts a correction above all later ones.
error invalid-id
  An id is made of lower-case letters and digits in words joined by single hyphens, at most 80 characters.
  Ids become addresses that have to work everywhere and for ever.
error id-collision
  An id stands for one file, whatever its folder, its letters' case and its encoding.
  Two files with one id would be written to one address.
info stale-open-interval
  An event that is said to go on has a date of the last year: of a source, a figure, a position or a correction.
  What ended long ago would be shown as going on for ever.
warning possible-duplicate
  Two files do not tell of one event: near days, the same or a near place, a conflict in common and titles much alike.
  What stands twice is counted twice, and each half lacks the other's sources; a link between the two says they differ.
error missing-registry-file
  A file of `registry/` is there when an event names something that stands in it.
  Without it nobody knows what was meant, and every event that names it would seem wrong.
error listed-twice
  A list names each conflict, tag, source or event once.
  What stands twice would be counted and shown twice.
error unknown-conflict
  A conflict that is named has an entry in `registry/conflicts.yml`.
  A slip of the pen would open a page of its own.
error unknown-actor
  An actor that is named by an id has an entry in `registry/actors.yml`.
  A slip of the pen would open a page of its own.
error unknown-place
  A place that is named has an entry in `registry/places.yml`.
  A slip of the pen would open a page of its own.
error unknown-type
  An event's type is `family/subtype` as in `registry/event-types.yml`.
  Types carry meaning for filters and for other datasets.
error unknown-tag
  A tag has an entry in `registry/tags.yml`.
  A slip of the pen would open a page of its own.
error unknown-event
  A link, a claim or a text names events that exist.
  Readers would end at a missing page.
error unknown-source
  A citation names a key under `sources` of the same event.
  A statement would seem to have a source and have none.
error unknown-seed
  A source that rests on a seed names a file in `seeds/`.
  A statement would seem to have a source and have none.
error self-link
  An event is not linked to itself.
  Such a link says nothing.
error duplicate-link
  A link between two events is written once; the way back is derived.
  Two copies drift apart.
error link-without-basis
  Every link says what it rests on.
  A bare link is an insinuation.
error circular-causes
  Nothing is its own cause, at whatever remove.
  One of the links in the circle is wrong.
error circular-parts
  Nothing is a part of itself, at whatever remove.
  One of the links in the circle is wrong.
error effect-before-cause
  What answers, follows, investigates, judges, reverses or ends an event does not lie before it.
  Either a date or the direction of the link is wrong.
warning effect-possibly-before-cause
  Dates show that an effect comes after its cause.
  The dates leave the other order open, which a reader will notice.
warning link-to-withdrawn
  Links lead to events that stand.
  The other event was withdrawn, and what rests on it may have to go too.
error misplaced-field
  `standard` stands with a stance that finds or convicts, `unit` with measure other.
  Elsewhere it says nothing, or something that was not meant.
warning named-actor
  An actor with an entry is named by its id, not by its name.
  Its page would lack what it says, and lists would take it for somebody else.
error no-source
  Every event has at least one source.
  Nothing is said here without a source.
error invalid-url
  An address begins with `https://` or `http://` and names a host, without spaces or passwords.
  Other addresses do not work for readers or can harm them.
error source-conflict
  One address has one title and one publisher across the record.
  One source would be counted as two, or two as one.
warning source-before-event
  A source appeared on or after the earliest day of the event.
  A source cannot report what had not happened; one of the dates is wrong.
info capture-without-hash
  A source that was `captured` has the `sha256` of what was captured.
  Without it nobody can tell later whether the copy is still what the event rests on.
warning uncited-source
  Every source is cited by the text or by a row of the event.
  A reader cannot tell what it is there for.
warning no-text
  An event has a text below its fields.
  Fields alone do not tell what happened.
error misread-citation
  Several sources in one citation stand apart by semicolons: `[@one; @two]`.
  What follows a comma is taken for a page of the first source, and the second one is not cited.
warning lost-link
  A link in a text leads to a whole address; events and other pages are linked with `[[id]]`.
  Any other link is taken away, and only its words stay.
warning uncited-paragraph
  Every paragraph cites at least one source.
  Nothing is said here without a source.
info title-style
  A title has at most 100 characters, no full stop at its end, no question, exclamation or quotation, and no capitals alone.
  It names an event in lists and searches, where nothing else explains it and none should shout louder than another.
warning loaded-term
  Words that take sides, as `registry/wording.yml` lists them, stand in quotation marks or in a name and nowhere else.
  What one side did is told in the same words as what another did.
info asymmetric-wording
  A text tells a deed of violence of an actor with the words of whoever says so, or a position finds, convicts of or admits it.
  One side's deeds would be told as facts and the other's as claims.
warning long-quotation
  A quotation has at most 25 words.
  Facts carry over, sentences of a source belong to whoever wrote them.
error unknown-image
  An image that a text shows is a file below `events/`, named from the event's own folder.
  An image from elsewhere would tell another server who reads.
error invalid-image
  An image is a PNG, JPEG or WebP file that holds one picture, at most 5 MB and 40 megapixels.
  Images are made anew from their pixels, so that no place, device or hidden content is published with them.
error image-without-words
  An image has words that say what is seen.
  Readers who do not see it, or do not load it, would miss what it shows.
warning unused-image
  An image in `events/` is shown by an event.
  What nobody sees nobody reviews.
error stray-file
  `events/`, `seeds/` and `docs/` hold Markdown and images, `registry/` its own files, and nothing else lies there.
  Nothing of a contribution is published as it is: a script or a style sheet would reach every reader.
error untitled-page
  A page in `docs/` begins with its title, `# …`.
  What stands above a title is read as settings of the page, and could change what readers get.
error costly-markdown
  A text, and a page in `docs/`, keeps within the numbers of signs and the depth that its parser takes in its stride.
  A few thousand brackets or list items inside each other keep a build busy for a minute.
error reversed-range
  In a figure, low is at most best and best at most high.
  Two of the numbers were swapped.
error negative-figure
  Figures are counts, zero or more.
  There is no negative count.
error empty-figure
  A figure gives at least one of low, best and high.
  A row without a number says nothing.
error coordinates-out-of-range
  Latitude lies between -90 and 90, longitude between -180 and 180, and both are given.
  The point would not be on the map.
error false-precision
  Coordinates have no more decimals than the stated precision of the place allows.
  Decimals that nobody measured send readers, or worse, to a wrong door.
warning same-place-twice
  No two places have a name in common, or names spelt much alike, and lie so near that they may be one.
  Each entry would show half of what happened there.
warning same-actor-twice
  No two actors of one country have a name in common, or names spelt much alike.
  Each entry would show half of what the actor did and said.
warning unknown-country
  A country is named by its code of ISO 3166-1 alpha-2.
  By another code neither borders nor telephone numbers are known, and other programs find nothing under it.
warning place-outside-country
  A place lies in its country, by its legal status under resolutions of the United Nations, as precisely as its point is known.
  Coordinates are swapped or wrong, or a border was taken for settled that is not.
error private-person
  A person has an entry only with a public role: an office, a conviction or a public charge.
  The record puts no private person at risk.
warning personal-data
  No text holds a telephone number, an e-mail address or a national number.
  Such a number leads to a person's door, and the site is read by those who look for it too.
error seed-claim-uncovered
  Every claim of a seed names the events that carry it.
  A claim that leads nowhere has not been dealt with.
error status-without-note
  A status other than confirmed says why.
  A reader must be able to judge the doubt.
warning dead-source links
  A source answers at its address, and so does its copy in an archive.
  Readers would have nothing left to hold a statement against.
info dead-but-archived links
  A source answers at its own address, not only in an archive.
  The copy is the only one left, and it is in the hands of one archive.
info moved-source links
  A source is named by the address at which it is now.
  Sites drop the way from an old address to the new one after some years.
info changed-title links
  A page still bears the title that the record gives it.
  Another title can mean another text: corrected, taken back, or something else in its place.
info unseen-source links
  A source can be looked at by a program.
  Nobody knows whether it is still there until a person looks.
info unarchived-source links
  A source has a copy in an archive.
  Pages vanish, and those about wars sooner than others.
info empty-registry-entry
  Something refers to every conflict, actor, place and tag of the registry.
  Its page would be empty; perhaps an id was misspelt somewhere, or an event never came.
warning unused-ignore
  A warning that a file switches off occurs in it.
  What is no longer needed hides the next mistake.
"""


def _rows() -> dict[str, Rule]:
    lines = _TABLE.strip().splitlines()
    rules = {}
    for head, wants, why in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        severity, name, *by = head.split()
        rules[name] = Rule(name, Severity(severity), wants.strip(), why.strip(), (*by, "check")[0], name in FIXED)
    return rules


RULES: dict[str, Rule] = _rows()
"""All rules by name, in the order in which the reference lists them."""
