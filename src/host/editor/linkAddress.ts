/** An address as a link in Markdown has it, which a bracket in the name of a file would end. */
export const linkAddress = (address: string): string =>
  address.replace(/[<>()]/g, bracket => `%${bracket.charCodeAt(0).toString(16)}`)
