import type { SplitName } from './evalSet.ts'

// Where eval sets lie, by their names. Pairing, finding, watching, diagnostics and the scaffold all take it from here.

/** The extensions of files of cases, in the order in which they are looked for. */
export const evalSetExtensions = ['yaml', 'yml', 'json', 'jsonl', 'csv'] as const

export type EvalSetExtension = (typeof evalSetExtensions)[number]

/** What may follow the stem of a prompt file in the name of its eval set, the most usual first. */
const suffixes = ['eval', 'evals', 'tests', 'test', 'cases', 'dataset', 'golden'] as const

/** Folders beside a prompt or above it, in which eval sets are kept under the prompt's stem. */
export const evalSetFolders = ['evals', 'eval', 'tests', 'datasets', '__evals__'] as const

/** Names of an eval set that say nothing of whose it is: it belongs to the only prompt of its folder. */
const loneStems = ['evals', 'tests', 'cases', 'dataset', 'golden'] as const

/** Names that a folder of the prompt's stem, within a folder of eval sets, may give to its one file of cases. */
export const namesUnderStem: readonly string[] = ['eval.yaml', 'evals.json', 'cases.jsonl', 'dataset.jsonl']

/** What the `evals` folder of a skill holds: cases of its body first, then queries that say when it is to be loaded. */
export const skillSetNames: readonly string[] = [
  'evals.json',
  'eval_queries.json',
  'trigger_eval.json',
  'trigger_evals.json',
]

/** What Vally and Waza call the eval file of a skill; Waza's own name comes first. */
export const skillSpecNames: readonly string[] = ['wazaEval.yaml', 'eval.yaml', 'eval.yml']

/** The names of the files of a folder of splits, the usual one first. */
export const splitFiles: readonly (readonly [SplitName, readonly string[]])[] = [
  ['train', ['train.jsonl']],
  ['validation', ['validation.jsonl', 'eval.jsonl', 'dev.jsonl']],
  ['test', ['test.jsonl']],
]

/** Beside the splits: shown in the meta-prompt, and in no split. */
export const exemplarFile = 'format.jsonl'

/** The endings that make a file a prompt, longest first: what is left of the name is its stem. */
const promptEndings =
  /(?:\.prompt\.(?:md|ya?ml)|\.(?:instructions|agent|chatmode)\.md|\.(?:prompty|promptl|prompt|txt|md|j2|jinja2?|njk|hbs|hbr|handlebars|mustache|liquid|ya?ml|json))$/i

/** A prompt file's name without what makes it one: its eval set bears the same stem. */
export const promptStem = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(promptEndings, '')

/** The names that an eval set beside the prompt may have, in the order in which they are looked for. */
export const siblingNames = (stem: string): readonly string[] =>
  suffixes.flatMap(suffix => evalSetExtensions.map(extension => `${stem}.${suffix}.${extension}`))

/** The folder of splits beside a prompt. */
export const splitFolderName = (stem: string): string => `${stem}.eval`

/** The names under which a prompt's eval set may stand in a folder of eval sets. */
export const namesInFolder = (stem: string): readonly string[] =>
  evalSetExtensions.map(extension => `${stem}.${extension}`)

export const loneNames: ReadonlySet<string> = new Set(loneStems.flatMap(namesInFolder))

const anyOf = (names: readonly string[]): string => names.join(',')
const either = (names: readonly string[]): string => `(?:${names.join('|')})`

/**
 * Every file that pairing may choose, or that lies in a folder of splits that it may choose, as globs of the editor's for
 * watching and diagnosing. There are no braces in braces, which the editor does not match.
 */
export const evalSetGlobs: readonly string[] = [
  ...suffixes.map(suffix => `**/*.${suffix}.{${anyOf(evalSetExtensions)}}`),
  `**/{${anyOf(evalSetFolders)}}/**/*.{${anyOf(evalSetExtensions)}}`,
  '**/*.eval/*.jsonl',
  `**/{${anyOf(loneStems)}}.{${anyOf(evalSetExtensions)}}`,
  `**/{${anyOf(skillSpecNames)}}`,
]

const evalSetPath = new RegExp(
  [
    String.raw`\.${either(suffixes)}\.${either(evalSetExtensions)}$`,
    String.raw`(?:^|/)${either(evalSetFolders)}/(?:.*/)?[^/]*\.${either(evalSetExtensions)}$`,
    String.raw`\.eval/[^/]+\.jsonl$`,
    String.raw`(?:^|/)${either(loneStems)}\.${either(evalSetExtensions)}$`,
    `(?:^|/)${either(skillSpecNames.map(name => name.replace('.', String.raw`\.`)))}$`,
  ].join('|'),
  'i',
)

/** Whether a file may be an eval set, by its path: the same as the globs say. */
export const isEvalSetPath = (path: string): boolean => evalSetPath.test(path)

const ownName = new RegExp(
  String.raw`\.${either(suffixes)}(?:\.[^./]+$|/)|(?:^|/)${either([...evalSetFolders, 'test'])}/[^/]*$`,
)

/** Whether a file is ours by its name alone, even where no prompt is found that it belongs to. */
export const isNamedEvalSet = (path: string): boolean => /\.eval\.(?:ya?ml|jsonl?|csv)$/i.test(path)

/** Whether a file is an eval set by its name, whatever its extension, or its own folder is one of eval sets: no prompt. */
export const isAmongEvals = (path: string): boolean => ownName.test(path)

/** Whether a folder that holds `name` (folders end with `/`) holds an eval set beside the prompt of this stem. */
export const isBesideStem = (stem: string, name: string): boolean =>
  name.startsWith(`${stem}.`) && (name === `${splitFolderName(stem)}/` || siblingNames(stem).includes(name))

/** Whether a folder of eval sets that holds `name` (folders end with `/`) has one for the prompt of this stem. */
export const isUnderStem = (stem: string, name: string): boolean =>
  name.startsWith(stem) && (name === `${stem}/` || namesInFolder(stem).includes(name))
