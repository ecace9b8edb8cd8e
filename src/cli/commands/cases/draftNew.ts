import { relative } from 'node:path'
import { withDrafts } from '../../../evals/drafting/editDrafts.ts'
import { draftKinds } from '../../../evals/writing/newCase.ts'
import { newRunId } from '../../../journal/runId.ts'
import { sentenceAtTerminal } from '../../../problem/sentences.ts'
import { type DraftReport, draftRun } from '../../../run/drafting/draftRun.ts'
import { draftingPlan } from '../../../skills/queries/openQueries.ts'
import { counted, duration } from '../../../text/numbers.ts'
import { visibleLine } from '../../../text/visible.ts'
import { chooseModels } from '../../asked/chosenModels.ts'
import type { Options } from '../../asked/options.ts'
import { settingsOf } from '../../asked/settingsFromOptions.ts'
import type { ExitStatus } from '../../output/exitStatus.ts'
import { writeSource } from '../../output/replaceFile.ts'
import { spentText } from '../../output/spentText.ts'
import { fail, redraw, type Terminal, tellWaiting } from '../../output/terminal.ts'
import { findRoot } from '../../root.ts'
import { openCases } from './openCases.ts'

/** `gpo cases draft`: lets the optimizer model draft cases, which wait in the file of drafts until someone accepts them. */
export async function draftNew(prompt: string, options: Options, terminal: Terminal): Promise<ExitStatus> {
  const typed = options.text('count') ?? '12'
  if (!/^[1-9]\d{0,2}$/.test(typed))
    return fail(terminal, {
      code: 'bad-option',
      option: '--count',
      value: typed,
      expected: 'a whole number from 1 to 999',
    })
  const settings = settingsOf(options)
  if (!settings.ok) return fail(terminal, settings.problem)
  const opened = await openCases(prompt, options, terminal)
  if (!opened.ok) return fail(terminal, opened.problem)
  const { models: named } = settings.value
  // Nothing is asked of the task model here.
  const chosen = await chooseModels(
    { ...settings.value, models: { ...named, task: named.task || named.optimizer } },
    options,
    terminal,
  )
  if (!chosen.ok) return fail(terminal, chosen.problem)
  const plan = draftingPlan(opened.value, { count: Number(typed), about: options.text('about') })
  if (plan === undefined) return fail(terminal, { code: 'no-neighbours', place: { path: opened.value.prompt.path } })
  const draw = (text: string): void => redraw(terminal, text)
  const report = await draftRun(
    { id: newRunId(), folder: findRoot(terminal.cwd), models: chosen.value.models, settings: settings.value.run, plan },
    {
      keys: chosen.value.keys,
      signal: terminal.signal,
      now: () => performance.now(),
      onWaiting: tellWaiting(terminal),
      onReply: requests => draw(`drafting: ${counted(requests, 'reply', 'replies')} so far`),
    },
  )
  draw('')
  if (!report.ok) return fail(terminal, report.problem)
  const { draftsPath, draftsSource } = opened.value
  const text = withDrafts(draftsPath, draftsSource, report.value.cases)
  if (!text.ok) return fail(terminal, text.problem)
  const done = await writeSource(draftsPath, text.value, draftsSource === '' ? undefined : draftsSource)
  if (!done.ok) return fail(terminal, done.problem)
  const { problem } = report.value
  if (problem) terminal.err(`gpo: ${sentenceAtTerminal(problem)}\n`)
  terminal.out(
    options.isSet('json')
      ? `${JSON.stringify({ draftsFile: draftsPath, ...report.value }, null, 2)}\n`
      : summary(report.value, relative(terminal.cwd, draftsPath)),
  )
  return 0
}

function summary({ cases, rules, dropped, usage, ms }: DraftReport, at: string): string {
  const told = rules.map(({ rule, drafts }) => {
    const kinds = draftKinds.flatMap(kind => (drafts[kind] ? [`${drafts[kind]} ${kind}`] : []))
    return `  ${kinds.length === 0 ? 'no draft' : kinds.join(', ')}: ${visibleLine(rule)}`
  })
  const open = cases.filter(({ expected, checks }) => expected.length === 0 && checks === undefined).length
  return [
    `${counted(cases.length, 'draft')} for ${counted(rules.length, 'rule')} in ${at}, ${duration(ms)}`,
    ...told,
    ...(dropped === 0 ? [] : [`${dropped} more were no inputs, or are there already`]),
    ...(open === 0 ? [] : [`${counted(open, 'draft')} without an expected answer: give one before you accept it`]),
    spentText(usage),
    'Read them with gpo cases list, then gpo cases accept or reject. None is scored before.',
    '',
  ].join('\n')
}
