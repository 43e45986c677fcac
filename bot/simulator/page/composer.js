import { api } from "./api.js";
import { clear, el, find, icon } from "./dom.js";
import { showSuggestions } from "./commands.js";
import { summary } from "./labels.js";
import { attempt, onChange, say, session } from "./session.js";

const TALLEST_PX = 140;

/** @type {{mode: "reply"|"edit", message: import("./api.js").Message}|null} what the next text answers or changes */
let target = null;

export function startComposer() {
  const input = find("#input");
  input.addEventListener("input", refresh);
  input.addEventListener("keydown", onKey);
  find("#composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  onChange("chat", () => {
    setTarget(null);
    write("");
  });
  refresh();
}

function onKey(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape" && target) {
    reset();
  } else if (event.key === "ArrowUp" && !find("#suggestions").hidden) {
    event.preventDefault();
    find("#suggestions li:last-child button")?.focus();
  }
}

function refresh() {
  const input = find("#input");
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, TALLEST_PX)}px`;
  find("#send").disabled = !input.value.trim();
  showSuggestions(target?.mode === "edit" ? "" : input.value);
}

function write(text) {
  find("#input").value = text;
  refresh();
}

/** Lets go of the reply or the edit; an edited text goes with it. */
function reset() {
  if (target?.mode === "edit") write("");
  setTarget(null);
}

/** Sends what is written; a refused text comes back into the field. */
async function submit() {
  const text = find("#input").value.trim();
  if (!text) return;
  const aim = target;
  setTarget(null);
  write("");
  const sent = await (aim?.mode === "edit"
    ? attempt(api.editText(session.persona, session.chat, aim.message.message_id, text))
    : say(text, aim?.message.message_id));
  if (sent || find("#input").value) return;
  setTarget(aim);
  write(text);
}

function setTarget(next) {
  target = next;
  const banner = find("#banner");
  banner.hidden = !next;
  if (!next) return;
  const editing = next.mode === "edit";
  clear(banner,
    icon(editing ? "edit" : "reply"),
    el("div", { class: "banner-text" },
      el("b", {}, editing ? "Ubah pesan" : `Balas ${next.message.from.first_name}`),
      el("span", {}, summary(next.message))),
    el("button", { type: "button", class: "round", "aria-label": "Batal", on: { click: reset } }, icon("close")));
}

/** @param {import("./api.js").Message} message */
export function replyTo(message) {
  reset();
  setTarget({ mode: "reply", message });
  find("#input").focus();
}

/** @param {import("./api.js").Message} message */
export function editMessage(message) {
  setTarget({ mode: "edit", message });
  write(message.text ?? "");
  find("#input").focus();
}

/** The hint in the empty field, which a bot's keyboard may replace. */
export function setPlaceholder(text) {
  find("#input").placeholder = text || "Pesan";
}
