const SVG = "http://www.w3.org/2000/svg";

/**
 * Builds an element. In `props`, `on` holds listeners by event, `data` the dataset;
 * true writes an empty attribute, false, null and undefined leave it out.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node|string|null|undefined|false)} children
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  const { on = {}, data = {}, ...attributes } = props;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  Object.assign(node.dataset, data);
  node.append(...children.filter(Boolean));
  return node;
}

/** A decorative symbol of icons.svg. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A round picture with initials, its colour chosen by the id. */
export function avatar(id, name) {
  const words = name.split(/\s+/).filter(Boolean);
  const initials = words.slice(0, 2).map((word) => word[0].toUpperCase()).join("");
  return el("span", { class: "avatar", "aria-hidden": "true", data: { tint: tint(id) } }, initials);
}

/** One of seven colours, always the same for the same id. */
export function tint(id) {
  return Math.abs(id) % 7;
}

/** A count in a pill, or nothing at zero. */
export function badge(count) {
  return count ? el("span", { class: "badge" }, String(count), el("span", { class: "unseen" }, " pesan baru")) : null;
}

/** @param {string} selector */
export function find(selector) {
  return document.querySelector(selector);
}

export function clear(node, ...children) {
  node.replaceChildren(...children.filter(Boolean));
}

/** @param {string} text */
export function shorten(text, length = 90) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
