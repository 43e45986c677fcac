import { api } from "./api.js";
import { toast } from "./sheets.js";

/** Stands in when the simulator was started without personas. */
const GUEST = { user_id: 1, first_name: "Tamu", role: "Tamu", unit: "tanpa unit" };

/** Who holds the phone and which chat is open. Listen on `changes` for "chat", "unread" and "personas". */
export const session = {
  /** @type {import("./api.js").Persona[]} */ personas: [],
  /** @type {import("./api.js").Persona} */ persona: GUEST,
  /** @type {import("./api.js").Chat} */ chat: privateChat(GUEST),
  /** @type {Map<number, number>} messages of the bot nobody looked at yet, by chat */ unread: new Map(),
};

export const changes = new EventTarget();

export function announce(type) {
  changes.dispatchEvent(new Event(type));
}

export function onChange(type, listener) {
  changes.addEventListener(type, listener);
}

/** A private chat has the person's own id. */
export function privateChat(persona) {
  return { id: persona.user_id, type: "private", title: "Klinik RB" };
}

export async function loadPersonas() {
  const personas = await api.personas();
  session.personas = personas.length ? personas : [GUEST];
  const wanted = Number(location.hash.slice(1));
  const persona = session.personas.find((each) => each.user_id === wanted);
  switchPersona(persona ?? session.personas[0]);
}

/** The address keeps the persona, so that two tabs can hold two people and survive a reload. */
export function switchPersona(persona) {
  session.persona = persona;
  history.replaceState(null, "", `#${persona.user_id}`);
  openChat(privateChat(persona));
}

export function openChat(chat) {
  session.chat = chat;
  announce("chat");
}

/** Runs a call to the simulator; a refusal becomes a toast and the answer null. */
export async function attempt(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(error.message);
    return null;
  }
}

/** Sends a text as the person into the open chat. */
export function say(text, replyTo) {
  return attempt(api.sendText(session.persona, session.chat, text, replyTo));
}

export function countUnread(chatId) {
  session.unread.set(chatId, (session.unread.get(chatId) ?? 0) + 1);
  announce("unread");
}

/** @param {number[]} chatIds */
export function unreadIn(chatIds) {
  return chatIds.reduce((sum, chatId) => sum + (session.unread.get(chatId) ?? 0), 0);
}

/** Takes a chat's count, leaving zero. */
export function takeUnread(chatId) {
  const count = session.unread.get(chatId) ?? 0;
  session.unread.delete(chatId);
  announce("unread");
  return count;
}

export function forgetUnread() {
  session.unread.clear();
  announce("unread");
}
