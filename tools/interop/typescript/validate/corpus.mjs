// Has each document of the corpus judged, and prints the verdicts.

import { readFileSync } from "node:fs";

export const { schemas, documents } = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** Takes a function that judges a parsed body of an operation. */
export function judge(valid) {
  const verdicts = documents.map(({ operation, text }) => {
    let body;
    try {
      body = JSON.parse(text);
    } catch {
      return false;
    }
    return valid(operation, body);
  });
  console.log(JSON.stringify(verdicts));
}
