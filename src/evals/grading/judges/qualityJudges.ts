import type { Check } from '../../evalSet.ts'

/** The aspects that the predefined judges of GitHub Models and Microsoft 365 look at. */
export type Quality = 'similarity' | 'coherence' | 'fluency' | 'relevance' | 'groundedness'

const questions: Readonly<Record<Quality, string>> = {
  similarity:
    'How far does the answer say the same as the reference? How it is worded does not count; a fact that is left out or added does.',
  coherence:
    'How well does the answer hang together? Each sentence should follow from the one before it, and all should serve one line of thought.',
  fluency:
    'How well is the answer written? Look at grammar, choice of words and how easily it reads, not at whether it is right.',
  relevance: 'How far does the answer deal with what was asked, with all of it and with nothing else?',
  groundedness:
    'How far is what the answer claims borne out by the material? A claim that the material does not make counts against it, even a true one.',
}

export const isQuality = (name: string): name is Quality => Object.hasOwn(questions, name)

/**
 * The judge that GitHub Models calls `github/...`, in our own words. It gives 1 to 5, worth 0 to 1 in equal steps, and
 * passes if the worth is above 0, as every judge with choices does there. `names` are the variables of the cases: the
 * question and its material.
 */
export const githubJudge = (quality: Quality, names: readonly string[]): Check => ({
  grader: 'judge',
  value: [
    questions[quality],
    ...given(quality, names),
    'The answer:\n{{completion}}',
    'Reply with a digit from 1, not at all, to 5, entirely.',
  ].join('\n\n'),
  system: 'You grade answers. You reply with one digit and nothing else.',
  choices: [
    { choice: '5', score: 1 },
    { choice: '4', score: 0.75 },
    { choice: '3', score: 0.5 },
    { choice: '2', score: 0.25 },
    { choice: '1', score: 0 },
  ],
})

/**
 * The same aspect as a rubric, for a judge that sees the answer and the reference anyway; it passes from `threshold`
 * on.
 */
export const qualityJudge = (quality: Quality, names: readonly string[], threshold: number): Check => ({
  grader: 'judge',
  value: [questions[quality], ...given(quality, names).filter(() => quality !== 'similarity')].join('\n\n'),
  threshold,
})

function given(quality: Quality, names: readonly string[]): string[] {
  const vars = names.map(name => `${name}: {{${name}}}`).join('\n')
  if (quality === 'similarity') return ['The reference:\n{{expected}}']
  if (quality === 'relevance') return [`What was asked:\n${vars}`]
  return quality === 'groundedness' ? [`The material:\n${vars}`] : []
}
