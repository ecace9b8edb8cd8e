/** A skill as an entry of a listing. */
export interface ListEntry {
  readonly name: string
  /** Empty if only the name is shown. */
  readonly description: string
  /** Path of the file. */
  readonly location: string
}

/** How one skill is written in a listing. */
export type ListForm = (entry: ListEntry) => string

/** The text around the entries of a listing. */
export interface ListFrame {
  readonly entry: ListForm
  readonly before: string
  readonly after: string
}

const xml = (outer: string, place: string, step: string): ListFrame => ({
  before: `<${outer}>\n`,
  after: `\n</${outer}>`,
  entry: ({ name, description, location }) =>
    [
      `${step}<skill>`,
      `${step}${step}<name>${escaped(name)}</name>`,
      ...(description === '' ? [] : [`${step}${step}<description>${escaped(description)}</description>`]),
      `${step}${step}<${place}>${escaped(location)}</${place}>`,
      `${step}</skill>`,
    ].join('\n'),
})

const list = (entry: ListForm): ListFrame => ({
  before: '',
  after: '',
  entry: ({ name, description, location }) =>
    entry({ name: inOneLine(name), description: untagged(inOneLine(description)), location: inOneLine(location) }),
})

export const forms = {
  located: xml('available_skills', 'location', '  '),
  filed: xml('skills', 'file', ''),
  dashed: list(
    ({ name, description, location }) => `- ${name}:${description === '' ? '' : ` ${description}`} (file: ${location})`,
  ),
  bold: list(({ name, description }) => `- **${name}**:${description === '' ? '' : ` ${description}`}`),
  bare: list(({ name, description }) => `- ${name}:${description === '' ? '' : ` ${description}`}`),
} as const satisfies Record<string, ListFrame>

/** A description is its author's text, and must not open or close any of our tags. XML has no control characters. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?![\t\n\r])\p{Cc}/gu, ' ')

/** In a list a text is on one line, so that it cannot begin another entry; some control characters end lines too. */
export const inOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** Where agents show plain text, a tag in it could still pass for an entry of a catalogue in XML. */
const untagged = (text: string): string => text.replace(/<(?=[\p{L}/!?])/gu, '&lt;')
