import { relative } from 'node:path'
import type { AnswerMark } from '../../../evals/marking/answerMark.ts'
import { marksPathOf, readMarks, withMark } from '../../../evals/marking/markFile.ts'
import { failure, type Outcome, success } from '../../../problem/outcome.ts'
import { findTarget, readSourceText } from '../../../prompts/readPromptFile.ts'
import { readRequested } from '../../../prompts/requestedPrompt.ts'
import { recall } from '../../../run/recallCase.ts'
import type { RunRequest } from '../../../run/request.ts'
import { counted } from '../../../text/numbers.ts'
import type { Options } from '../../asked/options.ts'
import { requestOf } from '../../asked/requested.ts'
import { inputOf } from '../../asked/typedInput.ts'
import type { ExitStatus } from '../../output/exitStatus.ts'
import { writeSource } from '../../output/replaceFile.ts'
import { fail, type Terminal } from '../../output/terminal.ts'

/**
 * `gpo cases mark`: what a person says of the answer to a case, good or bad. The answer is the one that was paid for with
 * the present prompt and models, or the one that was typed.
 */
export async function markAnswer(
  prompt: string,
  [id = '', word = '', ...more]: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<ExitStatus> {
  if ((word !== 'good' && word !== 'bad') || more.length > 0)
    return fail(terminal, {
      code: 'bad-usage',
      detail: 'gpo cases mark takes a prompt file, the id of a case, and good or bad',
    })
  const typed = { ...options, operands: [prompt] }
  const [path, { files }] = inputOf(typed, terminal)
  const requested = await requestOf(typed, terminal)
  if (!requested.ok) return fail(terminal, requested.problem)
  const { request } = requested.value
  const evalCase = request.evalSet.cases.find(one => one.id === id)
  if (evalCase === undefined) {
    const known = request.evalSet.cases.map(one => one.id)
    return fail(terminal, { code: 'unknown-case', id, known, place: { path: request.evalSet.path } })
  }
  const answer = options.text('answer') ?? (await paidAnswer(request, id))
  if (answer === undefined) return fail(terminal, { code: 'no-answer', id, place: { path } })
  const comment = options.text('comment')
  const { vars, expected } = evalCase
  const said = comment !== undefined && { comment }
  const kept = await keepMark(path, { case: id, vars, expected, answer, isGood: word === 'good', ...said }, files)
  if (!kept.ok) return fail(terminal, kept.problem)
  terminal.out(`marked ${word}; ${counted(kept.value.marks, 'mark')} in ${relative(terminal.cwd, kept.value.path)}\n`)
  return 0
}

/** The answer to a case with the present prompt, if it is in the cache; asks nothing. */
async function paidAnswer(request: RunRequest, id: string): Promise<string | undefined> {
  const file = readRequested(request.prompt)
  const target = file.ok ? findTarget(file.value, request.prompt.target) : file
  const [found] = target.ok ? await recall(request, [target.value.text], id) : []
  return found?.answer
}

async function keepMark(
  prompt: string,
  mark: AnswerMark,
  files: Parameters<typeof readSourceText>[1],
): Promise<Outcome<{ readonly path: string; readonly marks: number }>> {
  const path = marksPathOf(prompt)
  const source = await readSourceText(path, files)
  if (!source.ok && source.problem.code !== 'file-not-found') return source
  const text = withMark(path, source.ok ? source.value : '', mark)
  if (!text.ok) return text
  const done = await writeSource(path, text.value, source.ok ? source.value : undefined)
  if (!done.ok) return failure(done.problem)
  const marks = readMarks(path, text.value)
  return success({ path, marks: marks.ok ? marks.value.length : 0 })
}
