import { api } from "./api.js";
import { find } from "./dom.js";
import { isOwn, messageView, separator } from "./messages.js";
import { settleFolds } from "./richtext.js";
import { followsNewest, scrollToMessage, scrollToNewest, setWaiting, waitingCount } from "./scrolling.js";
import { announce, attempt, session, takeUnread } from "./session.js";
import { dateOf, dayOf } from "./time.js";

const PAGE = 150;
const TOGETHER_S = 300;

/** @type {Map<number, {message: import("./api.js").Message, node: HTMLElement}>} in the order of their ids */
let entries = new Map();
/** @type {Map<string, HTMLElement>} day separators by day and the message below them */
const separators = new Map();
const divider = separator("Pesan baru");
/** @type {number|null} id of the first message nobody has read */
let firstUnread = null;
let shown = PAGE;
/** @type {Record<string, any>[]|null} events kept back while the history is being fetched */
let heldBack = null;
let onMenu = () => {};

/** @param {(message: import("./api.js").Message, point: {x: number, y: number}) => void} menu */
export function startTimeline(menu) {
  onMenu = menu;
  find("#older").addEventListener("click", () => {
    shown += PAGE;
    arrange();
  });
}

/** The messages of the open chat, oldest first. */
export const messages = () => [...entries.values()].map((entry) => entry.message);

/**
 * Fetches the open chat. Events that arrive meanwhile are applied afterwards, in their order:
 * whatever the answer already held, the last event wins. A later fetch makes this one void.
 */
export async function loadChat() {
  const held = [];
  heldBack = held;
  const history = await attempt(api.history(session.chat.id));
  if (heldBack !== held) return;
  heldBack = null;
  replaceAll(history ?? messages());
  held.forEach(applyEvent);
  announce("messages");
}

/** Opens another chat: shows its end, or the first unread message. */
export async function showChat() {
  const { chat } = session;
  const unread = takeUnread(chat.id);
  entries = new Map();
  shown = PAGE;
  firstUnread = null;
  arrange();
  await loadChat();
  if (session.chat !== chat) return;
  const fromBot = messages().filter((message) => !isOwn(message));
  firstUnread = unread ? fromBot.at(-unread)?.message_id ?? null : null;
  arrange();
  scrollToNewest(false);
  if (firstUnread && divider.offsetTop < find("#scroller").scrollTop) scrollToMessage(divider, false);
}

function replaceAll(history) {
  const before = entries;
  entries = new Map();
  for (const message of history.toSorted((a, b) => a.message_id - b.message_id)) {
    const known = before.get(message.message_id);
    const same = known && JSON.stringify(known.message) === JSON.stringify(message);
    entries.set(message.message_id, same ? known : { message, node: view(message) });
  }
  arrange();
}

/** Applies a "message", "edit" or "delete" event of the open chat. */
export function applyEvent(event) {
  if (heldBack) {
    heldBack.push(event);
  } else if (event.type === "delete") {
    entries.delete(event.message_id);
    arrange();
  } else if (entries.has(event.message.message_id)) {
    redraw(event.message);
  } else if (event.type === "message") {
    append(event.message);
  }
  if (!heldBack) announce("messages");
}

function append(message) {
  const node = view(message);
  node.classList.add("fresh");
  entries.set(message.message_id, { message, node });
  if (isOwn(message)) firstUnread = null;
  const follow = isOwn(message) || followsNewest();
  if (!follow) {
    firstUnread ??= message.message_id;
    setWaiting(waitingCount() + 1);
  }
  arrange();
  if (follow) scrollToNewest();
}

function redraw(message) {
  const entry = entries.get(message.message_id);
  const old = entry.node;
  entry.message = message;
  entry.node = view(message);
  const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
  old.replaceWith(entry.node);
  arrange();
  if (focused >= 0) [...entry.node.querySelectorAll("button, a")].at(focused)?.focus({ preventScroll: true });
}

function view(message) {
  const replied = entries.get(message.reply_to?.message_id)?.message;
  return messageView(message, { replied, onMenu: (...tap) => onMenu(...tap), onJump: jumpTo });
}

function jumpTo(id) {
  const node = entries.get(id)?.node;
  if (node?.isConnected) scrollToMessage(node);
}

/** Puts day separators, the unread divider and the groups of one sender in place. */
function arrange() {
  const latest = [...entries.values()].slice(-shown);
  find("#older").hidden = latest.length === entries.size;
  const wanted = [];
  latest.forEach((entry, index) => {
    const previous = latest[index - 1];
    const next = latest[index + 1];
    if (!previous || !sameDay(previous, entry)) wanted.push(daySeparator(entry.message));
    if (entry.message.message_id === firstUnread) wanted.push(divider);
    entry.node.classList.toggle("first", !together(previous, entry));
    entry.node.classList.toggle("last", !together(entry, next));
    wanted.push(entry.node);
  });
  place(find("#messages"), wanted);
  settleFolds(find("#messages"));
}

const sameDay = (one, other) => dayOf(one.message.date) === dayOf(other.message.date);

function together(one, other) {
  if (!one || !other || one.message.from.id !== other.message.from.id || !sameDay(one, other)) return false;
  return other.message.date - one.message.date < TOGETHER_S && other.message.message_id !== firstUnread;
}

function daySeparator(message) {
  const key = `${dayOf(message.date)} ${message.message_id}`;
  if (!separators.has(key)) separators.set(key, separator(dateOf(message.date)));
  return separators.get(key);
}

/** Makes `wanted` the children of `list`, moving only what is not in place (focus survives). */
function place(list, wanted) {
  let cursor = list.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else list.insertBefore(node, cursor);
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}
