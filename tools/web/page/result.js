/** A number of things, in the singular or plural. */
const plural = (count, what) => `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;

const verdict = ({ summary, problems }) => {
  if (problems.length) return ["bad", "Not everything was checked"];
  if (summary.errors) return ["bad", summary.documents > 1 ? "Not all conform" : "Does not conform"];
  return ["good", summary.documents > 1 ? "All conform" : "Conforms"];
};

const counts = (summary) => {
  const documents =
    summary.documents > 1 || summary.requests
      ? [`${summary.conforming.toLocaleString("en")} of ${plural(summary.documents, "document")} conform`]
      : [];
  if (summary.requests) documents.push(`${plural(summary.requests, "request")} checked`);
  const found = [
    plural(summary.errors, "error"),
    plural(summary.warnings, "warning"),
    plural(summary.notes, "note"),
  ];
  if (summary.unlisted) found.push(`${summary.unlisted.toLocaleString("en")} of them not listed`);
  if (summary.skipped) found.push(`${plural(summary.skipped, "entry").replace("entrys", "entries")} of other requests skipped`);
  return [documents.join(", "), found.join(", ")].filter(Boolean).join(": ");
};

const place = ({ finding, field }, many) => {
  const parts = [];
  const { entry, request, part, index } = finding.document;
  if (request) {
    const side = part === "request" ? ", request" : "";
    parts.push(`entry ${entry}${side}: ${request.method} ${request.url}`, " · ");
  } else if (many) {
    parts.push(`document ${index}`, " · ");
  }
  if (finding.span) parts.push(`line ${finding.span.line}, column ${finding.span.column}`, " · ");
  if (finding.pointer) {
    const pointer = element("code", {}, finding.pointer);
    parts.push(field ? element("a", { href: `index.html#${encodeURIComponent(field)}` }, pointer) : pointer);
  } else {
    parts.push("the whole document");
  }
  if (finding.occurrences > 1) parts.push(` · in ${plural(finding.occurrences, "document")}`);
  return element("p", { class: "place" }, ...parts);
};

const excerpt = ([before, marked, after]) =>
  element("pre", { class: "excerpt", tabindex: "0", role: "group", "aria-label": "Where it is" }, before, element("mark", {}, marked), after);

const findingOf = (listed, many) => {
  const { finding, id } = listed;
  const content = [element("p", {}, ...phrase(finding.message)), place(listed, many)];
  if (listed.excerpt.join("")) content.push(excerpt(listed.excerpt));
  content.push(element("p", {}, element("b", {}, "Help: "), ...phrase(finding.help)));
  return element("div", { class: `finding ${finding.severity}`, id: `finding-${id}` }, ...content);
};

const groupOf = (group, many) => {
  const rest = group.count - group.findings.reduce((sum, { finding }) => sum + finding.occurrences, 0);
  const made = element(
    "section",
    { class: `group ${group.severity}` },
    element(
      "h3",
      {},
      element("span", { class: "severity" }, group.severity),
      element("code", {}, group.rule),
      element("small", {}, group.summary),
    ),
    ...group.findings.map((listed) => findingOf(listed, many)),
  );
  if (rest > 0) made.append(element("p", { class: "more" }, `${rest.toLocaleString("en")} more of this rule`));
  made.append(
    element("details", {}, element("summary", {}, `Why: ${group.rule}`), element("div", {}, ...markdown(group.page))),
  );
  return made;
};

const textOf = (pieces, severities) => {
  const parts = pieces.map(({ text, findings }) => {
    if (!findings.length) return text;
    const severity = severities.get(findings[0]);
    return element("a", { class: severity, href: `#finding-${findings[0]}` }, element("mark", {}, text));
  });
  return element(
    "section",
    {},
    element("h2", {}, "The text"),
    element("pre", { class: "text", role: "group", "aria-label": "The text with its findings" }, ...parts),
  );
};

/** What there is to choose from if a document does not show its operation. */
const questionOf = (fits, options, choose) => {
  const fitting = options.filter(({ value }) => value.startsWith("response:"));
  const likely = fitting.filter(({ value }) => fits.includes(value.slice(9)));
  const choices = (likely.length ? likely : fitting).map((option) => {
    const button = element("button", { type: "button" }, option.text, element("small", {}, option.dataset.about));
    button.addEventListener("click", () => choose(option.value));
    return element("li", {}, button);
  });
  return element(
    "section",
    { class: "verdict" },
    element("h2", { tabindex: "-1" }, "Which operation is it?"),
    element(
      "p",
      {},
      likely.length && likely.length < fitting.length
        ? "The document fits several operations. Choose the one that was called."
        : "The document does not show which operation was called. Choose it.",
    ),
    element("ul", { class: "choices" }, ...choices),
  );
};

const resultOf = (answer) => {
  const [kind, title] = verdict(answer);
  const { summary, problems, notices, groups } = answer;
  const many = summary.documents > 1;
  const head = element("section", { class: `verdict ${kind}` }, element("h2", { tabindex: "-1" }, title), element("p", {}, counts(summary)));
  const said = [
    ...problems.map(({ entry, request, message }) => [
      element("b", {}, "Problem: "),
      request ? `entry ${entry}: ${request.method} ${request.url}: ` : "",
      ...phrase(message),
    ]),
    ...notices.map(({ message }) => phrase(message)),
  ];
  if (said.length) head.append(element("ul", {}, ...said.map((parts) => element("li", {}, ...parts))));
  const made = [head, ...groups.map((group) => groupOf(group, many))];
  if (answer.text) {
    const listed = groups.flatMap((group) => group.findings);
    made.push(textOf(answer.text, new Map(listed.map(({ id, finding }) => [id, finding.severity]))));
  }
  return made;
};
