import type { UpdateMethod } from './metaPrompts/metaPrompt.ts'
import type { MomentumName } from './momentum/momentum.ts'
import type { ProposerName } from './proposers/proposers.ts'
import type { OverStepName } from './replies/overStep.ts'
import type { ScheduleName } from './schedule.ts'
import type { ContestName } from './services.ts'
import type { CritiqueName, EvidenceName } from './strategy.ts'
import type { WalkName } from './walk.ts'

/** A strategy as plain data: the names of its parts, in the order of the paper's factors. */
export interface Recipe {
  readonly propose: ProposerName
  /** Whether requests are worded as published, with all blocks in one, or plainly. */
  readonly published: boolean
  readonly evidence: EvidenceName
  readonly scores: boolean
  readonly reflection: boolean
  readonly critique: CritiqueName
  readonly momentum: MomentumName
  readonly momentumOver: 'prompts' | 'reflections'
  readonly memory: number
  readonly updateMethod: UpdateMethod
  readonly schedule: ScheduleName
  /** The limit in words at the start and at the end of the schedule. */
  readonly initialStepSize: number
  readonly finalStepSize: number
  /** Number of warmup steps. */
  readonly warmup: number
  readonly overStep: OverStepName
  readonly walk: WalkName
  readonly selection: ContestName
}

/** Settings that replace a strategy's own parts; absent ones keep the strategy's. */
export type Variant = Partial<Omit<Recipe, 'propose' | 'published' | 'critique' | 'selection'>>

/** The loop in which the paper runs all its systems, using only the current prompt and its score. */
const plain: Recipe = {
  propose: 'update',
  published: false,
  evidence: 'trajectory',
  scores: true,
  reflection: false,
  critique: 'reflect',
  momentum: 'none',
  momentumOver: 'prompts',
  memory: 3,
  updateMethod: 'generate',
  schedule: 'none',
  initialStepSize: 50,
  finalStepSize: 10,
  warmup: 0,
  overStep: 'allow',
  walk: 'elitist',
  selection: 'race',
}

/**
 * The strategies by name. The first six are the systems that the paper compares, as it runs them: in one loop with
 * different parts. Those called native follow the original systems, with the simplifications listed in docs/paper.md.
 * `gepa` (arXiv 2507.19457) is made of parts that exist here anyway.
 */
export const strategies = {
  gpo: {
    ...plain,
    momentum: 'relevance',
    schedule: 'cosine',
    evidence: 'both',
    updateMethod: 'recombine',
    walk: 'rated',
  },
  ape: plain,
  apo: { ...plain, reflection: true, updateMethod: 'edit' },
  opro: { ...plain, momentum: 'importance' },
  pe2: { ...plain, reflection: true, momentum: 'recency', schedule: 'fixed', initialStepSize: 30 },
  sgdm: { ...plain, reflection: true, momentum: 'summary', momentumOver: 'reflections', updateMethod: 'edit' },
  gepa: { ...plain, evidence: 'failures', reflection: true, walk: 'pareto', selection: 'gated' },
  'ape-native': { ...plain, propose: 'resample', evidence: 'neither' },
  'apo-native': {
    ...plain,
    propose: 'gradients',
    evidence: 'failures',
    reflection: true,
    walk: 'beam',
    selection: 'bandit',
  },
  'opro-native': { ...plain, propose: 'ranked', memory: 20 },
  'pe2-native': { ...plain, evidence: 'failures', reflection: true, critique: 'inspect', walk: 'beam' },
} as const satisfies Record<string, Recipe>

export type StrategyName = keyof typeof strategies

/**
 * Differences in the released runs of the paper: every step moves to its winner, and only the scored trajectory is
 * shown. There PE2's reflection was requested and then not shown, so it is not requested here.
 */
const asPublished: Readonly<Record<StrategyName, Variant>> = {
  gpo: { evidence: 'trajectory', walk: 'forced', updateMethod: 'generate' },
  ape: { walk: 'forced' },
  apo: { walk: 'forced' },
  opro: { walk: 'forced' },
  pe2: { walk: 'forced', reflection: false },
  sgdm: { walk: 'forced' },
  gepa: {},
  'ape-native': {},
  'apo-native': {},
  'opro-native': {},
  'pe2-native': {},
}

/** The parts of a strategy: its own, or with `paper` those of the released runs, replaced by the variant's if given. */
export const recipeOf = (name: StrategyName, variant: Variant, paper: boolean): Recipe => ({
  ...strategies[name],
  ...(paper ? { ...asPublished[name], published: true } : {}),
  ...variant,
})
