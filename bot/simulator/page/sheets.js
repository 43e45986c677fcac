import { el, find, icon } from "./dom.js";

const TOAST_MS = 3200;

/** The phone without its frame, in the window's pixels. */
function screenOfPhone() {
  const phone = find("#phone");
  const { left, top } = phone.getBoundingClientRect();
  return { left: left + phone.clientLeft, top: top + phone.clientTop, width: phone.clientWidth, height: phone.clientHeight };
}

/** Dialogs live in the browser's top layer; these keep them inside the phone. */
export function keepSheetsInPhone() {
  const place = () => {
    const style = document.documentElement.style;
    for (const [name, value] of Object.entries(screenOfPhone())) style.setProperty(`--phone-${name}`, `${value}px`);
  };
  new ResizeObserver(place).observe(document.documentElement);
  new ResizeObserver(place).observe(find("#phone"));
}

function showDialog(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  find("#phone").append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * A sheet from the bottom of the phone. `fill` gets the function that closes it.
 * @param {string} title
 * @param {(close: () => void) => Node[]} fill
 */
export function openSheet(title, fill) {
  const dialog = el("dialog", { class: "sheet", "aria-label": title });
  const close = () => dialog.close();
  dialog.append(
    el("div", { class: "sheet-body" },
      el("div", { class: "sheet-head" },
        el("h2", {}, title),
        el("button", { class: "round", type: "button", "aria-label": "Tutup", on: { click: close } }, icon("close"))),
      ...fill(close)),
  );
  return showDialog(dialog);
}

/** A small menu beside the point that was tapped. @param {{icon: string, label: string, run: () => void}[]} items */
export function openMenu(label, items, { x, y }) {
  const dialog = el("dialog", { class: "menu", "aria-label": label });
  const choose = (item) => () => {
    dialog.close();
    item.run();
  };
  dialog.append(
    el("div", { class: "menu-body" }, ...items.map((item) =>
      el("button", { type: "button", on: { click: choose(item) } }, icon(item.icon), item.label))),
  );
  showDialog(dialog);
  const phone = screenOfPhone();
  const { width, height } = dialog.getBoundingClientRect();
  const within = (wanted, low, room) => Math.max(low + 8, Math.min(wanted, low + room - 8));
  dialog.style.left = `${within(x, phone.left, phone.width - width)}px`;
  dialog.style.top = `${within(y, phone.top, phone.height - height)}px`;
}

/** The alert of a tapped button: stays until it is closed. */
export function showAlert(text) {
  const close = () => dialog.close();
  const dialog = el("dialog", { class: "alert", "aria-label": "Pemberitahuan dari Klinik RB" },
    el("div", { class: "alert-body" },
      el("h2", {}, "Klinik RB"),
      el("p", {}, text),
      el("button", { type: "button", class: "flat", on: { click: close } }, "OK")));
  showDialog(dialog);
}

/** A full picture over the chat. */
export function showPicture(url, label) {
  const close = () => dialog.close();
  const dialog = el("dialog", { class: "viewer", "aria-label": label },
    el("button", { class: "round", type: "button", "aria-label": "Tutup gambar", on: { click: close } }, icon("close")),
    el("img", { src: url, alt: label, on: { click: close } }));
  showDialog(dialog);
}

/** A short notice above the composer. */
export function toast(text) {
  const note = el("div", { class: "toast" }, text);
  find("#toasts").replaceChildren(note);
  setTimeout(() => note.remove(), TOAST_MS);
}
