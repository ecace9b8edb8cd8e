import { noUsage } from '../../../src/models/usage.ts'
import type { Step } from '../../../src/optimizer/trajectory.ts'
import type { Report, RunRequest } from '../../../src/protocol/worker.ts'
import type { Progress } from '../../../src/run/events.ts'

/** A run request with as many cases as are wanted. */
export const request = (cases: number): RunRequest => ({
  id: '20261122-233015-1a2b3c',
  kind: 'optimize',
  folder: '/w',
  prompt: { path: '/w/prompts/triage.prompt.md', target: 'body', source: 'Answer.' },
  evalSet: {
    path: '/w/prompts/triage.eval.yaml',
    cases: Array.from({ length: cases }, (_, index) => ({
      id: `case-${index}`,
      vars: { input: `${index}` },
      expected: [`${index}`],
    })),
    checks: [{ grader: 'equals' }],
    exemplars: [],
    problems: [],
  },
  pairedBy: 'sibling',
  models: { task: { kind: 'demo', id: 'demo' }, optimizer: { kind: 'demo', id: 'demo' } },
  settings: {
    strategy: 'gpo',
    paper: false,
    evaluation: 'fast',
    steps: 0,
    epochs: 3,
    batchSize: 8,
    candidates: 8,
    seed: 0,
    concurrency: 8,
    caps: {},
    task: { temperature: 0, maxTokens: 512 },
    optimizer: { temperature: 1, maxTokens: 2048 },
    allowCode: false,
  },
})

export const step = (number: number, score: number): Step => ({
  step: number,
  epoch: 1,
  stepSize: 50,
  current: { text: 'Answer.', score },
  shown: [],
  metaPrompt: 'Write better ones.',
  candidates: [],
  winner: null,
})

export const progress = (phase: Progress['phase'], more: Partial<Progress> = {}): Progress => ({
  phase,
  step: 3,
  steps: 18,
  done: 12,
  of: 48,
  best: 0.708,
  usage: { ...noUsage, task: { ...noUsage.task, calls: 1400 }, optimizer: { ...noUsage.optimizer, calls: 12 } },
  ...more,
})

export const report = (more: Partial<Report> = {}): Report => ({
  runId: '20261122-233015-1a2b3c',
  prompt: 'prompts/triage.prompt.md',
  evalSet: 'prompts/triage.eval.yaml',
  pairedBy: 'sibling',
  strategy: 'gpo',
  seed: 0,
  stop: 'steps',
  initial: { text: 'Answer.', validation: 0.5, test: 0.52 },
  best: { text: 'Answer in one word.', step: 3, validation: 0.75, test: 0.71 },
  comparison: { cases: 144, fixed: 40, broken: 13, pValue: 0.0004, interval: [0.1, 0.28], verdict: 'better' },
  steps: [step(1, 0.5), step(2, 0.6)],
  usage: noUsage,
  written: false,
  ...more,
})
