import { el, icon } from "./dom.js";
import { followLink } from "./links.js";
import { stayHere } from "./scrolling.js";
import { say } from "./session.js";

const INLINE = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code" };
const SAFE_ADDRESS = /^(https?|mailto|tel|tg):/i;
const COMMAND = /(?<![\w/@.:<>])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/gi;

/** The server's HTML as nodes: known tags are rebuilt one by one, anything else leaves only its text. */
export function richText(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  fragment.append(...convertAll(parsed.body, true));
  return fragment;
}

function convertAll(parent, linkify) {
  return [...parent.childNodes].flatMap((node) => convert(node, linkify));
}

function convert(node, linkify) {
  if (node.nodeType === Node.TEXT_NODE) return textNodes(afterBlock(node), linkify);
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  if (INLINE[node.tagName]) {
    return [el(INLINE[node.tagName], {}, ...convertAll(node, linkify && node.tagName !== "CODE"))];
  }
  return (BUILDERS[node.tagName] ?? convertAll)(node, linkify);
}

/** A block ends its line itself; the newline after it would add an empty one. */
function afterBlock(node) {
  const block = /^(PRE|BLOCKQUOTE)$/.test(node.previousSibling?.nodeName ?? "");
  return block ? node.data.replace(/^\n/, "") : node.data;
}

const BUILDERS = {
  PRE: (node) => [el("pre", { tabindex: "0" }, node.textContent)],
  BR: () => ["\n"],
  A: (node, linkify) => {
    const href = node.getAttribute("href") ?? "";
    return SAFE_ADDRESS.test(href) ? [link(href, convertAll(node, false))] : convertAll(node, linkify);
  },
  BLOCKQUOTE: (node, linkify) => {
    const quote = el("blockquote", {}, ...convertAll(node, linkify));
    return [node.hasAttribute("expandable") ? foldable(quote) : quote];
  },
  "TG-SPOILER": (node) => [spoiler(convertAll(node, false))],
};

/** Telegram makes commands tappable without being asked. */
function textNodes(text, linkify) {
  if (!linkify) return [text];
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(COMMAND)) {
    nodes.push(text.slice(end, match.index), command(match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

function command(text) {
  return el("button", { type: "button", class: "link", on: { click: () => say(text) } }, text);
}

function link(href, children) {
  const open = (event) => followLink(href) && event.preventDefault();
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", on: { click: open } }, ...children);
}

function spoiler(children) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Teks tersembunyi" },
    el("span", {}, ...children));
  const reveal = (event) => {
    if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    node.classList.add("seen");
  };
  node.addEventListener("click", reveal, { once: true });
  node.addEventListener("keydown", reveal);
  return node;
}

function foldable(quote) {
  const toggle = el("button", { type: "button", class: "unfold", "aria-expanded": "false", "aria-label": "Buka kutipan" },
    icon("down"));
  const box = el("div", { class: "fold" }, quote, toggle);
  box.addEventListener("click", (event) => {
    if (event.target.closest("a, .link, .spoiler") || !getSelection().isCollapsed) return;
    const open = box.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", open ? "Lipat kutipan" : "Buka kutipan");
    stayHere();
  });
  return box;
}

/** A quote that fits in its three lines needs no handle; known only once it is laid out. */
export function settleFolds(root) {
  for (const box of root.querySelectorAll(".fold:not(.open, .short)")) {
    const quote = box.firstElementChild;
    box.classList.toggle("short", quote.scrollHeight <= quote.clientHeight + 2);
  }
}
