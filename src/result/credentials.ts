// Takes credentials out of text that is kept or shown. Free of schemas: the doors need it before anything else loads.

/** Blanks the credentials of URLs, and tokens in paths of anaconda.org (`/t/TOKEN`, of anything with a slash behind it) or in queries. */
export function redactCredentials(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, "$1***@")
    .replace(/\/t\/[^/\s]+\//g, "/t/***/")
    .replace(/(:\/\/[^\s,]*\/t)\/[^/\s,;"']+/gi, "$1/***")
    .replace(/([?&][^=&\s]*(?:token|secret|password|key)[^=&\s]*=)[^&\s]+/gi, "$1***");
}
