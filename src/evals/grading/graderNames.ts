/** What each grader compares with if its check has no value: the expected answer, or nothing. */
const compares = {
  equals: 'expected',
  includes: 'expected',
  'includes-any': 'expected',
  'includes-all': 'expected',
  'starts-with': 'expected',
  'ends-with': 'expected',
  regex: 'expected',
  'is-json': 'check',
  'includes-json': 'check',
  choice: 'expected',
  number: 'expected',
  boolean: 'expected',
  words: 'expected',
  answer: 'expected',
  levenshtein: 'expected',
  'rouge-n': 'expected',
  'rouge-l': 'expected',
  bleu: 'expected',
  similar: 'expected',
  judge: 'expected',
  pairwise: 'expected',
  javascript: 'check',
  'file-exists': 'check',
  'file-contains': 'expected',
  'tool-called': 'check',
  'skill-loaded': 'check',
  all: 'check',
} as const satisfies Readonly<Record<string, 'expected' | 'check'>>

export type GraderName = keyof typeof compares

/** The names of all graders, kept apart from their code: reading eval sets alone must not load a schema validator. */
export const graderNames: readonly string[] = Object.keys(compares)

export const isGraderName = (name: string): name is GraderName => Object.hasOwn(compares, name)

/** Whether a check of this grader compares with the case's expected answer if it has no value of its own. */
export const wantsExpected = (grader: GraderName): boolean => compares[grader] === 'expected'

/** Graders of what an agent did, which say nothing about a plain answer. */
export const deedGraders: readonly GraderName[] = ['file-exists', 'file-contains', 'tool-called', 'skill-loaded']
