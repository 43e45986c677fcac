import { el, icon, shorten, tint } from "./dom.js";
import { inlineKeyboard } from "./keyboard.js";
import { forwardText, serviceText, summary } from "./labels.js";
import { mediaView } from "./media.js";
import { richText } from "./richtext.js";
import { session } from "./session.js";
import { hourOf } from "./time.js";

/** @param {import("./api.js").Message} message */
export const isOwn = (message) => message.from.id === session.persona.user_id;

/**
 * A message as a list item.
 * @param {import("./api.js").Message} message
 * @param {{replied?: import("./api.js").Message, onMenu: Function, onJump: (id: number) => void}} context
 */
export function messageView(message, { replied, onMenu, onJump }) {
  const service = serviceText(message);
  if (service) return separator(service);
  const own = isOwn(message);
  const forwarded = forwardText(message.forward_origin);
  const keys = inlineKeyboard(message);
  const openMenu = (point) => onMenu(message, point);
  const shape = { class: message.html ? "bubble" : "bubble bare", data: { media: message.media?.kind ?? "" } };
  const bubble = el("article", shape,
    !own && session.chat.type !== "private" && senderName(message.from),
    forwarded && el("div", { class: "forwarded" }, forwarded),
    message.reply_to && replyPreview(message.reply_to, replied, onJump),
    message.media && mediaView(message.media),
    el("div", { class: "text" }, richText(message.html), stamp(message, own, openMenu)));
  listenForMenu(bubble, openMenu);
  return el("li", { class: `message ${own ? "out" : "in"}${keys ? " has-keys" : ""}`, data: { id: message.message_id } },
    bubble, keys, reactions(message.reactions));
}

/** @param {{emoji?: string}[]} [given] */
function reactions(given = []) {
  const shown = given.map(({ emoji }) => emoji).filter(Boolean).join(" ");
  return shown && el("div", { class: "reactions", role: "img", "aria-label": `Reaksi: ${shown}` }, shown);
}

function senderName(from) {
  return el("div", { class: "sender", data: { tint: tint(from.id) } }, from.first_name);
}

function replyPreview(reply, replied, onJump) {
  const sender = replied ? replied.from.first_name : "Balasan";
  const text = replied ? summary(replied) : reply.text;
  return el("button", { type: "button", class: "reply", on: { click: () => onJump(reply.message_id) } },
    el("b", {}, sender), el("span", {}, shorten(text)));
}

/** The time doubles as the handle of the message's menu, so that the keyboard reaches it. */
function stamp(message, own, openMenu) {
  const onClick = (event) => {
    const { right, bottom } = event.currentTarget.getBoundingClientRect();
    openMenu({ x: right - 120, y: bottom });
  };
  return el("button", { type: "button", class: "stamp", on: { click: onClick } },
    message.edit_date && "diedit ", hourOf(message.date), own && icon("read"),
    el("span", { class: "unseen" }, ", pilihan pesan"));
}

/** A tap on the bubble itself, a long press and the right mouse button all open the menu. */
function listenForMenu(bubble, openMenu) {
  const open = (event) => {
    const selecting = !getSelection().isCollapsed && event.type === "click";
    if (selecting || event.target.closest("button, a, .fold, .spoiler, pre")) return;
    event.preventDefault();
    openMenu({ x: event.clientX, y: event.clientY });
  };
  bubble.addEventListener("click", open);
  bubble.addEventListener("contextmenu", open);
}

export function separator(text) {
  return el("li", { class: "separator" }, el("span", {}, text));
}
