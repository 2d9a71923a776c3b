import { show } from "./browser.mjs";

const html = `<!doctype html>
<div id="page"></div>
<script src="redoc.standalone.js"></script>
<script>
  Redoc.init("document.json", { disableSearch: true, scrollYOffset: 0 }, document.getElementById("page"), (error) => {
    if (error) throw error;
    document.body.classList.add("complete");
  });
</script>`;

await show({
  html,
  files: { "/redoc.standalone.js": ["text/javascript", "node_modules/redoc/bundles/redoc.standalone.js"] },
  ready: "body.complete [data-section-id*='operation/']",
  failed: "h1:text('Something went wrong')",
  // Its own logo.
  ignored: ["https://cdn.redoc.ly/**"],
});
