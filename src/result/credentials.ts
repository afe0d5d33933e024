// Takes credentials out of text that is kept or shown. Free of schemas: the doors need it before anything else loads.

/**
 * An address that can be used, unlike a redacted one: "https://user:token@host/x" -> "https://host/x". A name or a password
 * may hold an "@" itself, as a mail address does: the last one before the path counts.
 */
export function withoutUser(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/\s]*@/i, "$1");
}

/** Blanks the credentials of URLs, and tokens in paths of anaconda.org (`HOST/t/TOKEN/`, with or without the scheme) or in queries. */
export function redactCredentials(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/]+@/gi, "$1***@")
    .replace(/([\w-]+\.[\w.-]+(?::\d+)?(?:\/[^\s/]+)*\/t)\/[^/\s]+\//g, "$1/***/")
    .replace(/(:\/\/[^\s,]*\/t)\/[^/\s,;"']+/gi, "$1/***")
    .replace(/([?&][^=&\s]*(?:token|secret|password|key)[^=&\s]*=)[^&\s]+/gi, "$1***");
}
