// What can go wrong with a request, as data.

export interface Fault {
  /** Operation ids, or every operation. */
  readonly on?: readonly string[];
  /** How many matching requests pass before; 0 unless told. */
  readonly after?: number;
  /** How many are hit; 1 unless told. */
  readonly times?: number;
  /** Whether the request is carried out although its answer is not the usual one; false unless told. */
  readonly acts?: boolean;
  /** For how long lists do not show what the request changed. */
  readonly lagMilliseconds?: number;
  /** Time on the way to the server, and on the way back. */
  readonly thereMilliseconds?: number;
  readonly backMilliseconds?: number;
  /** A comment that somebody removes right after this request. */
  readonly removes?: number;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: "as-usual" }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text is sent as it is; anything else as JSON. */
      readonly body?: unknown;
    }
  /** The connection is reset before there is an answer. */
  | { readonly kind: "reset" }
  /** There is never an answer. */
  | { readonly kind: "stall" }
  /** The usual answer, a byte a second. */
  | { readonly kind: "drip" }
  /** The first half of the usual answer, then the end of the connection. */
  | { readonly kind: "truncate" };

/** Hands out each fault for the requests that it hits; the first of several that match wins. */
export class FaultPlan {
  readonly #left: { readonly fault: Fault; after: number; times: number }[];

  constructor(faults: readonly Fault[]) {
    this.#left = faults.map((fault) => ({ fault, after: fault.after ?? 0, times: fault.times ?? 1 }));
  }

  take(operationId: string): Fault | null {
    for (const one of this.#left) {
      if (one.times === 0 || one.fault.on?.includes(operationId) === false) continue;
      if (one.after > 0) {
        one.after -= 1;
        continue;
      }
      one.times -= 1;
      return one.fault;
    }
    return null;
  }
}
