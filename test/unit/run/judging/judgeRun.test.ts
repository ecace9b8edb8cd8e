import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { rubricSet } from '../../../../src/evals/marking/rubricSet.ts'
import type { ModelSpec } from '../../../../src/models/model.ts'
import { caveats } from '../../../../src/report/caveats.ts'
import { agreementWords, judgeCaveat, swayWords } from '../../../../src/report/judgeWords.ts'
import type { RunEvent } from '../../../../src/run/events.ts'
import type { JudgeReport } from '../../../../src/run/judging/judgeReport.ts'
import { judgeRun } from '../../../../src/run/judging/judgeRun.ts'
import { judgeStanding } from '../../../../src/run/judging/judgeStanding.ts'
import { run } from '../../../../src/run/run.ts'
import { settingsWith } from '../inProcess.ts'
import { asking, marked, rubric } from './judges.ts'

const spec = (model: string): ModelSpec => ({ kind: 'vscode', id: `vscode:${model}`, model })
const evalSet = { path: '/w/reply.eval.yaml', checks: [{ grader: 'judge' as const, value: rubric }] }
const signal = new AbortController().signal
const now = () => performance.now()

async function within<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-judge-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function judgedBy(model: string, folder: string, answers = marked): Promise<JudgeReport> {
  const request = { id: 'test', folder, evalSet, judge: spec(model), marksPath: '/w/reply.marks.yaml', notJudged: 0 }
  const report = await judgeRun(
    { ...request, answers, ...(answers.length < marked.length && { partial: true }), settings: settingsWith({}) },
    { keys: {}, askEditor: asking(), signal, now },
  )
  if (!report.ok) throw new Error(JSON.stringify(report.problem))
  return report.value
}

test('a judge that prefers long answers is found out', () =>
  within(async folder => {
    const { figures, disagreements, usage } = await judgedBy('wordy', folder)
    assert.equal(figures.accuracy.value, 0.5)
    assert.equal(figures.kappa?.value, 0)
    assert.deepEqual(figures.confusion, { goodPassed: 10, goodFailed: 10, badPassed: 10, badFailed: 10 })
    assert.deepEqual([figures.padded.toPass, figures.padded.toFail], [20, 0])
    assert.ok(figures.padded.pValue < 0.001)
    assert.deepEqual(
      disagreements.map(({ place }) => place.line),
      marked.filter(({ answer, isGood }) => answer.length > 150 !== isGood).map(({ line }) => line),
    )
    assert.match(agreementWords(figures), /50\.0 % .* of 40 marks, kappa 0\.00 .* which is little/)
    assert.match(swayWords(figures).join(' '), /it prefers longer answers/)
    assert.equal(usage.judge.calls + usage.judge.cached, 3 * 40 + 20)
  }))

test('a fair judge agrees in full, with an interval, and nothing sways it', () =>
  within(async folder => {
    const { figures, disagreements } = await judgedBy('fair', folder)
    const [low = 0, high = 0] = figures.kappa?.interval ?? []
    assert.equal(figures.kappa?.value, 1)
    assert.ok(low > 0.8 && low < 1 && high <= 1, `${low} to ${high}`)
    assert.deepEqual(disagreements, [])
    assert.deepEqual(figures.again, { asked: 20, turned: 0 })
    assert.doesNotMatch(swayWords(figures).join(' '), /prefers|decides often/)
  }))

test('a judge that goes by the order of its question is found out', () =>
  within(async folder => {
    const { figures } = await judgedBy('swayed', folder)
    assert.equal(figures.kappa?.value, 1)
    assert.deepEqual([figures.swapped.toPass, figures.swapped.toFail], [0, 20])
    assert.match(swayWords(figures).join(' '), /Order: it decides often; .* 20 of 40 verdicts turn/)
  }))

test('a score says whether anybody has checked its judge, with this rubric and this model', () =>
  within(async folder => {
    const told = (model: string, set = evalSet): string =>
      judgeCaveat(
        judgeStanding({ folder, models: { task: spec('t'), optimizer: spec('t'), judge: spec(model) } }, set, true),
      ).join(' ')
    assert.match(told('wordy'), /a judge nobody has checked/)
    const { usage } = await judgedBy('wordy', folder, marked.slice(0, 2))
    assert.equal(usage.judge.calls, 2 * 4)
    assert.match(told('wordy'), /a judge nobody has checked/, 'some of the marks say too little')
    await judgedBy('wordy', folder)
    await judgedBy('fair', folder)
    assert.match(told('wordy'), /agrees little with people: kappa 0\.00 .* on 40 marks/)
    assert.equal(told('fair'), '')
    const other = { ...evalSet, checks: [{ grader: 'judge' as const, value: 'Another rubric.' }] }
    assert.match(told('fair', other), /a judge nobody has checked/)
  }))

test('a rubric that is aligned with the marks raises kappa on the sealed ones', () =>
  within(async folder => {
    const events: RunEvent[] = []
    const source = `grader: { name: judge, rubric: ${rubric} }\ncases: []\n`
    await run(
      {
        id: 'test',
        kind: 'optimize',
        folder,
        prompt: { path: evalSet.path, target: 'judge', source },
        evalSet: rubricSet('/w/reply.marks.yaml', marked),
        pairedBy: 'sibling',
        models: { task: spec('wordy'), optimizer: spec('writer') },
        settings: settingsWith({ steps: 1 }),
        judging: { rubric, answers: marked },
      },
      { resume: false, keys: {}, askEditor: asking(), emit: event => void events.push(event), signal, now },
    )
    const last = events.at(-1)
    assert.ok(last?.type === 'optimized', JSON.stringify(last))
    const { agreement, comparison, best } = last.report
    assert.equal(comparison?.verdict, 'better')
    assert.equal(agreement?.marks, 16)
    assert.ok((agreement?.initial?.value ?? 1) < 0.5)
    assert.equal(agreement?.best?.value, 1)
    assert.match(best.text, /refund/)
    assert.match(caveats(last.report).join(' '), /kappa with people is .* → 1\.00 \[.*\] on 16 test marks/)
  }))
