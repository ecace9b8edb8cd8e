import type {
  EvidenceName,
  MomentumName,
  OverStepName,
  ScheduleName,
  StrategyName,
  Variant,
  WalkName,
} from '../protocol/worker.ts'

/** A closed set of names. A part that the optimizer has and a list here has not does not compile. */
type Names<N extends string> = Readonly<Record<N, true>>

const strategies: Names<StrategyName> = {
  gpo: true,
  ape: true,
  apo: true,
  opro: true,
  pe2: true,
  sgdm: true,
  gepa: true,
  'ape-native': true,
  'apo-native': true,
  'opro-native': true,
  'pe2-native': true,
}
const momenta: Names<MomentumName> = { none: true, recency: true, importance: true, relevance: true, summary: true }
const evidences: Names<EvidenceName> = { trajectory: true, failures: true, both: true, neither: true }
const schedules: Names<ScheduleName> = { none: true, fixed: true, linear: true, cosine: true }
const overSteps: Names<OverStepName> = { allow: true, reject: true, clip: true }
const walks: Names<WalkName> = { elitist: true, forced: true, pareto: true, beam: true }
const updateMethods: Names<'generate' | 'edit'> = { generate: true, edit: true }
const subjects: Names<'prompts' | 'reflections'> = { prompts: true, reflections: true }

/** How settings are read here: texts as they stand, numbers undefined where the setting is null. */
export interface ReadPart {
  readonly text: (name: string) => string
  readonly count: (name: string) => number | undefined
}

export const readStrategy = (name: string): StrategyName => oneOf(strategies, name) ?? 'gpo'

/** The parts that are set; `strategy`, and null for a number, leave a part as the strategy has it. */
export function readVariant({ text, count }: ReadPart): Variant {
  return {
    ...part('reflection', onOff(text('reflection'))),
    ...part('scores', onOff(text('scores'))),
    ...part('momentum', oneOf(momenta, text('momentum'))),
    ...part('momentumOver', oneOf(subjects, text('momentumOver'))),
    ...part('memory', count('memory')),
    ...part('updateMethod', oneOf(updateMethods, text('updateMethod'))),
    ...part('evidence', oneOf(evidences, text('evidence'))),
    ...part('schedule', oneOf(schedules, text('schedule'))),
    ...part('initialStepSize', count('initialStepSize')),
    ...part('finalStepSize', count('finalStepSize')),
    ...part('warmup', count('warmup')),
    ...part('overStep', oneOf(overSteps, text('overStep'))),
    ...part('walk', oneOf(walks, text('walk'))),
  }
}

const part = <K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } =>
  value === undefined ? {} : only(name, value)

const only = <K extends string, V>(name: K, value: V): { readonly [key in K]?: V } => {
  const single: { [key in K]?: V } = {}
  single[name] = value
  return single
}

const oneOf = <N extends string>(names: Names<N>, value: string): N | undefined =>
  isOneOf(names, value) ? value : undefined

const isOneOf = <N extends string>(names: Names<N>, value: string): value is N => Object.hasOwn(names, value)

const onOff = (value: string): boolean | undefined => (value === 'strategy' ? undefined : value === 'on')
