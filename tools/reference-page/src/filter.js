(() => {
  "use strict";
  const form = document.getElementById("search");
  const field = document.getElementById("query");
  const found = document.getElementById("found");
  const items = [...document.querySelectorAll(".item")];
  const groups = [...document.querySelectorAll("main section, tbody")].reverse();
  const lower = (text) => text.toLowerCase().replace(/\s+/g, " ");

  // What an entry says, and what a section says apart from its entries and inner sections.
  const texts = new Map(items.map((item) => [item, lower(item.textContent)]));
  const heads = new Map();
  for (const group of groups) {
    const own = group.cloneNode(true);
    own.querySelectorAll(".item, section, tbody").forEach((inner) => inner.remove());
    texts.set(group, lower(own.textContent));
    const head = group.querySelector(":scope > h2, :scope > h3");
    heads.set(group, head ? lower(head.textContent) : "");
  }

  const filter = () => {
    const words = lower(field.value).split(" ").filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    let shown = 0;
    for (const item of items) {
      item.hidden = !has(texts.get(item));
    }
    // From the innermost out. A section whose heading matches shows all that it holds; one that
    // only holds matches shows no more than its headings around them.
    for (const group of groups) {
      const inner = [...group.querySelectorAll(".item, section, tbody")];
      const whole = words.length && has(heads.get(group));
      if (whole) {
        for (const part of inner) {
          part.hidden = false;
          part.classList.remove("around");
        }
      }
      const matches = has(texts.get(group));
      group.hidden = !matches && inner.every((part) => part.hidden);
      group.classList.toggle("around", !matches);
    }
    for (const item of items) {
      if (!item.hidden) shown += 1;
    }
    document.body.classList.toggle("filtered", words.length > 0);
    found.textContent = words.length
      ? shown
        ? `${shown} of ${items.length} entries`
        : "No entry has this."
      : "";
  };

  // A link leads to its target even if the search hides it or it is folded away.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      field.value = "";
      filter();
    }
    const folded = target.closest("details");
    if (folded) folded.open = true;
    target.scrollIntoView();
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", filter);
  addEventListener("hashchange", reveal);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== field && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "Escape" && event.target === field) {
      field.value = "";
      filter();
    }
  });
  // The browser may have kept the text over a reload.
  filter();
  if (location.hash) reveal();
})();
