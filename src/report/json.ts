// Documents as JSON, for programs.

export function renderJson(document: unknown): string {
  return `${inertJson(JSON.stringify(document, null, 2))}\n`;
}

/** The same JSON without "##[", which a runner's log would take for a command: it can only stand in a string. */
export function inertJson(text: string): string {
  return text.replaceAll("##[", "##\\u005b");
}
