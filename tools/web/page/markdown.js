// The pages of the rules use headings, paragraphs, lists, code and links, and nothing else.
const INLINE = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Characters that would move the cursor or turn the text around are shown as what they are not. */
const shown = (text) =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (c) =>
    c === "\r" ? "" : "\ufffd",
  );

/** An element: text in it stays text. */
const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content.map((part) => (typeof part === "string" ? shown(part) : part)));
  return made;
};

/** A phrase in which backquotes enclose code. */
const phrase = (text) => {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(text.slice(end, found.index));
    // Links of the pages lead into the repository; their text says where.
    parts.push(found[1] ? element("code", {}, found[1]) : found[2]);
    end = found.index + found[0].length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
};

/** A rule's page without its head, which is shown already, and without its examples. */
const markdown = (page) => {
  const made = [];
  const sections = page.split(/^## /m).slice(1);
  for (const section of sections) {
    const [title, ...lines] = section.split("\n");
    if (/^(Fires|Does not fire)$/.test(title)) continue;
    made.push(element("h4", {}, title));
    for (const block of lines.join("\n").split(/\n\n+/)) {
      const text = block.trim();
      if (text.startsWith("```")) {
        made.push(element("pre", {}, text.replace(/^```.*\n|\n```$/g, "")));
      } else if (/^[-*] /.test(text)) {
        const items = text.split(/\n(?=[-*] )/).map((item) => item.slice(2).replace(/\s+/g, " "));
        made.push(element("ul", {}, ...items.map((item) => element("li", {}, ...phrase(item)))));
      } else if (text) {
        made.push(element("p", {}, ...phrase(text.replace(/\s+/g, " "))));
      }
    }
  }
  return made;
};
