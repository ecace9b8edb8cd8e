import type { PastPrompt, ReadCase, ReadMetaPrompt } from './readMetaPrompt.ts'

/** Undefined if the text is not a plain request: it names no current instruction. */
export function readPlainRequest(text: string): ReadMetaPrompt | undefined {
  const found =
    /(?:^|\n\n)The current instruction:\n\n([\s\S]*?)\n\n(?:Score: ([\d.]+)\n\n)?An assistant is sent this instruction/.exec(
      text,
    )
  const [whole, current, score] = found ?? []
  if (found === null || whole === undefined || current === undefined) return undefined
  const request = text.slice(found.index + whole.length)
  const cases = readCases(request)
  const stepSize = /at most (\d+) words/i.exec(request)?.[1]
  const wanted = /\bWrite (\d+) different instructions/.exec(request)?.[1]
  return {
    current,
    ...(score !== undefined && { currentScore: Number(score) }),
    past: readPast(text.slice(0, found.index)),
    reflection: /\n\nWhat was found to be wrong: ([\s\S]*?)\n\n/.exec(request)?.[1] ?? '',
    cases,
    failures: cases.filter(({ isFailure }) => isFailure).length,
    placeholders: (/\n\nKeep (.*) in it, exactly as it stands/.exec(request)?.[1]?.split(' and ') ?? []).filter(token =>
      current.includes(token),
    ),
    ...(stepSize !== undefined && { stepSize: Number(stepSize) }),
    wantsCritique: false,
    reply: wanted === undefined ? 'plain' : { list: Number(wanted) },
    request,
  }
}

const readPast = (text: string): readonly PastPrompt[] =>
  [...text.matchAll(/(?:^|\n\n)Instruction: ([\s\S]*?)\nScore: ([\d.]+)/g)].map(([, prompt = '', score]) => ({
    text: prompt,
    score: Number(score),
  }))

interface PlainCase extends ReadCase {
  readonly isFailure: boolean
}

const readCases = (text: string): readonly PlainCase[] =>
  [
    ...text.matchAll(
      /(?:^|\n\n)Message: ([\s\S]*?)(?=\n\nMessage: |\n\n(?:Messages with|Allowed|What|Keep|Change|Write)\b|$)/g,
    ),
  ].map(([, one = '']) => ({
    input: one.split(/\n(?:Answer given|Answer wanted|Why it is wrong): /)[0] ?? '',
    expected: /\nAnswer wanted: ([\s\S]*?)(?=\nWhy it is wrong: |$)/.exec(one)?.[1] ?? '',
    isFailure: one.includes('\nAnswer given: '),
  }))
