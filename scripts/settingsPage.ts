import { writeFileSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }
import { optionNames } from '../src/cli/asked/optionSettings.ts'

/** Where the page stands; `node scripts/settingsPage.ts` writes it anew, and a test says when that is due. */
export const settingsPath = 'docs/settings.md'

interface Property {
  readonly default: unknown
  readonly scope: string
  readonly description?: string
  readonly markdownDescription?: string
  readonly enum?: readonly string[]
  readonly enumDescriptions?: readonly string[]
}

const head = `# Settings

Every setting of the extension: its default, and the option of \`gpo\` that says the same, where there is one. The terminal does
not read the editor's settings; what is not typed there has the default. There, \`--base-url\`, \`--api-key-env\` and \`--price\` stand for
\`gpo.endpoints\`, a key and \`gpo.prices\`: [models.md](models.md) has examples.

A setting may differ from folder to folder; one marked *machine* is the user's alone. In a folder that is not trusted, what
its own settings say of models, endpoints, prices, caps, code and meta-prompts does not count.
`

const groups = {
  'The models': ['taskModel', 'optimizerModel', 'judgeModel', 'embeddingModel', 'endpoints', 'prices'],
  'What they are asked for': ['taskTemperature', 'taskMaxTokens', 'optimizerTemperature', 'optimizerMaxTokens'],
  'What a run may spend': ['maxCalls', 'maxTokens', 'maxUsd', 'maxMinutes', 'concurrency'],
  'The search': ['strategy', 'paper', 'evaluation', 'steps', 'epochs', 'batchSize', 'candidates', 'repeats', 'seed'],
  'Parts of the strategy': [
    'evidence',
    'scores',
    'reflection',
    'momentum',
    'momentumOver',
    'memory',
    'updateMethod',
    'schedule',
    'initialStepSize',
    'finalStepSize',
    'warmup',
    'overStep',
    'walk',
    'metaPrompt',
  ],
  'What may run': ['allowCode'],
} as const

/** The page of all settings, from the manifest. One that stands in no group fails. */
export function settingsPage(): string {
  const properties: Readonly<Record<string, Property>> = manifest.contributes.configuration.properties
  const grouped = new Set(Object.values(groups).flatMap(names => names.map(name => `gpo.${name}`)))
  const missing = Object.keys(properties).filter(name => !grouped.has(name))
  if (missing.length > 0) throw new Error(`In no group of scripts/settingsPage.ts: ${missing.join(', ')}`)
  const sections = Object.entries(groups).map(([title, names]) => {
    const entries = names.flatMap(name => {
      const property = properties[`gpo.${name}`]
      return property ? [entryOf(name, property)] : []
    })
    return `## ${title}\n\n${entries.join('\n')}\n`
  })
  return [head, ...sections].join('\n')
}

function entryOf(name: string, property: Property): string {
  const option = optionNames[name]
  const facts = [
    writtenDefault(property.default),
    ...(option ? [codeOf(`--${option}`)] : []),
    ...(property.scope === 'machine' ? ['*machine*'] : []),
  ]
  const text = (property.markdownDescription ?? property.description ?? '').replaceAll(/`#(gpo\.\w+)#`/g, '`$1`')
  const line = `- **\`gpo.${name}\`** (${facts.join('; ')}). ${text}`
  const { enum: values = [], enumDescriptions: meanings } = property
  if (meanings === undefined) return values.length === 0 ? line : `${line} One of ${values.map(codeOf).join(', ')}.`
  return [line, ...values.map((value, index) => `  - ${codeOf(value)}: ${meanings[index] ?? ''}`)].join('\n')
}

const codeOf = (value: string): string => `\`${value}\``

/** A default as it is written in settings.json; the endpoints are listed on a page of their own. */
function writtenDefault(value: unknown): string {
  const isMap = typeof value === 'object' && value !== null
  if (isMap && Object.keys(value).length > 0) return Object.keys(value).join(', ')
  return codeOf(JSON.stringify(value))
}

if (import.meta.main) writeFileSync(new URL(`../${settingsPath}`, import.meta.url), settingsPage())
