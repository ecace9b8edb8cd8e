import { counted } from '../../text/numbers.ts'
import { briefly, inList, theCase } from '../briefly.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** About eval sets and how they belong to a prompt. */
export const evalSetSentences = {
  'no-eval-set': () =>
    'No eval set belongs to this prompt, so it cannot be scored. Create one, or choose one that is there.',
  'ambiguous-eval-set': problem =>
    `More than one eval set could belong to this prompt: ${inList(problem.found)}. Choose one of them.`,
  'eval-set-unparsable': problem =>
    `The eval set cannot be parsed: ${briefly(problem.detail)}. Mend it there and try again.`,
  'eval-set-empty': () => 'The eval set holds no cases. Add some; twenty or more make scores that mean something.',
  'eval-set-too-small': problem =>
    `The eval set has ${counted(problem.cases, 'case')} where at least ${problem.needed} are needed. Add more cases.`,
  'missing-split': problem =>
    `The folder has no ${briefly(problem.split)} cases. Add one of: ${inList(problem.tried)}.`,
  'broken-row': problem => `The row cannot be used as a case: ${briefly(problem.detail)}. Mend or remove it.`,
  'missing-expected': problem =>
    `${theCase(problem.id)} has no expected answer. Add "expected" to it, or name a grader that needs none.`,
  'missing-variable': problem =>
    `${theCase(problem.id)} has no value for the placeholder "${briefly(problem.name)}". Add it to the case${problem.given.length === 0 ? '' : `, or use in the prompt what the case has: ${inList(problem.given.slice(0, mostNamed))}`}.`,
  'duplicate-id': problem =>
    `The id "${briefly(problem.id)}" is used by an earlier case as well. Give each case its own id.`,
  'unfilled-placeholder': problem =>
    `No case has a value for the placeholder "${briefly(problem.name)}". Add it to the cases, or correct the name.`,
  'unused-variable': problem =>
    `The cases have a value for "${briefly(problem.name)}" that no placeholder of the prompt asks for. Put a placeholder of that name into the prompt, or remove the value.`,
  'unsupported-case': problem =>
    `${theCase(problem.id)} is left out: ${briefly(problem.detail)}. The other cases count.`,
  'no-assertion': problem => `Nothing judges the answer. ${mending[problem.at]}`,
  'tests-elsewhere': problem =>
    `Tests that code makes, or that are kept elsewhere, are not read: ${briefly(problem.reference)}. The others count; write these as YAML, JSON or CSV.`,
  'for-other-prompts': () =>
    'Every test is for other prompts of the config. Add the label of this one to the "prompts" of a test, or leave that list out.',
  'quotes-relaxed': () =>
    'Quotes stand inside of cells that are not quoted, so the table is read as promptfoo reads it then: such quotes are text. Put the cells in quotes, and double those in them, for other programs to read it too.',
  'unsupported-eval-set': problem =>
    `Eval sets of ${briefly(problem.tool)} cannot be used here: ${briefly(problem.detail)}. Create one that needs only a model's answer.`,
  'config-not-run': () =>
    'This promptfoo config is code, which is never run to find eval sets. Write it as YAML or JSON, or choose an eval set by hand.',
} satisfies SomeSentences

/** The most fields of a case that are named, because a table may have any number of columns. */
const mostNamed = 8

/** How to give a case something that judges it, in the terms of its format. */
const mending = {
  assert: 'Add an "assert" list to it, or to "defaultTest".',
  __expected: 'Fill its "__expected" column, or add an "assert" list to the "defaultTest" of the config.',
  graders: 'Add "graders" to it.',
  expected: 'Say what a good answer is, or add statements about it.',
} as const
