#!/usr/bin/env python3
"""Compares the HTML cleaner with html5lib: the text it keeps, and what a browser would find in its output.

    html-agreement.py TOOL [--fuzz N] FILE...

TOOL reads jobs from standard input (two strings each: base URL, source) and answers with six (HTML, text, text on
one line, first image, truncated, steps); a string is four bytes of little-endian length and its bytes. FILEs hold
one source each, or many as such strings when they end in .bin. Needs `pip install html5lib`.
"""
import random, re, struct, subprocess, sys
import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
DROPPED = set("""applet button datalist math noscript object select svg template iframe noembed noframes plaintext
    script style textarea title xmp embed""".split())
ALLOWED = set("""a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup
    time u var br hr img source track wbr address article aside blockquote dd details div dl dt figcaption figure
    footer h1 h2 h3 h4 h5 h6 header hgroup li main nav ol p pre section summary ul caption table tbody td tfoot th
    thead tr audio picture video colgroup""".split())
ATTRIBUTES = set("""dir lang title href src srcset poster cite width height colspan rowspan start value alt abbr
    datetime scope type media sizes kind srclang label reversed open rel controls""".split())


def pack(*strings):
    return b"".join(struct.pack("<I", len(s)) + s for s in strings)


def unpack(data):
    at, strings = 0, []
    while at < len(data):
        (count,) = struct.unpack_from("<I", data, at)
        strings.append(data[at + 4 : at + 4 + count])
        at += 4 + count
    return strings


def letters(text):
    """Text without white space: where paragraphs begin is not html5lib's business."""
    return re.sub(r"[\s\u00a0\0]+", "", text)


def visible(node):
    if not isinstance(node.tag, str):
        return node.tail or ""
    name = node.tag.replace(HTML, "")
    if name in DROPPED or not node.tag.startswith(HTML):
        return node.tail or ""
    return (node.text or "") + "".join(map(visible, node)) + (node.tail or "")


def parse(text):
    root = html5lib.parseFragment(text, container="div", treebuilder="etree")
    return root


def text_of(source):
    root = parse(source)
    return (root.text or "") + "".join(map(visible, root))


def faults(output):
    for node in parse(output).iter():
        if not isinstance(node.tag, str):
            yield "comment"
            continue
        if node.tag == "DOCUMENT_FRAGMENT":
            continue
        name = node.tag.replace(HTML, "")
        if name not in ALLOWED:
            yield f"element {name}"
        for key, value in node.attrib.items():
            if str(key) not in ATTRIBUTES:
                yield f"attribute {key}"
            if key in ("href", "src", "poster", "cite") and not re.match(
                "https?://|mailto:" if key == "href" else "https?://", re.sub(r"[\x00-\x20]", "", value), re.I
            ):
                yield f"{key}={value[:60]}"
            if key == "srcset":
                for candidate in value.split(", "):
                    if not re.match("https?://", candidate.strip(), re.I):
                        yield f"srcset={candidate[:60]}"


def damaged(source, rng):
    pieces = ["<", ">", "&", "</p>", "<p>", "<li>", "<td>", "<table>", "</table>", "<svg>", "</svg>", "<!--", "-->",
              '"', "<b>", "</b>", "<a href=x>", "</a>", "<div>", "</div>", "<script>", "</script>", "<title>", "<tr>",
              "<select>", "<option>", "<button>", "</button>", "<noscript>", "&amp", "&#x80;", "<h2>", "</h3>", "<dd>"]
    at = rng.randrange(len(source) + 1)
    kind = rng.randrange(3)
    if kind == 0:
        return source[:at] + rng.choice(pieces) + source[at:]
    if kind == 1:
        return source[:at] + source[at + rng.randrange(1, 40):]
    return source[:at]


def main():
    tool, *arguments = sys.argv[1:]
    fuzz = 0
    if arguments[0] == "--fuzz":
        fuzz = int(arguments[1])
        arguments = arguments[2:]
    sources = []
    for path in arguments:
        data = open(path, "rb").read()
        sources += unpack(data) if path.endswith(".bin") else [data]
    sources = [s.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n") for s in sources]
    rng = random.Random(1)
    if fuzz:
        small = [s for s in sources if 20 < len(s) < 20000]
        sources = []
        for _ in range(fuzz):
            source = rng.choice(small)
            for _ in range(rng.randrange(1, 6)):
                source = damaged(source, rng)
            sources.append(source)
    base = b"https://example.com/a/b"
    jobs = b"".join(pack(base, s.encode("utf-8", "replace")) for s in sources)
    answers = unpack(subprocess.run([tool, "batch"], input=jobs, stdout=subprocess.PIPE, check=True).stdout)
    assert len(answers) == 6 * len(sources), (len(answers), len(sources))
    agree, clean, stable = 0, 0, 0
    shown = 0
    for index, source in enumerate(sources):
        html, text, line = (a.decode() for a in answers[index * 6 : index * 6 + 3])
        wanted = letters(text_of(source))
        if letters(text) == wanted and letters(line) == wanted:
            agree += 1
        elif shown < 8:
            shown += 1
            got = letters(text)
            at = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
            print(f"--- text differs in #{index} ({len(source)} characters) at {at}")
            print("   ours:", repr(got[max(0, at - 30) : at + 60]))
            print(" theirs:", repr(wanted[max(0, at - 30) : at + 60]))
            open(f"/tmp/differs-{index}.html", "w").write(source)
        wrong = sorted(set(faults(html)))
        clean += not wrong
        if wrong:
            print(f"--- output #{index}:", wrong[:5])
        stable += letters(text_of(html)) == letters(text)
    print(f"text {agree}/{len(sources)}, output clean {clean}/{len(sources)}, text of output {stable}/{len(sources)}")


main()
