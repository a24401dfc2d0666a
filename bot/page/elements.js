// Builds DOM nodes. Text only ever becomes text: nothing that came over the network is read as HTML.

/**
 * @param {string} tag element name, with classes after dots: "p.why"
 * @param {Record<string, string|boolean|EventListener>} [given] attributes; names beginning with "on" are listeners
 * @param {...(Node|string|null|undefined|false)} children
 */
export function element(tag, given = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  node.classList.add(...classes);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

/** A part that unfolds. */
export function unfolding(summary, ...children) {
  return element("details.unfolding", {}, element("summary", {}, summary), ...children);
}

/** A list with one item for each entry, or nothing for none. */
export function list(tag, entries, item) {
  return entries.length ? element(tag, {}, ...entries.map((entry, index) => element("li", {}, ...item(entry, index)))) : null;
}
