/** Escapes an address for a Markdown link, which a bracket in a file name would end. */
export const linkAddress = (address: string): string =>
  address.replace(/[<>()]/g, bracket => `%${bracket.charCodeAt(0).toString(16)}`)
