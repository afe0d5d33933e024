// Reads JSON as benchmark tools write it, which is JSON with NaN and Infinity, and tells where in the text a field stands.

/** What is wrong, and the offset in the text at which it was seen. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

type Path = readonly PropertyKey[];

/** The formats nest 8 deep at most. Deeper text was made to exhaust a stack. */
const deepest = 100;

/**
 * Strict JSON (RFC 8259), and NaN, Infinity and -Infinity as Python's json module and google-benchmark write them. A name
 * that stands twice in an object is refused, because one of the two values would be lost.
 *
 * @throws JsonFault
 */
export function parseJsonText(text: string): unknown {
  return new Reader(text, null).document();
}

/** Where the value at `path` begins, or the closest one around it. Of text that parseJsonText has read. */
export function offsetOf(text: string, path: Path): number {
  const reader = new Reader(text, path);
  reader.document();
  return reader.found;
}

/** From 1, as editors count them. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: offset - lastBreak };
}

const blanks = /[ \t\n\r]*/y;
// RFC 8259, section 6, with what Python's json.dumps writes for allow_nan.
const numberText = /-?(?:Infinity|(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|NaN/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a JSON string may not hold.
const stringText = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const words = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

class Reader {
  /** Of the longest path that leads to the wanted one. */
  found = 0;
  readonly #text: string;
  readonly #wanted: Path | null;
  readonly #path: PropertyKey[] = [];
  #at = 0;
  #matched = 0;

  constructor(text: string, wanted: Path | null) {
    this.#text = text;
    this.#wanted = wanted;
  }

  document(): unknown {
    const value = this.#value();
    this.#skipBlanks();
    if (this.#at < this.#text.length) throw new JsonFault("goes on after its end", this.#at);
    return value;
  }

  #value(): unknown {
    this.#skipBlanks();
    this.#note();
    const first = this.#text[this.#at];
    if (first === "{") return this.#object();
    if (first === "[") return this.#array();
    if (first === '"') return this.#string();
    for (const [word, value] of words) if (this.#take(word)) return value;
    const number = this.#match(numberText);
    if (number === null) throw this.#fault("has something here that is no value");
    return Number(number);
  }

  #object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#enter("{");
    if (this.#closes("}")) return object;
    do {
      this.#skipBlanks();
      const at = this.#at;
      const name = this.#text[at] === '"' ? this.#string() : null;
      if (name === null) throw this.#fault("has no field's name here");
      if (name === "__proto__") throw new JsonFault("has a field named __proto__", at);
      if (Object.hasOwn(object, name)) throw new JsonFault("has a field twice", at);
      this.#skipBlanks();
      if (!this.#take(":")) throw this.#fault("has no colon here");
      object[name] = this.#inside(name);
    } while (this.#goesOn("}"));
    return object;
  }

  #array(): unknown[] {
    const array: unknown[] = [];
    this.#enter("[");
    if (this.#closes("]")) return array;
    do array.push(this.#inside(array.length));
    while (this.#goesOn("]"));
    return array;
  }

  #inside(key: PropertyKey): unknown {
    this.#path.push(key);
    const value = this.#value();
    this.#path.pop();
    return value;
  }

  #enter(bracket: string): void {
    if (this.#path.length >= deepest) throw this.#fault(`nests more than ${deepest} deep`);
    this.#take(bracket);
  }

  #closes(bracket: string): boolean {
    this.#skipBlanks();
    return this.#take(bracket);
  }

  /** Whether a comma follows; else what ends the list has to. */
  #goesOn(end: string): boolean {
    this.#skipBlanks();
    if (this.#take(",")) return true;
    if (this.#take(end)) return false;
    throw this.#fault(`has neither a comma nor ${end} here`);
  }

  #string(): string {
    const at = this.#at;
    const text = this.#match(stringText);
    if (text === null) {
      // A text that was cut off inside of a string has no further quotation mark.
      const isCut = !this.#text.slice(at + 1).includes('"');
      throw isCut ? this.#fault("", this.#text.length) : this.#fault("has a string here that is none in JSON");
    }
    return text.includes("\\") ? String(JSON.parse(text)) : text.slice(1, -1);
  }

  #note(): void {
    if (this.#wanted === null || this.#path.length < this.#matched) return;
    if (!this.#path.every((part, index) => part === this.#wanted?.[index])) return;
    this.#matched = this.#path.length + 1;
    this.found = this.#at;
  }

  #skipBlanks(): void {
    blanks.lastIndex = this.#at;
    blanks.test(this.#text);
    this.#at = blanks.lastIndex;
  }

  #take(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const matched = pattern.exec(this.#text)?.[0] ?? null;
    this.#at += matched?.length ?? 0;
    return matched;
  }

  #fault(message: string, at = this.#at): JsonFault {
    const isCut = at >= this.#text.length || /^[\w.+-]{0,12}$/.test(this.#text.slice(at));
    return isCut ? new JsonFault("ends in the middle, perhaps cut off", this.#text.length) : new JsonFault(message, at);
  }
}
