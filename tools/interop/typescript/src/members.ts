// What was read, as text by path. Text, so that nothing rounds it afterwards.

import { readFileSync } from "node:fs";

export type Members = Record<string, string>;
export type Case = { name: string; operation: string; text: string };

type Scalar = string | number | bigint | boolean;

export const ENVELOPE = ["successful", "timestamp", "duration", "status", "traceId"] as const;

export const TASK = [
  "tenant_id",
  "task_id",
  "job_id",
  "incarnation",
  "backup_set_id",
  "start_timestamp",
  "end_timestamp",
  "status",
  "start_scn",
  "end_scn",
  "user_ls_start_scn",
  "encryption_mode",
  "input_bytes",
  "output_bytes",
  "output_rate_bytes",
  "extra_meta_bytes",
  "tablet_count",
  "finish_tablet_count",
  "macro_block_count",
  "finish_macro_block_count",
  "file_count",
  "meta_turn_id",
  "data_turn_id",
  "result",
  "comment",
  "path",
] as const;

/** Does not compile unless the type has these members and no others. */
export type Exactly<T, Names extends readonly PropertyKey[]> = [
  Exclude<keyof T, Names[number]>,
  Exclude<Names[number], keyof T>,
] extends [never, never]
  ? true
  : never;

export function put<Name extends string>(
  members: Members,
  path: string,
  from: Readonly<Partial<Record<Name, Scalar>>>,
  names: readonly Name[],
): void {
  for (const name of names) {
    const value = from[name];
    if (value !== undefined) members[path + name] = String(value);
  }
}

/** An error as every generator types it, but for the type of its integers. */
type ApiError = {
  code?: number | bigint;
  errCode?: string;
  message: string;
  subErrors?: { tag?: string; field?: string; message?: string }[];
};

export function putError(members: Members, error: ApiError): void {
  put(members, "error.", error, ["code", "errCode", "message"]);
  if (error.subErrors === undefined) return;
  members["error.subErrors"] = String(error.subErrors.length);
  error.subErrors.forEach((subError, at) => {
    put(members, `error.subErrors.${at}.`, subError, ["tag", "field", "message"]);
  });
}

/** Has each case read, and prints what was read. */
export async function main(read: (given: Case) => Promise<Members>): Promise<void> {
  const cases: Case[] = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
  const all: Record<string, Members> = {};
  for (const given of cases) {
    try {
      all[given.name] = await read(given);
    } catch (error) {
      all[given.name] = { refused: String(error) };
    }
  }
  console.log(JSON.stringify(all));
}

/** A `fetch` that answers with one body, as the server does. */
export function answering(given: Case): typeof fetch {
  const { status } = JSON.parse(given.text) as { status: number };
  const headers = { "content-type": "application/json" };
  return async () => new Response(given.text, { status, headers });
}
