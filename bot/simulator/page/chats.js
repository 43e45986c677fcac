import { api } from "./api.js";
import { avatar, badge, clear, el, find, icon } from "./dom.js";
import { attempt, onChange, openChat, privateChat, session, unreadIn } from "./session.js";
import { openSheet } from "./sheets.js";

export function startChats() {
  find("#chats").addEventListener("click", openChats);
  onChange("chat", renderTitle);
  for (const type of ["chat", "unread"]) onChange(type, renderBadge);
}

/** Counts the groups and the person's own chat; the other persons' chats are counted beside their names. */
function renderBadge() {
  const groups = [...session.unread.keys()].filter((chatId) => chatId < 0);
  clear(find("#chats-badge"), badge(unreadIn([...groups, session.persona.user_id])));
}

function renderTitle() {
  const { id, title, type } = session.chat;
  clear(find("#title"), title);
  clear(find("#subtitle"), restingSubtitle());
  find("#chat-avatar").replaceChildren(type === "private" ? icon("clinic") : avatar(id, title));
}

const restingSubtitle = () => (session.chat.type === "private" ? "bot" : "grup");

/** What stands under the title for the moment, or its usual word. @param {string} [text] */
export function setSubtitle(text) {
  clear(find("#subtitle"), text ?? restingSubtitle());
}

async function openChats() {
  const all = (await attempt(api.chats(session.persona.user_id))) ?? [];
  const groups = all.filter((chat) => chat.type.endsWith("group"));
  openSheet("Obrolan", (close) => [
    el("ul", { class: "people" }, ...[privateChat(session.persona), ...groups].map((chat) => chatItem(chat, close))),
  ]);
}

function chatItem(chat, close) {
  const current = chat.id === session.chat.id;
  const isPrivate = chat.type === "private";
  const choose = () => {
    close();
    if (!current) openChat(chat);
  };
  return el("li", {},
    el("button", { type: "button", class: "person", "aria-current": current && "true", on: { click: choose } },
      isPrivate ? el("span", { class: "avatar clinic", "aria-hidden": "true" }, icon("clinic")) : avatar(chat.id, chat.title),
      el("span", { class: "person-text" },
        el("b", {}, chat.title), el("span", {}, isPrivate ? "obrolan pribadi dengan bot" : "grup")),
      badge(session.unread.get(chat.id)),
      current && icon("check")));
}
