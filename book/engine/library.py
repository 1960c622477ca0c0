"""The library as Doxygen found it: classes and functions with their pages, by folder, and who speaks of them."""
import html
import pathlib
import re
import xml.etree.ElementTree as tree

import listing


def member_url(identity):
    """classdln_1_1Dense_1a29e -> classdln_1_1Dense.html#a29e"""
    compound, _, member = identity.rpartition("_1")
    return f"{compound}.html#{member}"


def brief_of(element):
    """The first sentence of an entry as text."""
    brief = element.find("briefdescription")
    words = " ".join("".join(brief.itertext()).split()) if brief is not None else ""
    return html.escape(words, quote=False)


class Entry:
    """A class, a function or a type, with the header that declares it."""

    def __init__(self, name, kind, url, brief, file):
        self.name, self.kind, self.url, self.brief, self.file = name, kind, url, brief, file

    @property
    def short(self):
        return self.name.removeprefix("dln::")


class Library:
    """What Doxygen's XML says of the headers."""

    def __init__(self, folder=None):
        self.entries, self.links, self.pages_of, self.files = [], {}, {}, {}
        if folder is not None:
            self.read(pathlib.Path(folder))
        self.file_pages = {entry.url.partition("#")[0] for entry in self.entries} & set(self.files)
        self.full = {}
        for entry in self.entries:
            self.full.setdefault(entry.name, entry.url)
        shorts = {}
        for entry in self.entries:
            if entry.kind in ("class", "struct") and not self.is_internal(entry):
                shorts.setdefault(entry.name.rpartition("::")[2], set()).add(entry.url)
        # Only names that mean one thing become links in code.
        self.links = {name: next(iter(urls)) for name, urls in shorts.items() if len(urls) == 1 and name[0].isupper()}

    def read(self, folder):
        for compound in tree.parse(folder / "index.xml").getroot():
            identity, kind = compound.get("refid"), compound.get("kind")
            if kind not in ("class", "struct", "namespace", "file"):
                continue
            definition = tree.parse(folder / f"{identity}.xml").getroot().find("compounddef")
            name = definition.findtext("compoundname")
            place = definition.find("location")
            if kind == "file":
                self.files[f"{identity}.html"] = place.get("file")
            if kind == "file" or definition.get("prot") == "private":
                continue
            if kind in ("class", "struct"):
                self.entries.append(Entry(name, kind, f"{identity}.html", brief_of(definition), place.get("file")))
                continue
            for member in definition.iter("memberdef"):
                if member.get("kind") in ("function", "enum", "typedef", "variable") and brief_of(member):
                    self.entries.append(Entry(f"{name}::{member.findtext('name')}", member.get("kind"),
                                              member_url(member.get("id")), brief_of(member),
                                              member.find("location").get("file")))

    @staticmethod
    def is_internal(entry):
        return "/engine/" in entry.file

    def link_names(self, markup):
        """Names such as dln::Dense become links, outside of links and code listings."""
        def link(match):
            name = match[0]
            return f'<a href="{self.full[name]}" class="name">{name}</a>' if name in self.full else name
        pieces = re.split(r"(<a\b.*?</a>|<pre\b.*?</pre>|<svg\b.*?</svg>|<[^>]*>)", markup, flags=re.S)
        return "".join(piece if piece.startswith("<") else re.sub(r"\bdln::[\w:]*\w", link, piece) for piece in pieces)

    def listing(self, request):
        """HTML of what a folder offers: 'layers', or 'conv naive im2col' for these headers only, the others folded away."""
        folder, *stems = request.split()
        here = [entry for entry in self.entries if entry.file.startswith(f"lib/dln/{folder}/")]
        if not here:
            raise KeyError(f"expected a folder of lib/dln, got '{folder}'")
        shown = [e for e in here if not self.is_internal(e) and (not stems or pathlib.Path(e.file).stem in stems)]
        folded = [e for e in here if e not in shown]
        markup = self.entry_list(shown)
        if folded:
            markup += (f'<details class="internals"><summary>Internals of {folder}: {len(folded)} entries for who builds '
                       f"such a thing</summary>{self.entry_list(folded)}</details>")
        return markup

    def entry_list(self, entries):
        once = {}
        for entry in entries:  # overloads are one entry
            once.setdefault(entry.name, entry)
        order = {"class": 0, "struct": 0}
        chosen = sorted(once.values(), key=lambda e: (order.get(e.kind, 1), e.short.lower()))
        rows = []
        for entry in chosen:
            pages = "".join(f' <a class="told" href="{page.url}">{page.number or page.title}</a>'
                            for page in self.pages_of.get(entry.url, []) if page.number)
            told = f'<span class="told-in">chapter{pages}</span>' if pages else ""
            call = "()" if entry.kind == "function" else ""
            rows.append(f'<li><a href="{entry.url}"><code>{html.escape(entry.short).replace("::", "::<wbr>")}{call}</code></a> '
                        f"<span>{entry.brief}</span>{told}</li>")
        return f'<ul class="entries">{"".join(rows)}</ul>'

    def note_pages(self, texts):
        """Which pages of the book link to which class; `texts` are (page, HTML) in the order of the path."""
        for page, markup in texts:
            for url in dict.fromkeys(re.findall(r'href="((?:class|struct|namespace)[^"]*)"', markup)):
                self.pages_of.setdefault(url, []).append(page)

    def frame(self, name, title, markup):
        """A page of the reference: its title, the way to its source, and the chapters that speak of it."""
        files = {entry.file for entry in self.entries if entry.url == name}
        sources = "".join(f' · <a href="{listing.source_url(path)}">{path}</a>' for path in sorted(files))
        pages = ", ".join(f'<a href="{page.url}">{html.escape(page.name)}</a>' for page in self.pages_of.get(name, [])
                          if page.label != "library")
        told = f'<p class="told-in">The book speaks of it in {pages}.</p>' if pages else ""
        return (f'<p class="facts"><a href="library.html">Library reference</a>{sources}</p><h1>{html.escape(title)}</h1>'
                f"{told}{markup}")


def title_of(doxygen):
    """dln::Dense< T > Class Template Reference -> class dln::Dense<T>"""
    title = html.unescape(doxygen)
    match = re.fullmatch(r"(.*?) (Class|Struct|Union|Namespace|File)(?: Template)? Reference", title)
    name, kind = (match[1], match[2].lower() + " ") if match else (title, "")
    return kind + re.sub(r"\s*<\s*(.*?)\s*>", r"<\1>", name)
