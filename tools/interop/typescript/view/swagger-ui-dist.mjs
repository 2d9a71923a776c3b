import { show } from "./browser.mjs";

const html = `<!doctype html>
<link rel="stylesheet" href="swagger-ui.css">
<div id="page"></div>
<script src="swagger-ui-bundle.js"></script>
<script>
  SwaggerUIBundle({
    dom_id: "#page",
    url: "document.json",
    docExpansion: "full",
    defaultModelsExpandDepth: 1,
    onComplete: () => document.body.classList.add("complete"),
  });
</script>`;

await show({
  html,
  files: {
    "/swagger-ui.css": ["text/css", "node_modules/swagger-ui-dist/swagger-ui.css"],
    "/swagger-ui-bundle.js": ["text/javascript", "node_modules/swagger-ui-dist/swagger-ui-bundle.js"],
  },
  ready: "body.complete .opblock",
  failed: ".errors-wrapper, .loading-container .failed-config",
});
