// Takes credentials out of text that is kept or shown. Free of schemas: the doors need it before anything else loads.

/** Blanks the credentials of URLs, and tokens in paths of anaconda.org (`/t/TOKEN/`) or in queries. */
export function redactCredentials(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, "$1***@")
    .replace(/\/t\/[^/\s]+\//g, "/t/***/")
    .replace(/([?&][^=&\s]*(?:token|secret|password|key)[^=&\s]*=)[^&\s]+/gi, "$1***");
}
