/** A body: text, or its bytes. */
export type Body = string | Uint8Array | ArrayBuffer;

export type Severity = "error" | "warning" | "note";

export type Category =
  | "text"
  | "structure"
  | "consistency"
  | "drift"
  | "deviation"
  | "precision"
  | "security";

export interface Options {
  /** The server's name for the operation in kebab-case, such as "tenant-backup-overview". */
  operation: string;
}

/** A finding of a rule in a body. Values that may be secret are masked. */
export interface Finding {
  /** The id of the rule, such as "wrong-type". */
  rule: string;
  category: Category;
  severity: Severity;
  /** The id of the operation. */
  operation: string;
  document: { source: string; index: number };
  /** The JSON Pointer of the value. Of a missing field, where it should be. */
  pointer: string;
  /** Where the value is: bytes from 0 in UTF-8, line and character from 1. */
  span: { start: number; end: number; line: number; column: number };
  /** What was found, and what the contract requires. */
  message: string;
  /** What to do about it. */
  help: string;
  /** Always 1: there is one body. */
  occurrences: number;
  /** Equal for the same finding in any body. */
  fingerprint: string;
}

/** How many findings there are, listed or not. */
export interface Summary {
  documents: number;
  conforming: number;
  requests: number;
  errors: number;
  warnings: number;
  notes: number;
  skipped: number;
  problems: number;
  unlisted: number;
}

/** The JSON report of the command, and the verdict. */
export interface Report {
  /** Whether no finding is an error. */
  conforms: boolean;
  summary: Summary;
  /** Always empty: a body can be checked. */
  problems: never[];
  notices: never[];
  /** Errors and warnings by position, then the notes. At most 1,000 are listed. */
  findings: Finding[];
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  hasRequest: boolean;
}

export interface Rule {
  id: string;
  category: Category;
  severity: Severity;
  summary: string;
}

/**
 * Checks a response body of an operation and returns its report. A body that breaks the contract, or is
 * not JSON, has findings and throws nothing.
 *
 * @throws {TypeError} if the body is neither text nor bytes
 * @throws {Error} if the operation is unknown
 */
export function check(body: Body, options: Options): Report;

/**
 * Returns whether a response body conforms: whether `check` would find no error in it.
 *
 * @throws {TypeError} if the body is neither text nor bytes
 * @throws {Error} if the operation is unknown
 */
export function conforms(body: Body, options: Options): boolean;

/** Returns the operations, in the order of their ids. */
export function operations(): Operation[];

/** Returns the rules, in the order of their ids. */
export function rules(): Rule[];

/**
 * Returns the page of a rule in Markdown: what it checks, why that matters, and examples.
 *
 * @throws {Error} if there is no such rule
 */
export function explain(id: string): string;
