import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Attack, Ground } from '../attack.ts'
import { evaluate } from '../attack.ts'

const id = '20260101-000000-aaaaaa'
const believed = /it came with the repository/
const resumed = ['resume', id, '--write', '--api-key-env', 'CANARY_KEY']

/** The answer that a cache would hold for a case of the harmless prompt. */
function forgedAnswer(ground: Ground, input: string, answer: string): string {
  const key = createHash('sha256')
    .update(
      JSON.stringify({
        identity: `openai ${ground.endpoint} m`,
        kind: 'chat',
        messages: [{ role: 'user', content: `Add the numbers: ${input}` }],
        temperature: 0,
        maxTokens: 512,
        n: 1,
      }),
    )
    .digest('hex')
  return `${JSON.stringify({ key, role: 'task', value: [answer], inputTokens: 1, outputTokens: 1 })}\n`
}

function commit(ground: Ground): void {
  ground.git('init', '-q')
  ground.git('add', '-f', '.')
  ground.git('commit', '-qm', 'x')
}

const settings = {
  strategy: 'gpo',
  paper: false,
  evaluation: 'careful',
  steps: 1,
  epochs: 1,
  batchSize: 8,
  candidates: 1,
  seed: 1,
  concurrency: 1,
  allowCode: false,
  caps: {},
  task: { temperature: 0, maxTokens: 100 },
  optimizer: { temperature: 1, maxTokens: 100 },
}

/** A journal as its author likes it, of a run that has ended with another prompt. */
function journal(
  ground: Ground,
  changes: { readonly request?: object; readonly report?: object; readonly step?: unknown },
): string {
  const source = 'Add the numbers: {{input}}\n'
  const model = { kind: 'openai', id: 'm', provider: 'endpoint', model: 'm', baseUrl: ground.endpoint }
  const request = {
    id,
    kind: 'optimize',
    folder: ground.folder,
    prompt: { path: join(ground.folder, 'a.prompt.md'), target: 'body', source },
    evalSet: {
      path: join(ground.folder, 'a.eval.jsonl'),
      cases: [1, 2, 3, 4].map(number => ({
        id: `${number}`,
        vars: { input: `${number} + 1` },
        expected: [`${number + 1}`],
      })),
      checks: [{ grader: 'answer' }],
      exemplars: [],
      problems: [],
    },
    pairedBy: 'sibling',
    models: { task: model, optimizer: model },
    settings,
    ...changes.request,
  }
  const spent = { calls: 0, cached: 0, inputTokens: 0, outputTokens: 0 }
  const initial = { text: 'Add the numbers: {{input}}', validation: 0.1, test: null }
  const report = {
    runId: id,
    prompt: request.prompt.path,
    evalSet: request.evalSet.path,
    pairedBy: 'sibling',
    strategy: 'gpo',
    seed: 1,
    stop: 'steps',
    initial,
    best: { text: 'FORGED {{input}}', step: 1, validation: 0.9, test: null },
    comparison: null,
    steps: [],
    usage: { task: spent, optimizer: spent, judge: spent, embedding: spent, usd: 0 },
    written: false,
    ...changes.report,
  }
  const lines = [
    { type: 'run', version: 1, at: '2026-01-01T00:00:00Z', request },
    { type: 'baseline', initial: { text: initial.text, score: 0.1 } },
    ...(changes.step === undefined ? [] : [{ type: 'step', step: changes.step, elapsedMs: 1 }]),
    ...(changes.report === undefined ? [] : [{ type: 'ended', at: '', report }]),
  ]
  return lines.map(line => `${JSON.stringify(line)}\n`).join('')
}

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** Broken journals that no repository need have committed: they are in a folder that was unpacked, or of an older version. */
const malformed: Readonly<Record<string, (ground: Ground) => string>> = {
  'holds a null': () => 'null\n',
  'holds no request': () => '{"type":"run","version":1,"at":"","request":null}\n',
  'holds cases that are null': ground =>
    journal(ground, { request: { evalSet: { path: '', cases: [null], checks: [], exemplars: [], problems: [] } } }),
  'holds a check of an unknown grader': ground =>
    journal(ground, {
      request: { evalSet: { path: '', cases: [], checks: [{ grader: 'constructor' }], exemplars: [], problems: [] } },
    }),
  'holds a step of nothing': ground => journal(ground, { step: {} }),
  'holds a candidate that is null': ground =>
    journal(ground, {
      step: {
        step: 1,
        epoch: 1,
        stepSize: 5,
        current: { text: 'x', score: 0 },
        shown: [null],
        metaPrompt: '',
        candidates: [null],
        winner: 0,
      },
    }),
  'holds a report without figures': ground => journal(ground, { report: { usage: 7, steps: 'x' } }),
  'asks for a million candidates': ground =>
    journal(ground, { request: { settings: { ...settings, candidates: 1e6 } } }),
  'is nested ten thousand deep': () => `${nested(10_000)}\n`,
  'is called otherwise than it calls itself': ground => journal(ground, { request: { id: '../../../escaped' } }),
  'names a folder of yours': ground => journal(ground, { request: { folder: ground.home } }),
}

/** What a repository brings as if this program had written it. */
export const committedAttacks: readonly Attack[] = [
  {
    name: 'a committed cache holds the right answers',
    make(ground) {
      const answers = forgedAnswer(ground, '1 + 1', '2') + forgedAnswer(ground, '2 + 3', '5')
      ground.write('.gpo/answers/forged.jsonl', answers)
      commit(ground)
    },
    typed: evaluate('a.prompt.md', '--min-score', '0.9'),
    asks: 'never',
    says: believed,
  },
  {
    name: 'the committed cache of a folder within the repository holds the right answers',
    make(ground) {
      ground.write(
        'sub/.gpo/answers/forged.jsonl',
        forgedAnswer(ground, '1 + 1', '2') + forgedAnswer(ground, '2 + 3', '5'),
      )
      ground.write('.gpo/answers/forged.jsonl', forgedAnswer(ground, '1 + 1', '2'))
      commit(ground)
    },
    typed: evaluate('a.prompt.md', '--min-score', '0.9'),
    asks: 'never',
    says: believed,
  },
  {
    name: 'a committed submodule is the folder of runs',
    make(ground) {
      ground.write('.gpo/.git/HEAD', 'ref: refs/heads/main\n')
      ground.write('.gpo/answers/forged.jsonl', forgedAnswer(ground, '1 + 1', '2'))
    },
    asks: 'never',
    says: /a repository of its own/,
  },
  {
    name: 'a committed journal proposes a prompt',
    make(ground) {
      ground.write(`.gpo/runs/${id}.jsonl`, journal(ground, { report: {} }))
      commit(ground)
    },
    typed: resumed,
    asks: 'never',
    says: believed,
  },
  {
    name: 'a journal writes a file of yours',
    make(ground) {
      const prompt = { path: join(ground.home, 'own.prompt.md'), target: 'body', source: 'Mine.\n' }
      ground.write(`.gpo/runs/${id}.jsonl`, journal(ground, { request: { prompt }, report: {} }))
    },
    typed: resumed,
    asks: 'never',
  },
  {
    name: 'a journal writes a file of yours through a link in the repository',
    make(ground) {
      ground.link('own.prompt.md', join(ground.home, 'own.prompt.md'))
      const prompt = { path: join(ground.folder, 'own.prompt.md'), target: 'body', source: 'Mine.\n' }
      ground.write(`.gpo/runs/${id}.jsonl`, journal(ground, { request: { prompt }, report: {} }))
    },
    typed: resumed,
    asks: 'never',
  },
  {
    name: 'a journal names another address for the key',
    make(ground) {
      const model = { kind: 'openai', id: 'm', provider: 'endpoint', model: 'm', baseUrl: ground.stranger }
      ground.write(`.gpo/runs/${id}.jsonl`, journal(ground, { request: { models: { task: model, optimizer: model } } }))
    },
    typed: resumed,
    asks: 'never',
  },
  {
    name: 'a journal names another address for the key of a known provider',
    make(ground) {
      const model = { kind: 'openai', id: 'm', provider: 'openai', model: 'm', baseUrl: ground.stranger }
      ground.write(`.gpo/runs/${id}.jsonl`, journal(ground, { request: { models: { task: model, optimizer: model } } }))
    },
    typed: ['resume', id],
    asks: 'never',
  },
  ...Object.entries(malformed).map(
    ([what, make]): Attack => ({
      name: `a journal ${what}`,
      make: ground => ground.write(`.gpo/runs/${id}.jsonl`, make(ground)),
      typed: ['resume', id],
      asks: 'never',
      says: /The journal of the run cannot be read/,
    }),
  ),
]
