/** Prompts with what a model could have made of them, from one word to a whole rewrite, in each way of being written down. */
export interface Rewritten {
  readonly path: string
  /** The file around the prompt's text: `%` stands for the text as the format writes it. */
  readonly file: (text: string) => string
  readonly initial: string
  readonly refined: string
}

const markdown = (text: string): string => `---\ndescription: Counts things\n---\n${text}\n`

const nineSentences = [
  'Read the whole list before you begin.',
  'Write down every item together with its number.',
  'Take “a” and “an” for one.',
  'Leave out whatever is not of the kind that is asked about, even where it sounds like it.',
  'Take a plural without a number for two.',
  'Add the numbers up one after the other, and say each sum.',
  'Begin again where a sum surprises you.',
  'Never guess, and never round.',
  'End with “The answer is …” and the number alone.',
]

const oldRules = Array.from(
  { length: 40 },
  (_, index) => `${index + 1}. Rule ${index + 1}: look at the list quickly and guess.`,
)
const newRules = Array.from(
  { length: 40 },
  (_, index) =>
    `- Whenever item ${index + 1} is named, write its number beside it, and compare it with what the question asks before going on.`,
)

export const rewritten: Readonly<Record<string, Rewritten>> = {
  word: {
    path: 'prompts/word.prompt.md',
    file: markdown,
    initial: 'Guess how many things of the kind there are.\n\n{{question}}',
    refined: 'Count how many things of the kind there are.\n\n{{question}}',
  },
  nine: {
    path: 'prompts/nine.prompt.md',
    file: markdown,
    initial: 'Say how many there are.\n\n{{question}}',
    refined: `Say how many there are. ${nineSentences.join(' ')}\n\n{{question}}`,
  },
  whole: {
    path: 'prompts/whole.prompt.md',
    file: markdown,
    initial: `Follow the rules.\n\n${oldRules.join('\n')}\n\n{{question}}`,
    refined: `Work as follows.\n\n${newRules.join('\n')}\n\n{{question}}`,
  },
  yaml: {
    path: 'prompts/inside.prompt.yml',
    file: text =>
      `name: Inside\nmessages:\n  - role: user\n    content: |-\n${text
        .split('\n')
        .map(line => (line === '' ? '' : `      ${line}`))
        .join('\n')}\n`,
    initial: 'Look at the list.\nGuess quickly.\n\n{{question}}',
    refined: 'Look at the list: every item, one by one, however long it is.\nCount what is asked for.\n\n{{question}}',
  },
  json: {
    path: 'chains/count_prompt.json',
    file: text =>
      `${JSON.stringify({ _type: 'prompt', input_variables: ['question'], template: text, template_format: 'f-string' }, null, 2)}\n`,
    initial: 'Look at the list.\nGuess quickly.\n\n{question}',
    refined: 'Look at the "list": every item, one by one.\nCount what is asked for, and nothing else.\n\n{question}',
  },
  list: {
    path: 'prompts/list.prompt.md',
    file: markdown,
    initial: '# Counting\n\n- Read the list.\n- Guess **quickly**.\n\n```\n{{question}}\n```',
    refined:
      '# Counting\n\n- Read the list, from its first item to its last.\n- Count **one by one**.\n- Say `The answer is` and the number.\n\n```\n{{question}}\n```',
  },
}
