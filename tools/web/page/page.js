const get = (id) => document.getElementById(id);
const [form, body, operation, file, status, result] = ["form", "body", "operation", "file", "status", "result"].map(get);

/** What is checked: its text is kept here and never shown as it is. */
let source = null;
let worker = null;
let asked = 0;

const say = (text) => {
  status.textContent = text;
};

const show = (sections) => {
  result.replaceChildren(...sections);
  result.querySelector("h2").focus();
};

const stopped = (reason) => {
  worker?.terminate();
  worker = null;
  result.replaceChildren();
  say(`The check stopped: ${shown(reason)}`);
};

/** Large texts are checked beside the page, which goes on meanwhile. */
const start = () => {
  const code = new Blob([get("worker").textContent], { type: "text/javascript" });
  const address = URL.createObjectURL(code);
  const started = new Worker(address);
  started.addEventListener("error", (event) => stopped(event.message || "this browser cannot run it"));
  started.addEventListener("message", ({ data }) => {
    URL.revokeObjectURL(address);
    if (data.number === asked) answered(data);
  });
  started.postMessage({ packed: get("packed").textContent });
  return started;
};

const answered = ({ answer, failure }) => {
  if (failure) return stopped(failure);
  const { listing, ...rest } = JSON.parse(answer);
  const parsed = { ...listing, ...rest };
  const done = parsed.fits ? "Read" : "Checked";
  say(`${done} ${source.bytes.length.toLocaleString("en")} bytes as ${parsed.format.toUpperCase()}.`);
  if (!parsed.fits) return show(resultOf(parsed));
  const options = [...operation.options].filter(({ value }) => value);
  show([
    questionOf(parsed.fits, options, (chosen) => {
      operation.value = chosen;
      check();
    }),
  ]);
};

const check = () => {
  if (!source) return;
  say("Checking…");
  worker ??= start();
  asked += 1;
  const [part, id = ""] = operation.value.split(":");
  worker.postMessage({ number: asked, ...source, operation: id, ofRequests: part === "request" });
};

const take = (bytes, name) => {
  source = { bytes, name };
  body.value = "";
  check();
};

const takeText = (text) => take(new TextEncoder().encode(text), "");

const unpacked = async (bytes) => {
  const packed = new Blob([bytes]).stream();
  const stream = packed.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const takeFile = async (chosen) => {
  let bytes;
  try {
    bytes = new Uint8Array(await chosen.arrayBuffer());
  } catch {
    return stopped("the file cannot be read");
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = await unpacked(bytes);
    } catch {
      return stopped("the file is packed with gzip, and damaged");
    }
  }
  take(bytes, chosen.name);
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (body.value || !source) takeText(body.value);
  else check();
});
operation.addEventListener("change", check);
body.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
// A field shows what is pasted into it, secrets as well, and takes long over millions of characters.
addEventListener("paste", (event) => {
  const { files } = event.clipboardData;
  const text = event.clipboardData.getData("text/plain");
  if (files.length) takeFile(files[0]);
  else if (text && !body.value) takeText(text);
  else return;
  event.preventDefault();
});
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dropping");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  const { files } = event.dataTransfer;
  if (files.length) takeFile(files[0]);
  else takeText(event.dataTransfer.getData("text/plain"));
});
get("choose").addEventListener("click", () => file.click());
file.addEventListener("change", () => {
  if (file.files.length) takeFile(file.files[0]);
  file.value = "";
});
