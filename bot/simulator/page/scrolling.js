import { badge, clear, el, find, icon } from "./dom.js";

const NEAR_PX = 80;
let atEnd = true;
let lastTop = 0;
let waiting = 0;

/** Whether new messages shall pull the view along. */
export const followsNewest = () => atEnd;

/** Messages that arrived below while the reader was further up. */
export const waitingCount = () => waiting;

/** @param {boolean} [smooth] */
export function scrollToNewest(smooth = true) {
  const scroller = find("#scroller");
  atEnd = true;
  setWaiting(0);
  scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
}

/** Brings a message into view and marks it for a moment. */
export function scrollToMessage(node, smooth = true) {
  atEnd = false;
  node.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "instant" });
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

/** Only the reader's own scrolling upwards lets go of the newest message. */
function onScroll() {
  const scroller = find("#scroller");
  const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  if (left < NEAR_PX) {
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
