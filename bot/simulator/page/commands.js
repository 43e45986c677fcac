import { api } from "./api.js";
import { clear, el, find } from "./dom.js";
import { attempt, onChange, say, session } from "./session.js";
import { openSheet } from "./sheets.js";

/** @type {{command: string, description: string}[]} of the open chat, for the person in it */
let commands = [];

export function startCommands() {
  find("#menu-button").addEventListener("click", openCommands);
  find("#suggestions").addEventListener("keydown", moveInList);
  onChange("chat", loadCommands);
}

export async function loadCommands() {
  const { chat, persona } = session;
  const found = await attempt(api.commands(persona.user_id, chat.id));
  if (session.chat !== chat) return;
  commands = found ?? [];
  find("#menu-button").hidden = chat.type !== "private" || !commands.length;
}

function openCommands() {
  openSheet("Menu perintah", (close) => [el("ul", { class: "commands" }, ...commandItems(commands, close))]);
}

function commandItems(items, done) {
  return items.map(({ command, description }) => {
    const choose = () => {
      done();
      say(`/${command}`);
    };
    return el("li", {},
      el("button", { type: "button", on: { click: choose } }, el("b", {}, `/${command}`), el("span", {}, description)));
  });
}

/** Offers the commands that begin with what is being typed. @param {string} text */
export function showSuggestions(text) {
  const list = find("#suggestions");
  const typed = /^\/(\w*)$/.exec(text)?.[1];
  const fitting = typed === undefined ? [] : commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
  list.hidden = !fitting.length;
  clear(list, ...commandItems(fitting, clearInput));
}

function clearInput() {
  const input = find("#input");
  input.value = "";
  input.dispatchEvent(new Event("input"));
  input.focus();
}

function moveInList(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.key === "Escape") find("#input").focus();
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement) + step];
  (next ?? find("#input")).focus();
}
