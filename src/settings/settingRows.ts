import type { SettingName } from './declared.ts'
import type { SettingRow } from './row.ts'

const scoring = ['eval', 'optimize'] as const
const searching = ['optimize'] as const
const routing = ['optimize', 'route'] as const
const judging = [...scoring, 'judge'] as const
const asking = [...judging, 'cases', 'route'] as const

/** Every setting, one row each. All code that reads, checks, types, prints or explains settings uses these rows. */
export const settingRows = {
  taskModel: {
    group: 'models',
    option: 'task-model',
    takes: 'ID',
    commands: [...scoring, 'cases', 'route'],
    help: 'the model that is prompted: demo, or provider:model (openai:..., ollama:...)',
  },
  optimizerModel: {
    group: 'models',
    option: 'optimizer-model',
    takes: 'ID',
    commands: [...scoring, 'cases'],
    help: 'the model that writes prompts (default: the task model)',
  },
  judgeModel: {
    group: 'models',
    option: 'judge-model',
    takes: 'ID',
    commands: [...judging, 'cases'],
    help: 'the model that grades, where the eval set asks for one',
  },
  embeddingModel: {
    group: 'models',
    option: 'embedding-model',
    takes: 'ID',
    commands: scoring,
    help: 'measures relevance (default: similarity of character n-grams)',
  },
  endpoints: { group: 'models' },
  prices: { group: 'models' },

  taskTemperature: {
    group: 'replies',
    field: 'task.temperature',
    option: 'task-temperature',
    commands: [...scoring, 'cases'],
    help: 'temperature of the task model',
  },
  taskMaxTokens: {
    group: 'replies',
    field: 'task.maxTokens',
    option: 'task-max-tokens',
    commands: [...scoring, 'cases', 'route'],
    help: 'longest answer of the task model, with the tokens that it spends on reasoning',
  },
  optimizerTemperature: {
    group: 'replies',
    field: 'optimizer.temperature',
    option: 'optimizer-temperature',
    commands: searching,
    help: 'temperature of the optimizer model',
  },
  optimizerMaxTokens: {
    group: 'replies',
    field: 'optimizer.maxTokens',
    option: 'optimizer-max-tokens',
    commands: [...searching, 'cases'],
    help: 'longest reply of the optimizer model, likewise',
  },

  maxCalls: {
    group: 'spending',
    field: 'caps.calls',
    option: 'max-calls',
    commands: [...asking, 'resume', 'null'],
    help: 'requests to all models together; none: no cap',
  },
  maxTokens: {
    group: 'spending',
    field: 'caps.tokens',
    option: 'max-tokens',
    commands: asking,
    help: 'tokens, input and output together',
  },
  maxUsd: { group: 'spending', field: 'caps.usd', option: 'max-usd', commands: asking, help: 'USD, by --price' },
  maxMinutes: { group: 'spending', field: 'caps.minutes', option: 'max-minutes', commands: asking, help: 'minutes' },
  concurrency: {
    group: 'spending',
    field: 'concurrency',
    option: 'concurrency',
    commands: asking,
    help: 'requests under way at once',
  },

  strategy: {
    group: 'search',
    field: 'strategy',
    option: 'strategy',
    commands: searching,
    help: 'up to sgdm one loop with the parts exchanged, then after the original systems',
  },
  paper: {
    group: 'search',
    field: 'paper',
    option: 'paper',
    commands: searching,
    help: 'the loop as published: forced move, full evaluation',
  },
  evaluation: {
    group: 'search',
    field: 'evaluation',
    option: 'evaluation',
    commands: searching,
    help: 'how soon a losing candidate is dropped',
  },
  steps: {
    group: 'search',
    field: 'steps',
    option: 'steps',
    commands: [...searching, 'resume'],
    help: 'updates to make; 0: as many as --epochs gives, and up to 12 while nothing was found; of a run that has ended: as many in all',
  },
  epochs: {
    group: 'search',
    field: 'epochs',
    option: 'epochs',
    commands: searching,
    help: 'passes over the train split',
  },
  batchSize: {
    group: 'search',
    field: 'batchSize',
    option: 'batch-size',
    commands: searching,
    help: 'train cases of one step',
  },
  candidates: {
    group: 'search',
    field: 'candidates',
    option: 'candidates',
    commands: searching,
    help: 'new prompts in each step',
  },
  examples: {
    group: 'search',
    field: 'examples',
    option: 'examples',
    commands: searching,
    help: 'when a candidate gets cases of the train split as examples',
    optional: true,
  },
  repeats: {
    group: 'search',
    field: 'repeats',
    option: 'repeats',
    commands: scoring,
    help: 'ask each case so often, and grade it by the mean',
    optional: true,
  },
  seed: {
    group: 'search',
    field: 'seed',
    option: 'seed',
    commands: [...routing, 'judge'],
    help: 'the same seed and answers give the same run',
  },

  goal: {
    group: 'wishes',
    field: 'wishes.goal',
    option: 'goal',
    commands: searching,
    help: 'what the prompt is for (default: name and description in its file)',
    optional: true,
  },
  domain: {
    group: 'wishes',
    field: 'wishes.domain',
    option: 'domain',
    commands: searching,
    help: 'what to know about its field: terms, customs, facts',
    optional: true,
  },
  tone: {
    group: 'wishes',
    field: 'wishes.tone',
    option: 'tone',
    commands: searching,
    help: 'the tone that it keeps',
    optional: true,
  },
  language: {
    group: 'wishes',
    field: 'wishes.language',
    option: 'language',
    commands: searching,
    help: 'the language in which it stays',
    optional: true,
  },
  longestPrompt: {
    group: 'wishes',
    field: 'wishes.longest',
    option: 'longest',
    commands: searching,
    help: 'the most words that it may have',
    optional: true,
  },
  locked: {
    group: 'wishes',
    field: 'wishes.locked',
    option: 'lock',
    commands: searching,
    help: 'texts of it that stay letter by letter, one a line; also lines between the comments gpo:lock and gpo:unlock',
    optional: true,
  },

  evidence: {
    group: 'parts',
    field: 'variant.evidence',
    option: 'evidence',
    commands: searching,
    help: 'what the optimizer model is shown',
  },
  scores: {
    group: 'parts',
    field: 'variant.scores',
    option: 'scores',
    commands: searching,
    help: 'whether prompts are shown with their scores',
  },
  reflection: {
    group: 'parts',
    field: 'variant.reflection',
    option: 'reflection',
    commands: searching,
    help: 'whether the failures are put into words first',
  },
  momentum: {
    group: 'parts',
    field: 'variant.momentum',
    option: 'momentum',
    commands: searching,
    help: 'which past is shown',
  },
  momentumOver: {
    group: 'parts',
    field: 'variant.momentumOver',
    option: 'momentum-over',
    commands: searching,
    help: 'what it chooses among',
  },
  memory: {
    group: 'parts',
    field: 'variant.memory',
    option: 'memory',
    commands: searching,
    help: 'how many of them, the current one included',
  },
  updateMethod: {
    group: 'parts',
    field: 'variant.updateMethod',
    option: 'update',
    commands: searching,
    help: 'how a new prompt is asked for',
  },
  schedule: {
    group: 'parts',
    field: 'variant.schedule',
    option: 'schedule',
    commands: searching,
    help: 'how the step size changes',
  },
  initialStepSize: {
    group: 'parts',
    field: 'variant.initialStepSize',
    option: 'step-size',
    takes: 'I:F',
    half: 'first',
    commands: searching,
    help: 'words that may change, at the start and at the end',
  },
  finalStepSize: {
    group: 'parts',
    field: 'variant.finalStepSize',
    option: 'step-size',
    half: 'last',
    commands: searching,
  },
  warmup: {
    group: 'parts',
    field: 'variant.warmup',
    option: 'warmup',
    commands: searching,
    help: 'steps with a rising step size',
  },
  overStep: {
    group: 'parts',
    field: 'variant.overStep',
    option: 'over-step',
    commands: searching,
    help: 'what becomes of a text that changes more',
  },
  walk: {
    group: 'parts',
    field: 'variant.walk',
    option: 'walk',
    commands: searching,
    help: 'which prompt a step starts from',
  },
  metaPrompt: {
    group: 'parts',
    option: 'meta-prompt',
    takes: 'FILE',
    commands: searching,
    help: 'your own texts for what the optimizer model is sent',
  },

  routeProfile: {
    group: 'routing',
    option: 'profile',
    commands: routing,
    help: 'the agent in whose form and within whose limits skills are listed',
  },
  routeRuns: { group: 'routing', option: 'runs', commands: routing, help: 'answers for each query' },
  routeShuffle: {
    group: 'routing',
    option: 'shuffle',
    commands: routing,
    help: 'list the skills in another order in each run',
  },
  routeTemperature: {
    group: 'routing',
    option: 'route-temperature',
    commands: routing,
    help: 'temperature at which the model chooses a skill',
  },
  routeLimits: { group: 'routing' },

  allowCode: {
    group: 'code',
    field: 'allowCode',
    option: 'allow-code',
    commands: ['eval', 'optimize', 'resume'],
    help: 'run the JavaScript that an eval set grades with; only for one that you trust',
  },
  runner: { group: 'code' },
} as const satisfies Readonly<Record<SettingName, SettingRow>>

/** The rows in their order. */
export const settings: readonly (SettingRow & { readonly name: SettingName })[] = Object.entries<SettingRow>(
  settingRows,
).flatMap(([name, row]) => (isName(name) ? [{ name, ...row }] : []))

function isName(name: string): name is SettingName {
  return Object.hasOwn(settingRows, name)
}

export const rowFor = (name: SettingName): SettingRow => settingRows[name]

/** The command-line option for a setting, if it has one. */
export const optionFor = (name: string): string | undefined => settings.find(row => row.name === name)?.option

type OptionOf<Row> = Row extends { readonly option: infer Option } ? Option : never

export type SettingOption = OptionOf<(typeof settingRows)[SettingName]>
