/** A Chromium that needs no desktop, no sandbox of its own and no network. */
export const browserArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

/**
 * The toolkit tries an empty style element, to learn whether the browser knows `:focus-visible`. The policy forbids it,
 * and the toolkit goes on without; page.css makes up for it. This is the hash of nothing.
 */
export const isExpected = (complaint: string): boolean =>
  complaint.includes('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
