import { api } from "./api.js";
import { clear, el, find, icon } from "./dom.js";
import { setPlaceholder } from "./composer.js";
import { attempt, onChange, say, session } from "./session.js";
import { messages } from "./timeline.js";

let open = true;
/** Chat and message whose keyboard is in place, or empty; a new one opens by itself. */
let origin = "";
/** What is on the screen, so that it is not built anew (and loses the focus) at every message. */
let drawn = "";

export function startReplyKeyboard() {
  find("#keyboard-button").addEventListener("click", () => {
    open = !open;
    render();
  });
  onChange("messages", render);
}

/** The keyboard in force: the newest message that set or removed one decides. */
function current() {
  const isKeyboard = ({ reply_markup: markup }) => markup?.keyboard || markup?.remove_keyboard || markup?.force_reply;
  const message = messages().findLast(isKeyboard);
  return message?.reply_markup.keyboard ? message : null;
}

function render() {
  const message = current();
  const markup = message?.reply_markup;
  const newOrigin = message ? `${session.chat.id} ${message.message_id}` : "";
  open ||= newOrigin !== origin;
  origin = newOrigin;
  const visible = Boolean(message) && open;
  const state = `${origin} ${visible}`;
  if (state === drawn) return;
  drawn = state;
  const toggle = find("#keyboard-button");
  toggle.hidden = !message;
  clear(toggle, icon(visible ? "down" : "keyboard"));
  toggle.setAttribute("aria-label", visible ? "Sembunyikan papan tombol" : "Tampilkan papan tombol");
  setPlaceholder(visible ? markup.input_field_placeholder : "");
  find("#keyboard").hidden = !visible;
  clear(find("#keyboard"), ...(visible ? markup.keyboard.map((row) => rowView(row, markup)) : []));
}

function rowView(row, markup) {
  return el("div", { class: "keys-row" }, ...row.map((button) => {
    const shape = typeof button === "string" ? { text: button } : button;
    const data = { style: shape.style ?? "" };
    return el("button", { type: "button", class: "reply-key", data, on: { click: () => press(shape, markup) } }, shape.text);
  }));
}

function press(button, markup) {
  if (markup.one_time_keyboard) {
    open = false;
    render();
  }
  const share = (kind) => attempt(api.sendMedia(session.persona, session.chat, { kind }));
  if (button.request_contact) share("contact");
  else if (button.request_location) share("location");
  else say(button.text);
}
