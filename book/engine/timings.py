"""Honest timings: a page that shows times says on which machine they were measured, and marks those that a busy one spoiled."""
import html
import json
import re

# Names of numbers, columns and captions that speak of time.
TIMED = re.compile(r"second|[_ ]ms\b|[_ ][uµ]s\b|speedup|speed-up|times as fast|GFLOP|GB/s|[µm]s\b|\btimes?\b|_time_")
TOO_BUSY = 0.15  # of all cores, taken by other programs


def is_timed(words):
    return TIMED.search(words) is not None


def machine(results, number):
    """Where a chapter's results were measured; None where that was not noted."""
    path = results.folders.get(number)
    try:
        return json.loads((path / "machine").read_text(encoding="utf-8")) if path else None
    except (OSError, ValueError):
        return None


def is_spoiled(results, number):
    told = machine(results, number)
    return told is not None and told["others"] > TOO_BUSY


def mark(results, number, words):
    """A measured time in a sentence, marked where other programs were busy."""
    if not is_spoiled(results, number):
        return words
    return f'<span class="unsteady" title="measured while other programs were busy">{words}</span>'


def note(results, numbers):
    """The sentence at the end of a page with times of these chapters."""
    told = [entry for entry in (machine(results, number) for number in sorted(numbers)) if entry]
    if not told:
        return ""
    places = list(dict.fromkeys(f"{entry['processor']}, {entry['cores']} cores, on {entry['date']}" for entry in told))
    others = max(entry["others"] for entry in told)
    spoiled = (f" <b>Other programs took {others:.0%} of the machine meanwhile: these times say little. Build the book again when "
               "it is quiet.</b>") if others > TOO_BUSY else ""
    kind = "measured spoiled" if spoiled else "measured"
    return f'<p class="{kind}">Times on this page were measured on {html.escape(" and ".join(places))}.{spoiled}</p>'
