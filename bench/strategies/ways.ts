import { strategies } from '../../src/optimizer/strategies.ts'
import type { RunSettings } from '../../src/run/request.ts'

/** One way to optimize, by what it sets differently from the defaults. */
type Way = readonly [name: string, settings: Partial<RunSettings>]

const names = Object.keys(strategies) as (keyof typeof strategies)[]

/** Every strategy as it is, and those of the paper as published. */
const systems: readonly Way[] = [
  ...names.map((strategy): Way => [strategy, { strategy }]),
  ...(['gpo', 'ape', 'apo', 'opro', 'pe2', 'sgdm'] as const).map(
    (strategy): Way => [`${strategy} --paper`, { strategy, paper: true }],
  ),
]

/** GPO with one part exchanged at a time. */
const parts: readonly Way[] = [
  ['--evaluation careful', { evaluation: 'careful' }],
  ['--evaluation full', { evaluation: 'full' }],
  ['--evidence trajectory', { variant: { evidence: 'trajectory' } }],
  ['--evidence failures', { variant: { evidence: 'failures' } }],
  ['--evidence neither', { variant: { evidence: 'neither' } }],
  ['--scores off', { variant: { scores: false } }],
  ['--reflection on', { variant: { reflection: true } }],
  ['--momentum none', { variant: { momentum: 'none' } }],
  ['--momentum recency', { variant: { momentum: 'recency' } }],
  ['--momentum importance', { variant: { momentum: 'importance' } }],
  ['--momentum summary', { variant: { momentum: 'summary' } }],
  ['--memory 8', { variant: { memory: 8 } }],
  ['--update edit', { variant: { updateMethod: 'edit' } }],
  ['--schedule none', { variant: { schedule: 'none' } }],
  ['--schedule fixed', { variant: { schedule: 'fixed' } }],
  ['--schedule linear', { variant: { schedule: 'linear' } }],
  ['--warmup 1', { variant: { warmup: 1 } }],
  ['--over-step reject', { variant: { overStep: 'reject' } }],
  ['--over-step clip', { variant: { overStep: 'clip' } }],
  ['--walk forced', { variant: { walk: 'forced' } }],
  ['--walk pareto', { variant: { walk: 'pareto' } }],
  ['--walk beam', { variant: { walk: 'beam' } }],
]

/** All of them; the default stands first, and the others are compared with it. */
export const ways: readonly Way[] = [...systems, ...parts]
