import type { Proposer } from '../strategy.ts'
import { gradients } from './gradients.ts'
import { ranked } from './ranked.ts'
import { resample } from './resample.ts'
import { updateProposer } from './update.ts'

export const proposers = { update: updateProposer, resample, gradients, ranked } as const satisfies Record<
  string,
  Proposer
>
export type ProposerName = keyof typeof proposers
