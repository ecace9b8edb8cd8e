import type { RunView, Step } from '../../src/protocol/page.ts'
import { count } from '../../src/text/numbers.ts'
import { unbrokenPercent } from '../pageNumbers.ts'
import { bestOf } from '../panels/figures.ts'

/** A prompt of the run by name: `original`, `best`, `start 3` (where step 3 started) or `3.0` (its first candidate). */
export type PromptName = string

/** The two prompts being compared. */
export interface Compared {
  readonly from: PromptName
  readonly to: PromptName
}

/** Prompts to choose from, under one heading. */
export interface OptionGroup {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

export interface NamedPrompt {
  /** Its name within a sentence. */
  readonly title: string
  readonly text: string
  /** Over the whole validation split, 0 to 1; absent if it was not scored completely. */
  readonly score?: number
}

export const candidateName = (step: number, candidate: number): PromptName => `${step}.${candidate}`

/** The prompt that a name means now; the best of a running run may be another one later. */
export function promptNamed(view: RunView, name: PromptName): NamedPrompt | undefined {
  if (name === 'original') return original(view)
  if (name === 'best') return best(view)
  const [, start, number, candidate] = /^(start )?(\d+)(?:\.(\d+))?$/.exec(name) ?? []
  const step = view.steps.find(({ step }) => String(step) === number)
  if (step === undefined) return undefined
  if (start !== undefined) return { ...step.current, title: `the prompt that step ${count(step.step)} started from` }
  return candidateOf(step, Number(candidate))
}

/** The prompts to choose from: those with names of their own, every winner, and the candidates of a step. */
export function promptGroups(view: RunView, step: Step | undefined): readonly OptionGroup[] {
  const own = [
    { value: 'original', label: labelled('Your prompt', original(view)?.score) },
    ...(view.steps.length > 0 ? [{ value: 'best', label: labelled('Best prompt', best(view)?.score) }] : []),
    ...(step === undefined
      ? []
      : [{ value: `start ${step.step}`, label: labelled(`Start of step ${count(step.step)}`, step.current.score) }]),
  ]
  const winners = view.steps.flatMap(({ step, winner, candidates }) =>
    winner === null
      ? []
      : [
          {
            value: candidateName(step, winner),
            label: labelled(`Winner of step ${count(step)}`, candidates[winner]?.score),
          },
        ],
  )
  const candidates = (step?.candidates ?? []).flatMap((candidate, index) =>
    step === undefined || index === step.winner
      ? []
      : [
          {
            value: candidateName(step.step, index),
            label: labelled(`Candidate ${count(index + 1)}`, candidate.score, candidate.status),
          },
        ],
  )
  return [
    { label: 'This run', options: own },
    { label: 'Winners', options: winners.toReversed() },
    ...(step === undefined ? [] : [{ label: `Other candidates of step ${count(step.step)}`, options: candidates }]),
  ].filter(({ options }) => options.length > 0)
}

function original({ initial, report }: RunView): NamedPrompt | undefined {
  if (initial !== undefined) return { title: 'your prompt', text: initial.text, score: initial.score }
  return report && { title: 'your prompt', text: report.initial.text }
}

function best(view: RunView): NamedPrompt | undefined {
  const found = bestOf(view)
  const step = found && view.steps.find(({ step }) => step === found.step)
  if (step === undefined) return original(view)
  const prompt = candidateOf(step, step.winner ?? 0)
  return prompt && { ...prompt, title: `the best prompt, of step ${count(step.step)}` }
}

function candidateOf(step: Step, index: number): NamedPrompt | undefined {
  const candidate = step.candidates[index]
  if (candidate === undefined) return undefined
  const { text, status, score } = candidate
  const full = status === 'evaluated' || status === 'known'
  const title = `candidate ${count(index + 1)} of step ${count(step.step)}`
  return { title, text, ...(full && score !== undefined && { score }) }
}

const labelled = (title: string, score: number | undefined, status = 'evaluated'): string => {
  if (status === 'rejected') return `${title}, rejected`
  const said = score === undefined ? title : `${title}, ${unbrokenPercent(score)}`
  return status === 'dropped' ? `${said}, dropped` : said
}
