"use strict";

/* Not needed: without it the form is sent as forms are. With it a file may be dropped anywhere on
   the page, and one sees how much of it has arrived. */

const uploadForm = () => document.querySelector("form[data-upload]");
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
const part = (form, name) => form.querySelector(`[data-upload-${name}]`);

function say(form, name, fill = "") {
  const line = part(form, "state");
  line.textContent = name ? line.dataset[name].replace("{}", fill) : "";
}

function sizeOf(file) {
  const kilobytes = file.size / 1024;
  return kilobytes < 1024 ? `${Math.ceil(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

function showDragging(event) {
  const form = uploadForm();
  if (!form || !holdsFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  part(form, "zone").classList.toggle("is-dragged", event.type !== "dragleave");
}

function takeDropped(event) {
  const form = uploadForm();
  if (!form || !holdsFiles(event)) return;
  event.preventDefault();
  part(form, "zone").classList.remove("is-dragged");
  if (form.ariaBusy === "true") return;
  const files = event.dataTransfer.files;
  if (files.length !== 1) {
    say(form, "several");
    return;
  }
  form.elements.file.files = files;
  say(form, "chosen", `${files[0].name}（${sizeOf(files[0])}）`);
  form.querySelector("[type=submit]").focus();
}

function begin(form) {
  form.ariaBusy = "true";
  part(form, "progress").hidden = false;
  part(form, "bar").value = 0;
  say(form, "sending", form.elements.file.files[0].name);
}

function end(form, name) {
  form.ariaBusy = "false";
  delete form.dataset.sent;
  part(form, "progress").hidden = true;
  say(form, name);
}

function arrived(form, event) {
  const bar = part(form, "bar");
  if (event.lengthComputable && event.loaded < event.total) {
    bar.value = (100 * event.loaded) / event.total;
  } else {
    bar.removeAttribute("value");
    say(form, "checking");
  }
}

/* The page that tells what became of the file; an answer without one is shown here. */
function answered(form, request) {
  const page = request.getResponseHeader("Content-Location");
  if (page || request.status === 200) {
    location.assign(page || request.responseURL);
    return;
  }
  end(form, "");
  const parsed = new DOMParser().parseFromString(request.responseText, "text/html");
  const content = parsed.getElementById("content");
  if (content) document.getElementById("content").replaceChildren(...content.childNodes);
  else say(form, "failed");
  reveal();
  document.getElementById("content").focus();
}

function send(event) {
  const form = event.target;
  if (event.defaultPrevented || form !== uploadForm()) return;
  event.preventDefault();
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (progress) => arrived(form, progress));
  request.addEventListener("load", () => answered(form, request));
  request.addEventListener("error", () => end(form, "failed"));
  request.addEventListener("abort", () => end(form, "stopped"));
  part(form, "stop").onclick = () => request.abort();
  request.open("POST", location.href);
  begin(form);
  request.send(new FormData(form));
}

function reveal() {
  const form = uploadForm();
  if (form) part(form, "hint").hidden = false;
}

for (const name of ["dragenter", "dragover", "dragleave"]) {
  document.addEventListener(name, showDragging);
}
document.addEventListener("drop", takeDropped);
document.addEventListener("submit", send);
window.addEventListener("pageshow", (event) => event.persisted && end(uploadForm(), ""));
reveal();
