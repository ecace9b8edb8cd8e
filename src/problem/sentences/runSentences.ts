import { counted } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import { briefly } from '../briefly.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** About runs, their caps and their records. */
export const runSentences = {
  'too-few-answered': problem =>
    `${problem.unanswered} of ${counted(problem.cases, 'case')} were not answered, so the score says too little to be compared. Mend what kept them from it and start again: what was answered is not paid for twice.`,
  cancelled: () => 'The run was stopped. What it found so far is kept; resume to go on.',
  budget: problem =>
    `The cap on ${capName(problem.cap)} is reached. Raise it and start again: what was answered is not paid for twice.`,
  'budget-too-small': problem =>
    `The cap on ${capName(problem.cap)} is ${problem.limit}, and at least ${problem.needed} are needed for its score, one step and the verdict on the test cases. Raise it, or use fewer cases.`,
  'bad-option': problem =>
    `${briefly(problem.option)} cannot be "${briefly(problem.value)}". Give ${briefly(problem.expected)}.`,
  'bad-usage': problem => `${briefly(problem.detail)}.`,
  'bad-combination': problem => `${briefly(problem.detail)}. Leave one of them out.`,
  'unknown-run': problem => `There is no run "${briefly(problem.run)}" in ${briefly(problem.folder)}. Check its name.`,
  'run-busy': problem =>
    `The run "${briefly(problem.run)}" is under way already. Wait for it, or stop it where it was started${problem.lock === undefined ? '' : `; if nothing runs any more, delete ${visibleLine(problem.lock)}`}.`,
  'turn-taken': problem =>
    `Another run that asks the same is under way, and its answers cost nothing once it has ended: this one waits for it. If nothing runs any more, delete ${visibleLine(problem.lock)}.`,
  'journal-broken': problem => `The journal of the run cannot be read (${briefly(problem.detail)}). Start a new run.`,
  'worker-died': problem =>
    `The run stopped unexpectedly (${briefly(problem.detail)}). Resume it; no answer is paid for twice.`,
  untrusted: () => 'The workspace is not trusted, so nothing is run in it. Trust it first.',
  'not-started': problem => `GPO could not start: ${briefly(problem.detail)}. Reload the window to try again.`,
  'part-not-loaded': () =>
    'A part of GPO could not be loaded, as happens after an update. Reload the window to try again.',
  'never-optimized': () => 'This prompt has not been optimized yet. Run GPO: Optimize Prompt first.',
  'none-stopped': () => 'No run of this prompt was stopped before its end. Run GPO: Optimize Prompt to start one.',
  'none-ended': () => 'There is no such run yet. Run GPO: Optimize Prompt first.',
  'no-report': () => 'The run has not ended, so it has no report yet. Resume it first.',
  'plan-changed': () =>
    'What would run is no longer what the user agreed to: the prompt, its eval set or the settings have changed meanwhile. Ask again.',
} satisfies SomeSentences

const capName = (cap: string): string => (cap === 'usd' ? 'USD' : cap)
