"""Code as the book shows it: fragments cut out of their files, coloured, and whole files with numbered lines."""
import html
import re

KEYWORDS = set("""alignas auto bool break case catch char class co_await co_return co_yield concept const constexpr
continue decltype default delete do double else enum explicit extern false final float for friend if inline int long
mutable namespace new noexcept nullptr operator override private protected public requires return short signed sizeof static
static_assert static_cast struct switch template this throw true try typedef typename union unsigned using virtual void
volatile while""".split())

CPP = re.compile(r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
  | (?P<string> R"\(.*?\)" | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])+' )
  | (?P<directive> ^[ \t]*\#[ \t]*\w+(?:[ \t]*<[^>\n]*>)? )
  | (?P<number> \b(?:0x[\da-fA-F']+|\d[\d']*(?:\.\d*)?(?:[eE][+-]?\d+)?)[fFlLuU]*\b\.? | (?<![\w.])\.\d+[fF]? )
  | (?P<name> [A-Za-z_]\w* )
""", re.X | re.S | re.M)

SHELL = re.compile(r"""
    (?P<comment> (?:^|(?<=\s))\#[^\n]* )
  | (?P<string> "(?:\\.|[^"\\])*" | '[^']*' )
  | (?P<keyword> ^[./\w-]+ )
""", re.X | re.M)


def span(kind, text):
    """A coloured word. Its class is the kind's first letter: pages of code consist of such words."""
    return f"<span class={kind[0]}>{html.escape(text, quote=False)}</span>"


def colour(code, language="cpp", links=None):
    """HTML of a piece of code. `links` leads from a class's name to its page."""
    if language not in ("cpp", "c++", "sh", "bash"):
        return html.escape(code, quote=False)
    pattern = CPP if language in ("cpp", "c++") else SHELL
    parts, position = [], 0
    for match in pattern.finditer(code):
        parts.append(html.escape(code[position:match.start()], quote=False))
        position, kind, text = match.end(), match.lastgroup, match[0]
        if kind != "name":
            # A comment of several lines is a span a line, so that a page can number them.
            parts.append("\n".join(span(kind, line) for line in text.split("\n")))
        elif text in KEYWORDS:
            parts.append(span("keyword", text))
        elif links and text in links and not code[match.end():].startswith("::"):
            parts.append(f'<a class=t href="{links[text]}">{text}</a>')
        elif re.match(r"[A-Z]\w*[a-z]", text) or re.match(r"\w+_t$", text):
            parts.append(span("type", text))
        else:
            parts.append(text)
    parts.append(html.escape(code[position:], quote=False))
    return "".join(parts)


def whole_words(line, plain):
    """A line of coloured code that a browser ends at better places than its own: not within an arrow or an option, as it does
    at every hyphen; and, where a word is longer than a phone's line, behind a parenthesis rather than inside of a name."""
    behind = "(<wbr>" if max(map(len, plain.split(" "))) > 30 else "("
    line = re.sub(r"<span class=c>(?=//|#)", '<span class="c last">', line)
    return re.sub(r"<[^>]*>|-&gt;|--\w+|\((?!\))", lambda m: m[0] if m[0][0] == "<" else behind if m[0] == "(" else
                  f'{"<wbr>" if m[0] == "-&gt;" else ""}<span class=o>{m[0]}</span>', line)


def by_line(markup, code):
    """A span a line, which knows how far in it begins: where a page is narrow, long lines go on below."""
    rows = []
    for line, plain in zip(markup.split("\n"), code.split("\n")):
        line = whole_words(line, plain)
        inner = len(plain) - len(plain.lstrip(" "))
        indent = f' style="--in:{inner}"' if inner else ""
        # A phone shows less of a long way in, and ends no line between it and a long word.
        if line.startswith(" " * inner) and (inner > 10 or inner and len(plain.strip().partition(" ")[0]) > 24):
            line = f'<span class="in">{" " * inner}</span>{line[inner:]}'
        rows.append(f'<span class="line"{indent}>{line}\n</span>')
    return "".join(rows)


def dedent(lines):
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines]


def cut(text, name):
    """The lines between the two marks of a fragment, without other marks, and the number of the first."""
    lines = text.splitlines()
    places = [i for i, line in enumerate(lines) if line.strip() == f"// [{name}]"]
    if len(places) != 2:
        raise KeyError(f"expected a beginning and an end of [{name}], got {len(places)} marks")
    kept = [line for line in lines[places[0] + 1:places[1]] if not re.fullmatch(r"\s*// \[.+\]", line)]
    return dedent(kept), places[0] + 2


def source_url(path):
    """The page that shows a whole file."""
    return "source-" + path.replace("/", "-").replace(".", "-") + ".html"


def fragment(root, place, links):
    """HTML of a fragment with its name and the way to its file; and its lines."""
    path, separator, name = place.partition(": ")
    if not separator or not (root / path).is_file():
        raise KeyError(f"expected a source file and a fragment, 'lib/dln/x.cpp: Do the step', got '{place}'")
    lines, first = cut((root / path).read_text(encoding="utf-8"), name)
    link = f'<a class="path" href="{source_url(path)}#L{first}" title="the whole file">{path.replace("/", "/<wbr>")}</a>'
    text = "\n".join(lines)
    code = by_line(colour(text, links=links), text)
    return (f'<figure class="code"><figcaption><span>{html.escape(name)}</span> {link}</figcaption>'
            f'<pre tabindex="0"><code>{code}</code></pre></figure>'), lines


def block(code, language, links=None):
    """HTML of code that stands in a page itself."""
    lines = by_line(colour(code, language, links), code)
    return f'<figure class="code"><pre tabindex="0"><code>{lines}</code></pre></figure>'


def whole_file(root, path, links):
    """A source file with a number and an anchor a line. The marks of fragments are its headlines."""
    text = (root / path).read_text(encoding="utf-8").rstrip("\n")
    rows = []
    for number, line in enumerate(colour(text, links=links).split("\n"), 1):
        mark = " class=mark" if re.fullmatch(r"\s*<span class=c>// \[.+\]</span>", line) else ""
        rows.append(f"<span id=L{number}{mark}>{line}\n</span>")
    return f'<figure class="code whole"><pre tabindex="0"><code>{"".join(rows)}</code></pre></figure>'
