// Has each case read, and prints what was read.

import { readFileSync } from "node:fs";

import { stringify } from "lossless-json";

/** One body, and the call that it belongs to. */
export type Case = {
  name: string;
  /** The component that the body is of. */
  type: string;
  text: string;
  operation: string;
  method: string;
  path: string;
  parameters: { path: Record<string, unknown>; query: Record<string, unknown> };
  body: string | null;
  status: number;
  answer: string;
  /** Whether the body is sent by the client. */
  writes: boolean;
};

/** The names of the fields, without the signature of those that are not known. */
type Named<Type> = keyof { [Name in keyof Type as string extends Name ? never : Name]: Type[Name] };

/**
 * Does not compile unless the types have these fields and no others, given the union of
 * the names for each.
 */
export type Exactly<Types extends Record<keyof Fields, unknown>, Fields> = [
  {
    [Name in keyof Fields]: [
      Exclude<Named<NonNullable<Types[Name]>>, Fields[Name]>,
      Exclude<Fields[Name], Named<NonNullable<Types[Name]>>>,
    ] extends [never, never]
      ? never
      : Name;
  }[keyof Fields],
] extends [never]
  ? true
  : never;

/** Has each case read. */
export async function main(read: (given: Case) => Promise<unknown>): Promise<void> {
  const cases: Case[] = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
  const answers: Record<string, { read: string } | { refused: string }> = {};
  for (const given of cases) {
    try {
      const value = await read(given);
      const text = stringify(value);
      answers[given.name] = text === undefined ? { refused: "nothing was read" } : { read: text };
    } catch (error) {
      answers[given.name] = { refused: String(error) };
    }
  }
  console.log(JSON.stringify(answers));
}

/** A server that answers with one body, as the real one does, and keeps what was sent. */
export class Server {
  sent: unknown;

  constructor(private readonly given: Case) {}

  readonly fetch: typeof fetch = async (input, init) => {
    const text = await new Request(input, init).text();
    this.sent = text === "" ? undefined : JSON.parse(text);
    const headers = { "content-type": "application/json" };
    return new Response(this.given.answer, { status: this.given.status, headers });
  };
}

/** What a call sends: its parameters, and its body if it has one. */
export function request(given: Case) {
  const body = given.body === null ? undefined : (JSON.parse(given.body) as unknown);
  return { ...given.parameters, body };
}
