let ready;
addEventListener("message", async ({ data }) => {
  if (data.packed) {
    const bytes = Uint8Array.from(atob(data.packed), (c) => c.charCodeAt(0));
    // `fzstd` is what stands before this script.
    ready = WebAssembly.compile(fzstd.decompress(bytes)).then((module) => wasm_bindgen.initSync({ module }));
    return;
  }
  const { number, bytes, name, operation, ofRequests } = data;
  try {
    await ready;
    postMessage({ number, answer: wasm_bindgen.examine(bytes, name, operation, ofRequests) });
  } catch (error) {
    postMessage({ number, failure: String(error?.message ?? error) });
  }
});
