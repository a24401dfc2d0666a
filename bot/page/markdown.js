// The message model's small Markdown: **bold**, "- " and "1. " lists, line breaks. Everything else is plain text.
// A line that begins bold is a title or a question and starts a paragraph of its own.

import { element } from "./elements.js";

const BULLET = /^\s*[-•]\s+(.*)$/;
const NUMBERED = /^\s*(\d+)[.、]\s+(.*)$/;
const INDENTED = /^\s{2,}(\S.*)$/;

/** The text as a list of block elements. */
export function blocks(text) {
  const found = [];
  for (const line of text.split("\n")) addLine(found, line);
  return found;
}

function addLine(found, line) {
  const last = found[found.length - 1];
  const bullet = BULLET.exec(line);
  const numbered = NUMBERED.exec(line);
  const indented = INDENTED.exec(line);
  if (bullet) openList(found, "UL").append(element("li", {}, ...inline(bullet[1])));
  else if (numbered) openList(found, "OL", numbered[1]).append(element("li", {}, ...inline(numbered[2])));
  else if (indented && last?.lastElementChild?.tagName === "LI") last.lastElementChild.append(element("br"), ...inline(indented[1]));
  else if (line.trim() === "") found.push(element("p"));
  else if (last?.tagName === "P" && !line.startsWith("**")) last.append(...(last.childNodes.length ? [element("br")] : []), ...inline(line));
  else found.push(element("p", {}, ...inline(line)));
}

function openList(found, tag, start = "1") {
  const last = found[found.length - 1];
  if (last?.tagName === tag) return last;
  const opened = element(tag.toLowerCase(), tag === "OL" && start !== "1" ? { start } : {});
  found.push(opened);
  return opened;
}

function inline(text) {
  return text
    .split(/\*\*(.+?)\*\*/)
    .map((part, index) => (index % 2 ? element("strong", {}, part) : part))
    .filter((part) => part !== "");
}
