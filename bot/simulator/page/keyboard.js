import { api } from "./api.js";
import { el, find, icon } from "./dom.js";
import { followLink } from "./links.js";
import { attempt, session } from "./session.js";
import { toast } from "./sheets.js";

/** The buttons under a message. @param {import("./api.js").Message} message */
export function inlineKeyboard(message) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  return el("div", { class: "keys", role: "group", "aria-label": "Tombol pesan" },
    ...rows.map((row) => el("div", { class: "keys-row" }, ...row.map((button) => key(button, message)))));
}

function key(button, message) {
  const shape = { class: "key", data: { style: button.style ?? "" } };
  if (button.url) return linkKey(button, shape);
  if (button.copy_text) return copyKey(button, shape);
  const node = el("button", { ...shape, type: "button" }, button.text);
  node.addEventListener("click", () => press(node, button, message));
  return node;
}

function linkKey(button, shape) {
  const open = (event) => followLink(button.url) && event.preventDefault();
  const href = /^(https?|tg|mailto|tel):/i.test(button.url) ? button.url : `https://${button.url}`;
  return el("a", { ...shape, href, target: "_blank", rel: "noopener noreferrer", on: { click: open } },
    button.text, icon("out"));
}

function copyKey(button, shape) {
  return el("button", { ...shape, type: "button", on: { click: () => copy(button.copy_text.text) } },
    button.text, icon("copy"));
}

export async function copy(text) {
  const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
  toast(done ? "Disalin" : "Peramban tidak mengizinkan penyalinan.");
}

/** A tap answered without a word shows nowhere; the bot being idle again tells that it is over. */
async function press(node, button, message) {
  if (node.getAttribute("aria-busy")) return;
  if (!button.callback_data) {
    toast("Tombol ini hanya bekerja di Telegram.");
    return;
  }
  node.setAttribute("aria-busy", "true");
  const taken = await attempt(api.press(session.persona, session.chat, message.message_id, button.callback_data));
  if (taken) await attempt(api.idle());
  node.removeAttribute("aria-busy");
}

/** The bot has answered: no button waits any longer. */
export function settleKeys() {
  for (const node of find("#messages").querySelectorAll("[aria-busy]")) node.removeAttribute("aria-busy");
}
