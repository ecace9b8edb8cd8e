import type { Candidate, RunView, Scored, Step, Usage, ViewReport } from '../../../src/protocol/page.ts'

export const baseline: Scored = { text: 'Answer.', score: 0.5 }

export const candidate = (part: Partial<Candidate> = {}): Candidate => ({
  text: 'Answer well.',
  status: 'evaluated',
  cases: 48,
  wordsChanged: 1,
  ...part,
})

export const step = (number: number, part: Partial<Step> = {}): Step => ({
  step: number,
  epoch: 1,
  stepSize: 50,
  current: baseline,
  shown: [],
  metaPrompt: 'Improve it.',
  candidates: [],
  winner: null,
  ...part,
})

const unused = { calls: 0, cached: 0, inputTokens: 0, outputTokens: 0 }

export const usage: Usage = {
  task: { calls: 1200, cached: 300, inputTokens: 1_000_000, outputTokens: 20_000 },
  optimizer: { calls: 18, cached: 0, inputTokens: 40_000, outputTokens: 10_000 },
  judge: unused,
  embedding: unused,
  usd: null,
}

export const view = (part: Partial<RunView> = {}): RunView => ({
  runId: 'run-1',
  prompt: 'answer.prompt.md',
  evalSet: 'answer.jsonl',
  taskModel: 'demo',
  optimizerModel: 'demo',
  simulated: true,
  state: 'running',
  steps: [],
  resumable: false,
  ...part,
})

export const report = (part: Partial<ViewReport> = {}): ViewReport => ({
  runId: 'run-1',
  prompt: 'answer.prompt.md',
  evalSet: 'answer.jsonl',
  pairedBy: 'sibling',
  strategy: 'gpo',
  seed: 1,
  stop: 'steps',
  initial: { text: 'Answer.', validation: 0.6, test: 75 / 144 },
  best: { text: 'Answer well.', step: 3, validation: 0.8, test: 103 / 144 },
  comparison: null,
  usage,
  written: false,
  ...part,
})
