import type { Exercise } from '../proposing/exercise.ts'

/**
 * Anything that no other solver recognises: triples of facts become plain sentences, other texts are summarised in
 * their own words.
 */
export function solveWriting(text: string): Exercise {
  const triples = [...text.matchAll(/^[ \t]*([^|\n]+?) \| ([^|\n]+?) \| ([^|\n]+?)[ \t]*$/gm)]
  const [first] = triples
  const last = triples.at(-1)
  if (first !== undefined && last !== undefined) {
    const sentences = triples.map(
      ([, subject = '', relation = '', object = '']) => `${plain(subject)} ${spaced(relation)} ${plain(object)}`,
    )
    return exercise(
      [first.index, last.index + last[0].length],
      `${sentences.join(' and ')}.`,
      `${sentences.join('. ')}.`,
    )
  }
  const start = text.trimEnd().lastIndexOf('\n\n') + 1
  const input = text.slice(start).trim()
  const [opening = ''] = /^[\s\S]*?[.!?](?=\s|$)/.exec(input) ?? [input]
  return exercise([start, text.length], opening.trim(), input.split(/\s+/).slice(0, 12).join(' '))
}

function exercise(span: readonly [number, number], answer: string, slip: string): Exercise {
  return {
    kind: 'text',
    span,
    solution: { answer, working: [] },
    slips: [{ answer: slip, working: [] }],
    difficulty: 0.5,
    sentence: text => text,
  }
}

const plain = (name: string): string => name.replaceAll(/["_]/g, ' ').trim()

const spaced = (relation: string): string =>
  `has the ${relation
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()}`
