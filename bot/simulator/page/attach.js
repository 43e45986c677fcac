import { api } from "./api.js";
import { el, find, icon } from "./dom.js";
import { attempt, session } from "./session.js";
import { openSheet } from "./sheets.js";

const CHOICES = [
  ["photo", "Foto", "image/*"],
  ["document", "Dokumen", "*/*"],
  ["sticker", "Stiker"],
  ["voice", "Pesan suara"],
  ["location", "Lokasi"],
  ["contact", "Kontak"],
];
const SYMBOLS = { photo: "photo", document: "file", sticker: "sticker", voice: "mic", location: "pin", contact: "person" };

export function startAttach() {
  find("#attach").addEventListener("click", openChoices);
}

function openChoices() {
  openSheet("Lampirkan", (close) => [
    el("div", { class: "tiles" }, ...CHOICES.map(([kind, label, accept]) => {
      const choose = () => {
        close();
        if (accept) pickFile(kind, label, accept);
        else send({ kind });
      };
      return el("button", { type: "button", class: "tile", data: { kind }, on: { click: choose } },
        el("span", { class: "tile-icon" }, icon(SYMBOLS[kind])), label);
    })),
    el("p", { class: "note" },
      "Stiker, suara, lokasi, dan kontak di sini hanya contoh; tidak ada data perangkat Anda yang dibaca."),
  ]);
}

const send = (content) => attempt(api.sendMedia(session.persona, session.chat, content));

function pickFile(kind, label, accept) {
  const picker = el("input", { type: "file", accept });
  picker.addEventListener("change", () => picker.files[0] && confirmFile(kind, label, picker.files[0]));
  picker.click();
}

/** Shows what is about to be sent and asks for a caption. */
function confirmFile(kind, label, file) {
  const caption = el("input", {
    type: "text", maxlength: "1024", placeholder: "Tambahkan keterangan…", "aria-label": "Keterangan",
  });
  const preview = kind === "photo" ? picturePreview(file) : filePreview(file);
  const sheet = openSheet(`Kirim ${label.toLowerCase()}`, (close) => {
    const submit = async (event) => {
      event.preventDefault();
      close();
      const content = await attempt(base64(file));
      if (content) send({ kind, caption: caption.value, file_name: file.name, content_base64: content });
    };
    return [preview, el("form", { class: "send-file", on: { submit } },
      caption, el("button", { class: "send", "aria-label": "Kirim" }, icon("send")))];
  });
  sheet.addEventListener("close", () => URL.revokeObjectURL(preview.src));
  caption.focus();
}

function picturePreview(file) {
  return el("img", { class: "preview", src: URL.createObjectURL(file), alt: `Pratinjau ${file.name}` });
}

function filePreview(file) {
  const size = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 }).format(file.size / 1024);
  return el("div", { class: "card" }, el("span", { class: "card-icon" }, icon("file")),
    el("span", { class: "card-text" }, el("span", { class: "card-title" }, file.name),
      el("span", { class: "card-note" }, `${size} KB`)));
}

/** @param {File} file */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error("Berkas tidak dapat dibaca."));
    reader.readAsDataURL(file);
  });
}
