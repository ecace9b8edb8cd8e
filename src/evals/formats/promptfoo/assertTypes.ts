import type { GraderName } from '../../grading/graderNames.ts'

/** The grader that implements an assertion type, and whether it ignores case. */
export interface GraderOf {
  readonly grader: GraderName
  readonly ignoreCase?: true
  /** Whether it needs a value to compare with. */
  readonly needsValue: boolean
}

/** The assertion types that are judged here. */
const judged: Readonly<Record<string, GraderOf>> = {
  equals: { grader: 'equals', needsValue: true },
  contains: { grader: 'includes', needsValue: true },
  icontains: { grader: 'includes', ignoreCase: true, needsValue: true },
  'contains-any': { grader: 'includes-any', needsValue: true },
  'icontains-any': { grader: 'includes-any', ignoreCase: true, needsValue: true },
  'contains-all': { grader: 'includes-all', needsValue: true },
  'icontains-all': { grader: 'includes-all', ignoreCase: true, needsValue: true },
  'starts-with': { grader: 'starts-with', needsValue: true },
  regex: { grader: 'regex', needsValue: true },
  'is-json': { grader: 'is-json', needsValue: false },
  'contains-json': { grader: 'includes-json', needsValue: false },
  levenshtein: { grader: 'levenshtein', needsValue: true },
  'rouge-n': { grader: 'rouge-n', needsValue: true },
  bleu: { grader: 'bleu', needsValue: true },
  similar: { grader: 'similar', needsValue: true },
  'similar:cosine': { grader: 'similar', needsValue: true },
  'llm-rubric': { grader: 'judge', needsValue: true },
  javascript: { grader: 'javascript', needsValue: true },
}

export const graderOf = (type: string): GraderOf | undefined => (Object.hasOwn(judged, type) ? judged[type] : undefined)

const otherJudges = 'it is a judge of its own; say what it looks for as an llm-rubric'
const otherLanguages = 'its code is in another language than JavaScript'
const toolCalls = 'it looks at calls of tools, and here a model only answers'

/** All other assertion types, with the reason why each cannot be run. */
const unsupported: Readonly<Record<string, string>> = {
  'agent-rubric': otherJudges,
  'answer-relevance': otherJudges,
  classifier: 'it asks a classifier',
  'contains-html': 'HTML is not looked for',
  'contains-sql': 'SQL is not looked for',
  'contains-xml': 'XML is not looked for',
  'context-faithfulness': otherJudges,
  'context-recall': otherJudges,
  'context-relevance': otherJudges,
  'conversation-relevance': otherJudges,
  factuality: otherJudges,
  'g-eval': otherJudges,
  gleu: 'GLEU is not computed; use bleu or rouge-n',
  human: 'it waits for a person',
  'is-html': 'HTML is not looked for',
  'is-refusal': 'refusals are not recognized; use llm-rubric',
  'is-sql': 'SQL is not looked for',
  'is-valid-function-call': toolCalls,
  'is-valid-openai-function-call': toolCalls,
  'is-valid-openai-tools-call': toolCalls,
  'is-xml': 'XML is not looked for',
  'max-score': 'it compares the answers to several prompts',
  meteor: 'METEOR is not computed; use bleu or rouge-n',
  'model-graded-closedqa': otherJudges,
  'model-graded-factuality': otherJudges,
  moderation: 'it asks a moderation service',
  pi: 'it asks a service',
  python: otherLanguages,
  ruby: otherLanguages,
  'search-rubric': 'its judge searches the web',
  'select-best': 'it compares the answers to several prompts',
  'similar:dot': 'similarity is measured by the cosine alone; use similar',
  'similar:euclidean': 'similarity is measured by the cosine alone; use similar',
  'skill-used': toolCalls,
  'tool-call-f1': toolCalls,
  'trajectory:goal-success': toolCalls,
  'trajectory:step-count': toolCalls,
  'trajectory:tool-args-match': toolCalls,
  'trajectory:tool-sequence': toolCalls,
  'trajectory:tool-used': toolCalls,
  webhook: 'it asks a service',
  'word-count': 'words are not counted; use a regex or javascript',
}

/** Assertion types that do not look at the answer's text, so that a score without them keeps its meaning. */
const aside: Readonly<Record<string, string>> = {
  cost: 'it looks at the price of the answer, not at its text',
  'finish-reason': 'it looks at why the answer ended, not at its text',
  guardrails: 'it looks at what the provider filtered, not at the text',
  latency: 'it looks at the time the answer took, not at its text',
  perplexity: 'it looks at token probabilities, not at the text',
  'perplexity-score': 'it looks at token probabilities, not at the text',
  'trace-error-spans': 'it looks at traces, not at the text',
  'trace-span-count': 'it looks at traces, not at the text',
  'trace-span-duration': 'it looks at traces, not at the text',
}

/** Whether a table cell may begin with this type; any other text is the answer to be equalled. */
export const isCellType = (type: string): boolean =>
  !['human', 'max-score', 'select-best'].includes(type) &&
  [judged, unsupported, aside].some(types => Object.hasOwn(types, type))

export const whyAside = (type: string): string | undefined => (Object.hasOwn(aside, type) ? aside[type] : undefined)

export const whyUnsupported = (type: string): string =>
  (Object.hasOwn(unsupported, type) ? unsupported[type] : undefined) ?? 'there is no assertion of this type'
