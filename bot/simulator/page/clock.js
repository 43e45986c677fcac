import { api } from "./api.js";
import { clear, el, find } from "./dom.js";
import { openSheet, toast } from "./sheets.js";
import { fullMoment, shortMoment } from "./time.js";

const HOUR = 3600;
const STEPS = [["+1 jam", HOUR], ["+1 hari", 24 * HOUR], ["+7 hari", 7 * 24 * HOUR]];
const REFRESH_MS = 15_000;

/** The business clock as last told, and when that was. */
let told = { now: Date.now(), at: performance.now() };
let movable = true;

export function startClock() {
  fillControls(find("#panel-clock"));
  setInterval(render, REFRESH_MS);
}

export async function loadClock() {
  await tryClock(api.clock());
}

/** @param {string} now ISO 8601 */
export function setClock(now) {
  told = { now: Date.parse(now), at: performance.now() };
  render();
}

function render() {
  const moment = new Date(told.now + performance.now() - told.at);
  for (const node of document.querySelectorAll(".clock-face")) clear(node, fullMoment(moment));
  clear(find("#clock-short"), shortMoment(moment));
}

/** The clock and its buttons in a sheet, for phones without the panel beside. */
export function openClock() {
  const controls = el("div", { class: "clock" });
  fillControls(controls);
  openSheet("Jam simulasi", () => [controls]);
  render();
}

function fillControls(box) {
  const buttons = STEPS.map(([label, seconds]) =>
    el("button", { type: "button", class: "step", on: { click: () => move(seconds) } }, label));
  clear(box,
    el("p", { class: "clock-face" }),
    movable && el("div", { class: "steps" }, ...buttons),
    el("p", { class: "note" }, movable
      ? "Majukan waktu yang dipakai bot, tanpa menunggu."
      : "Jam ini mengikuti waktu nyata dan tidak dapat dimajukan."));
}

async function move(seconds) {
  setBusy(true);
  await tryClock(api.moveClock(seconds));
  setBusy(false);
}

/** Shows the time that a call told; a simulator without a clock of its own answers 409. */
async function tryClock(call) {
  try {
    setClock((await call).now);
  } catch (error) {
    if (error.status === 409) hideButtons();
    else toast(error.message);
  }
}

function setBusy(busy) {
  for (const button of document.querySelectorAll(".step")) button.disabled = busy;
}

function hideButtons() {
  movable = false;
  for (const box of document.querySelectorAll(".clock")) fillControls(box);
  render();
}
