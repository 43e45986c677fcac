import { badge, clear, el, find, icon } from "./dom.js";

const NEAR_PX = 80;
const REST = matchMedia("(prefers-reduced-motion: reduce)");
let atEnd = true;
let lastTop = 0;
let waiting = 0;

const pace = (smooth) => (smooth && !REST.matches ? "smooth" : "instant");

/** Whether new messages shall pull the view along. */
export const followsNewest = () => atEnd;

/** Messages that arrived below while the reader was further up. */
export const waitingCount = () => waiting;

/** @param {boolean} [smooth] */
export function scrollToNewest(smooth = true) {
  const scroller = find("#scroller");
  atEnd = true;
  setWaiting(0);
  scroller.scrollTo({ top: scroller.scrollHeight, behavior: pace(smooth) });
}

/** Brings a message into view and marks it for a moment. */
export function scrollToMessage(node, smooth = true) {
  atEnd = false;
  node.scrollIntoView({ block: "center", behavior: pace(smooth) });
  if (!smooth) return;
  node.classList.add("flash");
  setTimeout(() => node.classList.remove("flash"), 1600);
}

export function setWaiting(count) {
  waiting = count;
  renderJump();
}

function renderJump() {
  const jump = find("#jump");
  jump.hidden = atEnd;
  clear(jump, icon("down"), badge(waiting), el("span", { class: "unseen" }, "Ke pesan terbaru"));
}

function nearEnd() {
  const scroller = find("#scroller");
  return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < NEAR_PX;
}

/** What the reader has just opened is read from its beginning, though it pushed the newest message away. */
export function stayHere() {
  atEnd = nearEnd();
  renderJump();
}

/** Only the reader's own scrolling upwards lets go of the newest message. */
function onScroll() {
  const scroller = find("#scroller");
  if (nearEnd()) {
    atEnd = true;
    waiting = 0;
  } else if (scroller.scrollTop < lastTop) {
    atEnd = false;
  }
  lastTop = scroller.scrollTop;
  renderJump();
}

export function watchScrolling() {
  find("#scroller").addEventListener("scroll", onScroll, { passive: true });
  find("#jump").addEventListener("click", () => scrollToNewest());
  const keep = new ResizeObserver(() => atEnd && scrollToNewest());
  keep.observe(find("#scroller"));
  keep.observe(find("#messages"));
  renderJump();
}
