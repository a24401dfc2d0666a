// The message model's small Markdown, parsed by marked and cleaned by DOMPurify. Merchants' own words pass through here
// when the advisor quotes them: only the tags of the subset survive, without attributes.

import DOMPurify from "dompurify";
import { Marked } from "marked";

const TAGS = ["p", "br", "strong", "ul", "ol", "li"];
// In the subset a list is what its lines say; CommonMark would draw the line after it into the last item, and lets a
// list that begins with another number than 1 not follow a line of text.
const LIST_BEGINS = /^(?!\s|[-•]\s|\d+[.、]\s)(.+)\n(?=(?:[-•]|\d+[.、])\s)/gm;
const LIST_ENDS = /^((?:\s+\S|[-•]\s|\d+[.、]\s).*)\n(?=\S)(?!(?:[-•]|\d+[.、])\s)/gm;
const BOLD = /^\*\*(?=\S)(.+?)\*\*/;
const parser = new Marked({ gfm: true, breaks: true });
parser.use({
  tokenizer: {
    // No links, pictures, code, tables or raw HTML: what looks like them is text.
    link: () => undefined,
    reflink: () => undefined,
    autolink: () => undefined,
    url: () => undefined,
    code: () => undefined,
    fences: () => undefined,
    codespan: () => undefined,
    heading: () => undefined,
    lheading: () => undefined,
    hr: () => undefined,
    blockquote: () => undefined,
    table: () => undefined,
    html: () => undefined,
    tag: () => undefined,
    def: () => undefined,
    del: () => undefined,
    // CommonMark does not close bold between Chinese punctuation and a character (**为什么：**因为); the subset does.
    emStrong(source) {
      const bold = BOLD.exec(source);
      if (!bold) return undefined;
      const [raw, text = ""] = bold;
      return { type: "strong", raw, text, tokens: this.lexer.inlineTokens(text) };
    },
  },
});

const drawn = new Map<string, DocumentFragment>();
const MOST_DRAWN = 400;

/** The text as nodes to insert. */
export function markdown(text: string): Node {
  let known = drawn.get(text);
  if (!known) {
    if (drawn.size >= MOST_DRAWN) drawn.clear();
    known = draw(text);
    drawn.set(text, known);
  }
  return known.cloneNode(true);
}

function draw(text: string): DocumentFragment {
  const html = parser.parse(text.replace(LIST_BEGINS, "$1\n\n").replace(LIST_ENDS, "$1\n\n"), { async: false });
  return DOMPurify.sanitize(html, { ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ["start"], RETURN_DOM_FRAGMENT: true });
}
