"""Changes a solution automatically, one operator, index, constant, sign, term, argument or statement at a time."""
import re

SPACED = {"+": "-", "-": "+", "*": "/", "/": "*", "%": "/", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=",
          "!=": "==", "&&": "||", "||": "&&", "+=": "= -=", "-=": "= +=", "*=": "= /=", "/=": "= *=", "%=": "/="}
NAMES = {"max": "min", "min": "max", "n_rows": "n_cols", "n_cols": "n_rows", "each_row": "each_col", "each_col": "each_row",
         "join_cols": "join_rows", "join_rows": "join_cols", "height": "width", "width": "height", "front": "back",
         "square": "abs", "index_max": "index_min", "ones": "zeros", "sum": "mean", "mean": "sum",
         "i": "j", "j": "i", "p": "q", "q": "p", "r": "s", "s": "r", "P": "Q", "Q": "P", "R": "S", "S": "R"}
TOKEN = re.compile(r"(?P<skip>//[^\n]*|/\*.*?\*/|#[^\n]*|\"(?:\\.|[^\"\\])*\")"
                   r"|(?P<spaced>(?<= )(?:[-+*/%]=?|[<>]=?|[=!]=|&&|\|\|)(?= ))"
                   r"|(?P<number>(?<![\w.])\d+(?:\.\d+)?(?![\w.]))"
                   r"|(?P<name>[A-Za-z_]\w*)"
                   r"|(?P<minus>(?<=[(\s,=])-(?=[\w(]))", re.S)
OPENING, CLOSING = "([{", ")]}"


def closing(text, opening):
    """Where the bracket that opens here closes."""
    depth = 0
    for i in range(opening, len(text)):
        depth += (text[i] in OPENING) - (text[i] in CLOSING)
        if depth == 0:
            return i
    return len(text)


def end_of(text, start, stops):
    """Where an operand that starts here ends: before a spaced operator of `stops`, a comma, a semicolon or a bracket."""
    depth, i = 0, start
    while i < len(text):
        if depth == 0 and (text[i] in ",;)]}?:{" and text[i:i + 2] != "::" and text[i - 1:i + 1] != "::"):
            return i
        if depth == 0 and text[i] == " " and re.match(stops, text[i:]):
            return i
        depth += (text[i] in OPENING) - (text[i] in CLOSING)
        i += 1
    return i


def body_starts(text):
    """Where functions' bodies are: signatures are not changed."""
    spans = []
    for match in re.finditer(r"^[^\s#/}][^;{}]*?\)[^;{}()]*\{", text, re.M):
        spans.append((match.end(), closing(text, match.end() - 1)))
    return spans


def known(name, before):
    """Whether a name can be used after this text: a variable of one letter must have been declared."""
    return len(name) > 1 or re.search(rf"(?:\b(?:uword|int|size_t|auto|double) |, ){name} =", before) is not None


def changes(text):
    """Yields (start, end, replacement)."""
    for token in TOKEN.finditer(text):
        start, end, found = token.start(), token.end(), token[0]
        if token["spaced"]:
            for other in SPACED.get(found, "").split():
                yield start, end, other
            if found in ("+", "-"):
                yield start - 1, end_of(text, end + 1, r" (?:[-+]|[<>=!]=?|&&|\|\||[-+*/%]=) "), ""
            if found in ("*", "/", "%"):
                yield start - 1, end_of(text, end + 1, r" (?:[-+*/%]|[<>=!]=?|&&|\|\||[-+*/%]=) "), ""
        elif token["number"]:
            whole = "." not in found
            yield start, end, str(int(found) + 1) if whole else str(float(found) + 1)
            if whole and int(found) > 0:
                yield start, end, str(int(found) - 1)
        elif token["name"]:
            declares = re.search(r"(?:\b(?:uword|int|size_t|auto|double)|[&*]) $", text[:start]) or (
                re.search(r", $", text[:start]) and text[end:end + 3] == " = ")
            if found in NAMES and text[end:end + 2] != "::" and not declares and known(NAMES[found], text[:start]):
                yield start, end, NAMES[found]
            if end < len(text) and text[end] == "(" and found not in ("for", "if", "while", "max", "min", "switch"):
                yield from swapped_arguments(text, end)
        elif token["minus"]:
            yield start, end, ""
    for match in re.finditer(r"\.t\(\)", text):
        yield match.start(), match.end(), ""
    for match in re.finditer(r"^[ \t]+(?=\S)(?!const |return\b|auto |double |int |arma::\w+ |std::\w+[^ ]* \w+[;({= ])"
                             r"(?:[^\n;{}]* [-+*/%]?= [^\n;]*|if \([^\n]*\) continue|\+\+[^\n;]*);$", text, re.M):
        yield match.start(), match.end(), ""


def swapped_arguments(text, opening):
    """Each two neighbouring arguments of a call, exchanged."""
    inside, end = opening + 1, closing(text, opening)
    places, depth = [inside], 0
    for i in range(inside, end):
        depth += (text[i] in OPENING + "<" and text[i:i + 2] != "< ") - (text[i] in CLOSING)
        if text[i] == "," and depth == 0:
            places.append(i + 1)
    places.append(end + 1)
    pieces = [text[a:b - 1].strip() for a, b in zip(places, places[1:])]
    for k in range(len(pieces) - 1):
        if pieces[k] != pieces[k + 1]:
            exchanged = pieces[:k] + [pieces[k + 1], pieces[k]] + pieces[k + 2:]
            yield inside, end, ", ".join(exchanged)


def squeezed(text):
    """A text without its comments and spaces: whether two solutions are the same."""
    return re.sub(r"\s+", "", re.sub(r"//[^\n]*", "", text))


def mutants(solution):
    """The changed solutions, each with a line that tells the change; none twice."""
    spans, seen, made = body_starts(solution), {squeezed(solution)}, []
    for start, end, replacement in changes(solution):
        if not any(first <= start and end <= last for first, last in spans):
            continue
        text = solution[:start] + replacement + solution[end:]
        if squeezed(text) in seen:
            continue
        seen.add(squeezed(text))
        number = solution.count("\n", 0, start) + 1
        old, new = solution.splitlines()[number - 1].strip(), text.splitlines()[number - 1].strip()
        made.append((f"line {number}: {old}  ->  {new or '(nothing)'}", text))
    return made
