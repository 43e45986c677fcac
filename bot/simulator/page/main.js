import { startAttach } from "./attach.js";
import { setSubtitle, startChats } from "./chats.js";
import { loadClock, openClock, setClock, startClock } from "./clock.js";
import { loadCommands, startCommands } from "./commands.js";
import { editMessage, replyTo, startComposer } from "./composer.js";
import { clear, find } from "./dom.js";
import { follow } from "./events.js";
import { copy, settleKeys } from "./keyboard.js";
import { isOwn } from "./messages.js";
import { openPersonas, startPersonas } from "./personas.js";
import { startReplyKeyboard } from "./replykeyboard.js";
import { watchScrolling } from "./scrolling.js";
import { attempt, countUnread, forgetUnread, loadPersonas, onChange, say, session } from "./session.js";
import { keepSheetsInPhone, openMenu, openSheet, showAlert, toast } from "./sheets.js";
import { applyEvent, loadChat, messages, showChat, startTimeline } from "./timeline.js";

const TYPING_MS = 5000;
let typingTimer = 0;

const HANDLERS = {
  message: onMessage,
  edit: onMessage,
  delete: (event) => event.chat_id === session.chat.id && applyEvent(event),
  toast: onToast,
  clock: (event) => setClock(event.now),
  commands: loadCommands,
  reset: onReset,
  typing: onTyping,
};

function onMessage(event) {
  if (event.chat_id === session.chat.id) {
    if (event.message.from.is_bot) settle();
    applyEvent(event);
  } else if (event.type === "message" && event.message.from.is_bot) {
    countUnread(event.chat_id);
  }
}

function settle() {
  clearTimeout(typingTimer);
  setSubtitle();
  settleKeys();
}

function onToast(event) {
  if (event.user_id !== session.persona.user_id) return;
  settleKeys();
  if (event.text) (event.alert ? showAlert : toast)(event.text);
}

function onTyping(event) {
  if (event.chat_id !== session.chat.id) return;
  clearTimeout(typingTimer);
  setSubtitle("sedang mengetik…");
  typingTimer = setTimeout(setSubtitle, TYPING_MS);
}

function onReset() {
  forgetUnread();
  resync();
}

/** After a lost stream anything may have happened: everything shown is asked for again. */
function resync() {
  loadChat();
  loadCommands();
}

function onStatus(online) {
  setSubtitle(online ? undefined : "menyambungkan…");
  if (!online) return;
  loadClock();
  if (session.personas.length) resync();
  else attempt(loadPersonas());
}

/** An empty private chat offers nothing but to begin. */
function showStart() {
  const empty = session.chat.type === "private" && !messages().length;
  find("#welcome").hidden = !empty;
  find("#start").hidden = !empty;
  find("#composer").hidden = empty;
}

function messageMenu(message, point) {
  const text = message.text ?? message.caption;
  openMenu("Pilihan pesan", [
    { icon: "reply", label: "Balas", run: () => replyTo(message) },
    isOwn(message) && message.text && { icon: "edit", label: "Ubah", run: () => editMessage(message) },
    text && { icon: "copy", label: "Salin", run: () => copy(text) },
  ].filter(Boolean), point);
}

function headerMenu() {
  const { right, bottom } = find("#more").getBoundingClientRect();
  openMenu("Menu simulator", [
    { icon: "people", label: "Ganti peran", run: openPersonas },
    { icon: "clock", label: "Jam simulasi", run: openClock },
    { icon: "info", label: "Tentang simulator", run: openAbout },
  ], { x: right, y: bottom });
}

function openAbout() {
  openSheet("Tentang simulator", () => [find("#about").content.cloneNode(true)]);
}

function start() {
  keepSheetsInPhone();
  watchScrolling();
  startTimeline(messageMenu);
  for (const begin of [startComposer, startCommands, startReplyKeyboard, startAttach, startPersonas, startChats]) begin();
  find("#more").addEventListener("click", headerMenu);
  find("#clock-button").addEventListener("click", openClock);
  find("#start").addEventListener("click", () => say("/start"));
  clear(find("#panel-about"), find("#about").content.cloneNode(true));
  onChange("chat", showChat);
  onChange("messages", showStart);
  startClock();
  follow((event) => HANDLERS[event.type]?.(event), onStatus);
}

start();
