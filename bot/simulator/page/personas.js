import { avatar, badge, clear, el, find, icon } from "./dom.js";
import { onChange, session, switchPersona, unreadIn } from "./session.js";
import { openSheet } from "./sheets.js";

export function startPersonas() {
  find("#persona").addEventListener("click", openPersonas);
  for (const type of ["chat", "unread"]) onChange(type, render);
}

/** @param {import("./api.js").Persona} persona */
const standing = (persona) => [persona.role, persona.unit].filter(Boolean).join(" · ");

function render() {
  clear(find("#persona-text"), `Anda: ${standing(session.persona)}`);
  clear(find("#panel-personas"), ...personaItems(() => {}));
  const others = session.personas.filter((persona) => persona.user_id !== session.persona.user_id);
  clear(find("#persona-badge"), badge(unreadIn(others.map((persona) => persona.user_id))));
}

export function openPersonas() {
  openSheet("Pilih peran", (close) => [
    el("p", { class: "note" }, "Setiap peran melihat obrolan dan menu yang berbeda."),
    el("ul", { class: "people" }, ...personaItems(close)),
  ]);
}

function personaItems(done) {
  return session.personas.map((persona) => {
    const current = persona.user_id === session.persona.user_id;
    const choose = () => {
      done();
      if (!current) switchPersona(persona);
    };
    return el("li", {},
      el("button", { type: "button", class: "person", "aria-current": current && "true", on: { click: choose } },
        avatar(persona.user_id, persona.first_name),
        el("span", { class: "person-text" }, el("b", {}, persona.first_name), el("span", {}, standing(persona))),
        badge(session.unread.get(persona.user_id)),
        current && icon("check")));
  });
}
