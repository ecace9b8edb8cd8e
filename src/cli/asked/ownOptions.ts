/** The commands of `gpo`: the arguments of each, how many it takes, and its text in the help. */
export const commands = {
  list: { operand: '[dir]', takes: 'an optional folder', least: 0, most: 1, help: 'prompt files and their eval sets' },
  eval: { operand: '<prompt>', takes: 'one prompt file', least: 1, most: 1, help: 'score a prompt' },
  optimize: { operand: '<prompt>', takes: 'one prompt file', least: 1, most: 1, help: 'run the optimizer' },
  check: {
    operand: '<prompt>',
    takes: 'one prompt file',
    least: 1,
    most: 1,
    help: 'what is wrong with the cases of its eval set',
  },
  cases: {
    operand: '<what> <prompt>',
    takes: 'what to do and a prompt file',
    least: 2,
    most: 1000,
    help: 'make its cases: import FILE, draft; list, accept and reject the drafts, by ids or --all; mark the answer to a case: its id, good or bad',
  },
  judge: {
    operand: '<prompt>',
    takes: 'one prompt file',
    least: 1,
    most: 1,
    help: 'how far the judge of its eval set agrees with the answers that people marked',
  },
  route: {
    operand: '[dir]',
    takes: 'an optional folder',
    least: 0,
    most: 1,
    help: 'which skill is loaded for which query',
  },
  resume: {
    operand: '<run>',
    takes: 'one run',
    least: 1,
    most: 1,
    help: 'go on with a stopped run; with --steps, with one that has ended',
  },
  null: {
    operand: '',
    takes: 'nothing',
    least: 0,
    most: 0,
    help: 'how often a verdict is "better" where nothing is',
  },
  'demo-server': {
    operand: '',
    takes: 'nothing',
    least: 0,
    most: 0,
    help: 'the simulated demo model over HTTP, at 127.0.0.1',
  },
} as const

export type CliCommand = keyof typeof commands

/** An option that is not a setting: it names what a command works on, or what to do with the result. */
export interface OwnOption {
  readonly group: 'input' | 'cases' | 'models' | 'routing' | 'result' | 'server'
  readonly commands: readonly CliCommand[]
  /** The placeholder for its value in the help; absent if it takes none. */
  readonly takes?: string
  readonly help: string
}

const scoring = ['eval', 'optimize'] as const

export const ownOptions = {
  target: {
    group: 'input',
    commands: [...scoring, 'check', 'cases', 'judge'],
    takes: 'ID',
    help: 'which text of the file, where it has several; in gpo optimize, judge: the rubric of its eval set',
  },
  'eval-set': {
    group: 'input',
    commands: [...scoring, 'check', 'cases', 'judge'],
    takes: 'FILE|DIR',
    help: 'the eval set, or a folder of train, validation and test .jsonl',
  },
  sample: {
    group: 'input',
    commands: ['eval'],
    takes: 'N',
    help: 'gpo eval: score so many cases that the seed draws, with the interval that so few allow',
  },
  columns: {
    group: 'cases',
    commands: ['cases'],
    takes: 'COLUMN=NAME,...',
    help: 'import: what columns become: a placeholder, expected, id, split, or nothing (default: by their names)',
  },
  personal: {
    group: 'cases',
    commands: ['cases'],
    takes: 'keep|mask',
    help: 'import: what becomes of e-mail addresses, telephone and card numbers and keys; otherwise nothing is written',
  },
  preview: { group: 'cases', commands: ['cases'], help: 'import: tell what would be written, and write nothing' },
  count: { group: 'cases', commands: ['cases'], takes: 'N', help: 'draft: so many cases (default 12)' },
  about: {
    group: 'cases',
    commands: ['cases'],
    takes: 'TEXT',
    help: 'draft: all of them about one rule, or one of the right answers',
  },
  all: { group: 'cases', commands: ['cases'], help: 'accept, reject: every draft' },
  comment: { group: 'cases', commands: ['cases'], takes: 'TEXT', help: 'mark: why the answer is good or bad' },
  answer: {
    group: 'cases',
    commands: ['cases'],
    takes: 'TEXT',
    help: 'mark: the answer, where it is not the one that the models of --task-model gave to the present prompt',
  },
  marks: {
    group: 'cases',
    commands: ['judge', 'optimize'],
    takes: 'FILE',
    help: 'marked answers, in place of those beside the prompt: answer, mark (good or bad), comment and variables; in gpo optimize with --target judge',
  },
  'base-url': {
    group: 'models',
    commands: [...scoring, 'cases', 'judge', 'route', 'resume'],
    takes: 'URL',
    help: 'an OpenAI-compatible endpoint; models are then named as it names them',
  },
  'api-key-env': {
    group: 'models',
    commands: [...scoring, 'cases', 'judge', 'route', 'resume'],
    takes: 'NAME',
    help: "environment variable that holds the endpoint's key (default: PROVIDER_API_KEY; none with --base-url)",
  },
  runner: {
    group: 'models',
    commands: [...scoring, 'resume'],
    takes: 'NAME|JSON',
    help: 'an agent that answers instead of a task model: claude, codex, copilot, or a command of yours: ["program", "argument", ...]',
  },
  lift: {
    group: 'cases',
    commands: ['eval'],
    help: 'all cases with the skill and without it: how much its text is worth',
  },
  'runner-seconds': {
    group: 'models',
    commands: scoring,
    takes: 'N',
    help: 'time that the runner may take for one answer (default 600)',
  },
  price: {
    group: 'models',
    commands: [...scoring, 'cases', 'judge', 'route'],
    takes: 'MODEL=IN/OUT',
    help: 'USD per million input and output tokens; may be repeated',
  },
  skill: {
    group: 'routing',
    commands: ['route'],
    takes: 'NAME',
    help: 'tell of this skill alone; the others are listed beside it all the same',
  },
  queries: {
    group: 'routing',
    commands: ['route'],
    takes: 'FILE',
    help: 'queries about any of the skills, in place of those that lie with them',
  },
  query: { group: 'routing', commands: ['route'], takes: 'TEXT', help: 'route this one request, and nothing else' },
  agents: {
    group: 'routing',
    commands: ['route'],
    help: 'route among custom agents, NAME.agent.md, instead of skills',
  },
  'user-skills': { group: 'routing', commands: ['route'], help: 'list the skills of your own folders too' },
  compare: {
    group: 'routing',
    commands: ['route'],
    takes: 'REV',
    help: 'what the descriptions of a git revision did with the same queries',
  },
  refined: {
    group: 'routing',
    commands: ['route', 'optimize'],
    help: 'the refined descriptions that wait in the runs of this folder: what each of them changes; in gpo optimize, they stand beside the one that is optimized',
  },
  both: {
    group: 'routing',
    commands: ['optimize'],
    help: 'gpo optimize --target description: change the skill too that takes most of its queries, and tell what each change adds',
  },
  'cross-fit': {
    group: 'result',
    commands: ['optimize'],
    help: 'gpo optimize: test on every case: each half tests what was found on the other; three runs that share the caps',
  },
  write: {
    group: 'result',
    commands: ['optimize', 'resume'],
    takes: '[always]',
    help: 'put the best prompt into the file where it is proven better; always: also where it is not',
  },
  nulls: { group: 'result', commands: ['null'], takes: 'N', help: 'gpo null: runs of each kind (default 1000)' },
  cases: {
    group: 'result',
    commands: ['null'],
    takes: 'N',
    help: 'gpo null: cases of the eval set, at least 20 (default 60)',
  },
  'min-score': {
    group: 'result',
    commands: ['eval'],
    takes: 'X',
    help: 'gpo eval: exit 1 below this score, 0 to 1, or where over a tenth of the cases was not answered',
  },
  'min-kappa': {
    group: 'result',
    commands: ['judge'],
    takes: 'X',
    help: "gpo judge: exit 1 where Cohen's kappa is below this, -1 to 1, or chance alone explains the agreement",
  },
  'min-right': {
    group: 'result',
    commands: ['route'],
    takes: 'X',
    help: 'gpo route: exit 1 where the right skill is loaded less often, 0 to 1',
  },
  'max-stolen': {
    group: 'result',
    commands: ['route'],
    takes: 'N',
    help: 'gpo route: exit 1 where other skills take more queries of any one',
  },
  md: { group: 'result', commands: ['route'], help: 'a comment for a pull request on standard output' },
  json: {
    group: 'result',
    commands: ['list', ...scoring, 'check', 'cases', 'judge', 'route', 'resume', 'null'],
    help: 'one JSON document on standard output',
  },
  sarif: { group: 'result', commands: ['check'], help: 'SARIF 2.1.0 on standard output, for a code host' },
  port: { group: 'server', commands: ['demo-server'], takes: 'N', help: '0 takes a free one (default 8080)' },
  latency: { group: 'server', commands: ['demo-server'], takes: 'MS', help: 'time before each answer' },
  'fail-rate': {
    group: 'server',
    commands: ['demo-server'],
    takes: 'X',
    help: 'share of requests that fail, 0 to 1',
  },
  seed: {
    group: 'server',
    commands: ['demo-server', 'null'],
    takes: 'N',
    help: 'the same seed gives the same answers',
  },
} as const satisfies Readonly<Record<string, OwnOption>>
